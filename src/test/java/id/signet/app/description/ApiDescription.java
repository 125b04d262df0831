package id.signet.app.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code openapi.yaml} as it lies in the jar. */
public final class ApiDescription {

    private static final String ADDRESS = "https://openapi.invalid/signet";
    private static final Set<String> VERBS = Set.of("get", "post", "delete");

    private final JsonNode root;
    private final SchemaRegistry schemas;
    private final List<Operation> operations;

    private ApiDescription(JsonNode root) {
        this.root = root;
        this.operations = operations(root);
        this.schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder
                .schemas(Map.of(ADDRESS, root.toString()))
                .schemaLoader(loader -> loader.fetchRemoteResources(false))
                .schemaRegistryConfig(SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(true)
                        .locale(Locale.ROOT)
                        .build()));
    }

    public static ApiDescription read() {
        try (InputStream in = ApiDescription.class.getResourceAsStream("/openapi.yaml")) {
            return new ApiDescription(new YAMLMapper().readTree(in));
        } catch (IOException e) {
            throw new AssertionError("the description is not to be read", e);
        }
    }

    /** In the order of the file. */
    List<Operation> operations() {
        return operations;
    }

    JsonNode root() {
        return root;
    }

    /** What a reference stands for. */
    JsonNode resolve(JsonNode node) {
        JsonNode resolved = node;
        while (resolved.has("$ref")) {
            resolved = root.at(resolved.get("$ref").stringValue().substring(1));
            if (resolved.isMissingNode()) {
                throw new AssertionError("the reference leads nowhere: " + node);
            }
        }
        return resolved;
    }

    /** What the schema finds wrong; empty if nothing. */
    List<String> violations(JsonNode schema, JsonNode instance) {
        Schema compiled = schemas.getSchema(absolute(schema).toString(), InputFormat.JSON);
        return compiled.validate(instance)
                .stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    /** What the schema of that name finds wrong; empty if nothing. */
    public List<String> violations(String component, JsonNode instance) {
        JsonNode schema = root.path("components").path("schemas").path(component);
        assertThat(schema.isObject()).as("a schema named " + component).isTrue();
        return violations(schema, instance);
    }

    private static JsonNode absolute(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        copy.findParents("$ref").forEach(holder -> {
            String text = holder.get("$ref").stringValue();
            ((ObjectNode) holder).put("$ref", text.startsWith("#") ? ADDRESS + text : text);
        });
        return copy;
    }

    private List<Operation> operations(JsonNode file) {
        List<Operation> found = new ArrayList<>();
        file.get("paths").properties().forEach(path -> path.getValue().properties().forEach(member -> {
            if (VERBS.contains(member.getKey())) {
                List<JsonNode> parameters = new ArrayList<>();
                path.getValue().path("parameters").forEach(parameters::add);
                member.getValue().path("parameters").forEach(parameters::add);
                found.add(new Operation(member.getKey().toUpperCase(Locale.ROOT), path.getKey(), member.getValue(),
                        parameters));
            }
        }));
        return List.copyOf(found);
    }

    /** One verb at one path. */
    final class Operation {

        private final String verb;
        private final String path;
        private final JsonNode node;
        private final List<JsonNode> parameters;

        private Operation(String verb, String path, JsonNode node, List<JsonNode> parameters) {
            this.verb = verb;
            this.path = path;
            this.node = node;
            this.parameters = parameters;
        }

        String id() {
            return node.get("operationId").stringValue();
        }

        String verb() {
            return verb;
        }

        String path() {
            return path;
        }

        JsonNode node() {
            return node;
        }

        List<JsonNode> parameters() {
            return parameters.stream().map(ApiDescription.this::resolve).toList();
        }

        /** By status, or {@code default}. */
        Map<String, JsonNode> responses() {
            Map<String, JsonNode> responses = new LinkedHashMap<>();
            node.get("responses")
                    .properties()
                    .forEach(response -> responses.put(response.getKey(), resolve(response.getValue())));
            return responses;
        }

        JsonNode bodySchema() {
            return content().path("schema");
        }

        /** The bodies, by the names of their examples. */
        Map<String, JsonNode> bodies() {
            Map<String, JsonNode> bodies = new LinkedHashMap<>();
            content().path("examples")
                    .properties()
                    .forEach(example -> bodies.put(example.getKey(), example.getValue().get("value")));
            return bodies;
        }

        private JsonNode content() {
            return node.path("requestBody").path("content").path("application/json");
        }

        /** Whether an API key counts here, needed or not. */
        boolean takesKey() {
            return !node.path("security").findValues("apiKey").isEmpty();
        }

        /** The roles that may call; none if everybody may. */
        Optional<List<String>> roles() {
            boolean open = node.path("security").valueStream().anyMatch(JsonNode::isEmpty);
            return open
                    ? Optional.empty()
                    : Optional.of(((ArrayNode) node.path("security").path(0).path("apiKey")).valueStream()
                            .map(JsonNode::stringValue)
                            .toList());
        }

        /** All examples, in the order in which they are sent: the file's, bodies before other answers. */
        List<Example> examples() {
            Map<String, Example> named = new LinkedHashMap<>();
            String good = responses().keySet().iterator().next();
            bodies().keySet()
                    .forEach(name -> named.put(name,
                            new Example(this, name, good, Optional.of("application/json"), MissingNode.getInstance())));
            responses().forEach((status, response) -> {
                response.path("content")
                        .properties()
                        .forEach(content -> content.getValue()
                                .path("examples")
                                .properties()
                                .forEach(example -> named.put(example.getKey(), new Example(this, example.getKey(),
                                        status, Optional.of(content.getKey()), resolve(example.getValue())))));
                if (response.has("x-signet-example")) {
                    String name = response.get("x-signet-example").stringValue();
                    named.put(name, new Example(this, name, status, Optional.empty(), response));
                }
            });
            return List.copyOf(named.values());
        }

        @Override
        public String toString() {
            return verb + " " + path;
        }
    }

    /**
     * One request and its answer.
     *
     * @param mediaType of the answer; none where it has no body
     * @param node the answer's example, if it is written down
     */
    record Example(Operation operation, String name, String status, Optional<String> mediaType, JsonNode node) {

        JsonNode response() {
            return operation.responses().getOrDefault(status, MissingNode.getInstance());
        }

        /** The schema of the answer's body. */
        JsonNode schema() {
            return response().path("content").path(mediaType.orElse("")).path("schema");
        }

        /** The answer as it is written down. */
        Optional<JsonNode> answer() {
            return Optional.ofNullable(node.get("value"));
        }

        /** How the request differs from the usual one. */
        JsonNode request() {
            return node.path("x-signet-request");
        }

        /** What is sent: its own body, or the one of its name, or the first of the operation. */
        Optional<JsonNode> body() {
            if (request().has("body")) {
                return Optional.of(request().get("body"));
            }
            Map<String, JsonNode> bodies = operation.bodies();
            return bodies.containsKey(name)
                    ? Optional.of(bodies.get(name))
                    : bodies.values().stream().findFirst();
        }

        boolean isProblem() {
            return mediaType.filter("application/problem+json"::equals).isPresent();
        }

        @Override
        public String toString() {
            return operation.id() + " " + name + ": " + status;
        }
    }
}
