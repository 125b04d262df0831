package id.signet.credential.linkage;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.registry.did.DidDocument;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The services by which a DID document names origins, "Linked Domain Service Endpoint": of type {@code LinkedDomains}, with an
 * origin or {@code {"origins": [...]}} as their endpoint.
 */
final class LinkedDomainServices {

    private static final String TYPE = "LinkedDomains";
    private static final String ENDPOINT = "serviceEndpoint";
    /** What a document names beyond is not even told. */
    private static final int MOST_ORIGINS = 16;

    private LinkedDomainServices() {}

    /** As the document writes them, each once: the first of them. */
    static List<String> origins(DidDocument document) {
        return all(document).filter(origin -> origin.length() <= WebOrigin.LONGEST)
                .distinct()
                .limit(MOST_ORIGINS)
                .toList();
    }

    static boolean name(DidDocument document, WebOrigin origin) {
        return all(document).anyMatch(text -> says(text, origin));
    }

    private static Stream<String> all(DidDocument document) {
        return document.json().path("service").valueStream().filter(LinkedDomainServices::isOne).flatMap(service -> {
            JsonNode endpoint = service.path(ENDPOINT);
            return texts(endpoint.isObject() ? endpoint.path("origins") : endpoint).stream();
        });
    }

    /** The services and one more that names the origin. */
    static ArrayNode with(ArrayNode services, WebOrigin origin) {
        Set<String> ids = services.valueStream()
                .map(service -> service.path("id").asString(""))
                .map(id -> id.substring(id.indexOf('#') + 1))
                .collect(Collectors.toSet());
        int number = 1;
        while (ids.contains("linked-domain-" + number)) {
            number++;
        }
        ArrayNode more = services.deepCopy();
        more.addObject().put("id", "#linked-domain-" + number).put("type", TYPE).put(ENDPOINT, origin.text());
        return more;
    }

    /** The services, of which none names the origin any more. */
    static ArrayNode without(ArrayNode services, WebOrigin origin) {
        ArrayNode left = Json.array();
        for (JsonNode service : services) {
            if (!isOne(service)) {
                left.add(service);
                continue;
            }
            List<String> others = texts(service.path(ENDPOINT)).stream().filter(text -> !says(text, origin)).toList();
            if (!others.isEmpty()) {
                ObjectNode kept = service.deepCopy().asObject();
                kept.set(ENDPOINT, Json.array(others));
                left.add(others.size() == service.path(ENDPOINT).size() ? service : kept);
            }
        }
        return left;
    }

    private static boolean isOne(JsonNode service) {
        return texts(service.path("type")).contains(TYPE);
    }

    private static boolean says(String text, WebOrigin origin) {
        try {
            return WebOrigin.parse(text).equals(origin);
        } catch (MalformedInput e) {
            return false;
        }
    }

    private static List<String> texts(JsonNode node) {
        Stream<JsonNode> values = node.isArray() ? node.valueStream() : Stream.of(node);
        return values.filter(JsonNode::isString).map(JsonNode::stringValue).toList();
    }
}
