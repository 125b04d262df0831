package id.signet.app.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import id.signet.app.LightWallet;
import id.signet.app.RunningSignet;
import id.signet.app.access.Allowed;
import id.signet.app.access.Role;
import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.Base64Url;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.proof.Cryptosuites;
import id.signet.crypto.proof.ProofOptions;
import id.signet.crypto.proof.SecuredDocument;
import id.signet.app.description.ApiDescription.Example;
import id.signet.app.description.ApiDescription.Operation;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends every example of the API's description to a running sandbox, in the order of the file, and holds the answers to what
 * the description says of them. How an example becomes a request is told at the top of {@code openapi.yaml}.
 */
class ApiExamplesTest {

    private static final ApiDescription API = ApiDescription.read();
    private static final String PROBLEM = "application/problem+json";
    /** More than the limit lets through. */
    private static final int OFTEN = 100;
    private static final int PATIENCE = 5;

    private static final Samples samples = new Samples();
    private static final Map<String, String> keys = new HashMap<>();
    private static final Map<Operation, String> tags = new HashMap<>();

    @TempDir
    static Path folder;

    private static RunningSignet signet;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder, "SIGNET_ANONYMOUS_VERIFICATIONS_PER_MINUTE=60");
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    @TestFactory
    Stream<DynamicNode> everyExampleIsAnsweredAsTheDescriptionSays() {
        return API.operations()
                .stream()
                .map(operation -> dynamicContainer(operation.toString(), operation.examples()
                        .stream()
                        .map(example -> dynamicTest(example.toString(), () -> holds(example)))));
    }

    private static void holds(Example example) throws IOException {
        Answer answer = send(example);
        assertThat(Integer.toString(answer.status())).as("%s", answer).isEqualTo(example.status());
        assertThat(mediaType(answer.header("Content-Type"))).as("%s", answer)
                .isEqualTo(mediaType(example.mediaType().orElse("")));
        headers(example, answer);
        if (example.mediaType().isEmpty()) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        JsonNode body = body(answer);
        assertThat(API.violations(example.schema(), body)).as("%s", body).isEmpty();
        example.answer().ifPresent(written -> {
            if (example.isProblem()) {
                assertThat(known(body.get("type"))).as("a type the description does not list: %s", body).isTrue();
                ObjectNode ours = (ObjectNode) samples.ours(written);
                ours.set("instance", body.get("instance"));
                assertThat(body).isEqualTo(ours);
            } else {
                alike(written, body, "");
                samples.remember(written, body);
            }
        });
    }

    @Test
    void theDescriptionNamesTheRolesThatTheDoorsAskFor() {
        Map<String, Optional<List<String>>> asked = new TreeMap<>();
        signet.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) -> {
                    Optional<List<String>> roles = Optional.ofNullable(method.getMethodAnnotation(Allowed.class))
                            .map(allowed -> Arrays.stream(allowed.value()).map(Role::text).toList());
                    for (String pattern : mapping.getPatternValues()) {
                        mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(verb -> asked.put(verb + " " + pattern.replace("{*", "{"), roles));
                    }
                });
        asked.keySet().removeIf(operation -> operation.startsWith("GET /docs"));
        Map<String, Optional<List<String>>> described = new TreeMap<>();
        API.operations().forEach(operation -> described.put(operation.toString(), operation.roles()));
        assertThat(described).isEqualTo(asked);
    }

    // ---- the request ----

    private static Answer send(Example example) throws IOException {
        int times = example.request().path("repeat").asBoolean(false) ? OFTEN : 1;
        Answer answer = sendOnce(example);
        for (int i = 1; i < times && !Integer.toString(answer.status()).equals(example.status()); i++) {
            answer = sendOnce(example);
        }
        for (int i = 0; i < PATIENCE && answer.status() == 429 && !example.status().equals("429"); i++) {
            pause(answer.header("Retry-After"));
            answer = sendOnce(example);
        }
        if (!answer.header("ETag").isEmpty()) {
            tags.put(example.operation(), answer.header("ETag"));
        }
        return answer;
    }

    /** An example before has used up the limit of this address. */
    private static void pause(String seconds) {
        try {
            Thread.sleep(Duration.ofSeconds(Long.parseLong(seconds)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answer sendOnce(Example example) throws IOException {
        Operation operation = example.operation();
        List<String> headers = new ArrayList<>();
        String path = address(example, headers);
        key(example).ifPresent(key -> headers.add("Authorization: Bearer " + key));
        accept(example).ifPresent(type -> headers.add("Accept: " + type));
        if (example.request().path("unchanged").asBoolean(false)) {
            headers.add("If-None-Match: " + tags.get(operation));
        }
        if (example.body().isEmpty()) {
            return signet.http().send(operation.verb() + " " + path, headers.toArray(String[]::new));
        }
        headers.add("Content-Type: " + example.request().path("contentType").asString("application/json"));
        JsonNode ours = samples.ours(example.body().get());
        example.request()
                .path("signs")
                .asStringOpt()
                .ifPresent(seed -> sign((ObjectNode) ours, HexFormat.of().parseHex(seed)));
        example.request()
                .path("approves")
                .asStringOpt()
                .ifPresent(seed -> approve((ObjectNode) ours, HexFormat.of().parseHex(seed)));
        example.request()
                .path("transacts")
                .asStringOpt()
                .ifPresent(
                        secret -> transact((ObjectNode) ours.get("transactionArg"), HexFormat.of().parseHex(secret)));
        byte[] body = ours.toString().getBytes(StandardCharsets.UTF_8);
        int size = example.request().path("size").asInt(body.length);
        byte[] padded = Arrays.copyOf(body, size);
        Arrays.fill(padded, body.length, size, (byte) ' ');
        return signet.http().post(path, padded, headers.toArray(String[]::new));
    }

    /** As a controller does who holds the key. */
    private static void sign(ObjectNode body, byte[] seed) {
        ObjectNode operation = (ObjectNode) body.get("operation");
        ObjectNode proof = (ObjectNode) operation.remove("proof");
        byte[] signed = ("signet-operation/1 " + body.get("type").stringValue() + "\n"
                + new String(Jcs.canonicalize(operation), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        proof.put("signature", Base64Url.encode(SoftwareSigningKey.ofSecret(KeyType.ED25519, seed).sign(signed)));
        operation.set("proof", proof);
    }

    /** As a client of WeIdentity does who holds the key: over the operation in what encode gave out. */
    private static void transact(ObjectNode transaction, byte[] secret) {
        JsonNode data = JsonMapper.shared()
                .readTree(HexFormat.of().parseHex(transaction.get("data").stringValue().substring(2)));
        LightWallet wallet = LightWallet.ofSecret(KeyType.SECP256K1, secret);
        transaction.put("signedMessage", Base64.getEncoder()
                .encodeToString(wallet.sign(LightWallet.signedText("did.create", data.get("operation")))));
    }

    /** As a witness does who holds the key. */
    private static void approve(ObjectNode body, byte[] seed) {
        ObjectNode version = JsonNodeFactory.instance.objectNode();
        version.set("versionId", body.get("versionId"));
        ProofOptions options = ProofOptions.of(Cryptosuites.jcs().named("eddsa-jcs-2022").orElseThrow(),
                body.at("/proof/0/verificationMethod").stringValue(), "assertionMethod")
                .withCreated(Instant.parse(body.at("/proof/0/created").stringValue()));
        body.putArray("proof")
                .add(SecuredDocument.sign(version, options, SoftwareSigningKey.ofSecret(KeyType.ED25519, seed))
                        .get("proof"));
    }

    /** The path with its parameters; those that are headers are added to the list. */
    private static String address(Example example, List<String> headers) {
        String path = example.operation().path();
        String did = "";
        List<String> query = new ArrayList<>();
        JsonNode given = example.request().path("parameters");
        for (JsonNode parameter : example.operation().parameters()) {
            String name = parameter.get("name").stringValue();
            Optional<JsonNode> value = given.has(name)
                    ? Optional.of(given.get(name))
                    : Optional.ofNullable(parameter.get("example"))
                            .filter(sample -> parameter.path("required").asBoolean(false));
            if (value.isPresent()) {
                String text = samples.ours(value.get()).asString();
                did = name.equals("did") ? text : did;
                switch (parameter.get("in").stringValue()) {
                    case "path" -> path = path.replace("{" + name + "}", text);
                    case "query" -> query.add(name + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
                    default -> headers.add(name + ": " + text);
                }
            }
        }
        if (example.request().has("query")) {
            query.add(example.request().get("query").stringValue());
        }
        if (query.isEmpty()) {
            return path;
        }
        // A DID is percent-encoded as a whole where options follow it.
        return (did.isEmpty() ? path : path.replace(did, URLEncoder.encode(did, StandardCharsets.UTF_8))) + "?"
                + String.join("&", query);
    }

    /** What the answer's form needs, unless the example says otherwise; a problem comes in its own form in any case. */
    private static Optional<String> accept(Example example) {
        return example.request().has("accept")
                ? Optional.of(example.request().get("accept").stringValue())
                : example.mediaType().filter(type -> !type.equals(PROBLEM));
    }

    private static Optional<String> key(Example example) throws IOException {
        if (!example.request().has("as")) {
            return example.operation().takesKey()
                    ? Optional.of(signet.bearer().replace("Authorization: Bearer ", ""))
                    : Optional.empty();
        }
        String who = example.request().get("as").stringValue();
        return switch (who) {
            case "nobody" -> Optional.empty();
            case "stranger" -> Optional.of("signet_nobody_knows_this_key");
            case "neighbour" -> Optional.of(neighboursKey());
            default -> Optional.of(keyOf("sandbox", who));
        };
    }

    private static String neighboursKey() throws IOException {
        if (!keys.containsKey("neighbour")) {
            signet.post(201, "tenants", "{\"id\":\"neighbour\",\"name\":\"Neighbour\"}");
            keys.put("neighbour", keyOf("neighbour", "issuer"));
        }
        return keys.get("neighbour");
    }

    private static String keyOf(String tenant, String role) throws IOException {
        String name = tenant + "/" + role;
        if (!keys.containsKey(name)) {
            keys.put(name, signet.post(201, "tenants/" + tenant + "/api-keys",
                    "{\"name\":\"" + role + "\",\"roles\":[\"" + role + "\"]}").get("key").stringValue());
        }
        return keys.get(name);
    }

    // ---- the answer ----

    private static void headers(Example example, Answer answer) {
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
        example.response().path("headers").properties().forEach(header -> {
            JsonNode described = API.resolve(header.getValue());
            String value = answer.header(header.getKey());
            if (described.path("required").asBoolean(false)) {
                assertThat(value).as("the header %s of %s", header.getKey(), answer).isNotEmpty();
            }
            if (!value.isEmpty()) {
                JsonNode typed = described.path("schema").path("type").asString("").equals("integer")
                        ? JsonNodeFactory.instance.numberNode(Long.parseLong(value))
                        : JsonNodeFactory.instance.stringNode(value);
                assertThat(API.violations(described.get("schema"), typed)).as(header.getKey()).isEmpty();
            }
        });
    }

    private static JsonNode body(Answer answer) {
        String type = mediaType(answer.header("Content-Type"));
        boolean text = type.startsWith("text/") || type.endsWith("+jwt") || type.equals("application/jose")
                || type.equals("application/octet-stream") || type.equals("application/pdf")
                || type.equals("application/zip");
        return text ? JsonNodeFactory.instance.stringNode(answer.body()) : JsonMapper.shared().readTree(answer.body());
    }

    /** Spaces count for nothing in a media type, and a charset is not part of the form. */
    private static String mediaType(String text) {
        return text.replaceAll("\\s", "").replaceAll(";charset=.*", "");
    }

    private static boolean known(JsonNode type) {
        return API.root().at("/components/schemas/ProblemType/x-extensible-enum").valueStream().anyMatch(type::equals);
    }

    /** The same members and the same kinds of values; words, truth and lengths are equal, what a sandbox makes anew is not. */
    private static void alike(JsonNode written, JsonNode real, String place) {
        assertThat(real.getNodeType()).as("at %s of %s", place, real).isEqualTo(written.getNodeType());
        if (written.isObject()) {
            assertThat(real.propertyNames()).as("the members at %s", place)
                    .containsExactlyInAnyOrderElementsOf(written.propertyNames());
            written.properties()
                    .forEach(member -> alike(member.getValue(), real.get(member.getKey()),
                            place + "/" + member.getKey()));
        } else if (written.isArray()) {
            assertThat(real.size()).as("the length at %s of %s", place, real).isEqualTo(written.size());
            for (int i = 0; i < written.size(); i++) {
                alike(written.get(i), real.get(i), place + "/" + i);
            }
        } else if (written.isBoolean()
                || (written.isString() && written.stringValue().matches("[a-z]+([-.][a-z]+)*"))) {
            assertThat(real).as("at %s", place).isEqualTo(written);
        }
    }
}
