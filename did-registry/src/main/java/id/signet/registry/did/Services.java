package id.signet.registry.did;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The services that a DID published here may have: absolute {@code https}, {@code http} or DID URLs of ordinary length,
 * no scripts, no inline data, no person.
 */
public final class Services {

    public static final int MAX_SERVICES = 16;
    private static final int MAX_ADDRESS = 1_024;
    private static final int MAX_ENDPOINTS = 8;
    private static final Set<String> MEMBERS = Set.of("id", "type", "serviceEndpoint");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z][A-Za-z0-9._:/#-]{0,127}");
    private static final Pattern FRAGMENT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern ADDRESS = Pattern.compile("[!-~&&[^\"<>\\\\^`{|}]]*");

    private Services() {}

    /**
     * @param owner whose fragments the ids must be
     * @param services a list of objects with {@code id} (absolute, or {@code #fragment}), {@code type} and
     *     {@code serviceEndpoint}
     * @throws MalformedInput if a service breaks a rule
     */
    public static List<Service> parse(Did owner, JsonNode services) {
        if (!services.isArray() || services.size() > MAX_SERVICES) {
            throw new MalformedInput("services is a list of at most " + MAX_SERVICES);
        }
        List<Service> parsed = new ArrayList<>();
        Set<DidUrl> ids = new HashSet<>();
        for (JsonNode node : services) {
            Service service = service(owner, node);
            if (!ids.add(service.id())) {
                throw new MalformedInput("a service's id is given twice");
            }
            parsed.add(service);
        }
        return parsed;
    }

    public static ArrayNode toJson(List<Service> services) {
        ArrayNode array = Json.array();
        for (Service service : services) {
            ObjectNode node = array.addObject();
            node.put("id", service.id().toString());
            put(node, "type", service.types());
            put(node, "serviceEndpoint", service.endpoints());
        }
        return array;
    }

    private static void put(ObjectNode node, String member, List<String> values) {
        if (values.size() == 1) {
            node.put(member, values.getFirst());
        } else {
            node.set(member, Json.array(values));
        }
    }

    private static Service service(Did owner, JsonNode node) {
        if (!node.isObject()) {
            throw new MalformedInput("a service is an object");
        }
        for (String member : node.propertyNames()) {
            if (!MEMBERS.contains(member)) {
                throw new MalformedInput("a service has the members id, type and serviceEndpoint only");
            }
        }
        return new Service(id(owner, node.path("id")),
                strings(node.path("type"), "type").stream().map(Services::type).toList(),
                strings(node.path("serviceEndpoint"), "serviceEndpoint").stream().map(Services::endpoint).toList());
    }

    private static DidUrl id(Did owner, JsonNode node) {
        if (!node.isString() || node.stringValue().length() > Did.MAX_LENGTH) {
            throw new MalformedInput("a service's id is a string");
        }
        String text = node.stringValue();
        DidUrl id = DidUrl.parse(text.startsWith("#") ? owner + text : text);
        if (!id.did().equals(owner) || !id.namesFragmentOnly()
                || id.fragment().filter(fragment -> FRAGMENT.matcher(fragment).matches()).isEmpty()) {
            throw new MalformedInput(
                    "a service's id is a fragment of its own DID: 1 to 64 letters, digits, '.', '_' or '-' after '#'");
        }
        refusePersonalData(id.fragment().orElse(""), "a service's id");
        return id;
    }

    private static List<String> strings(JsonNode node, String member) {
        List<JsonNode> nodes = node.isArray() ? node.valueStream().toList() : List.of(node);
        if (nodes.isEmpty() || nodes.size() > MAX_ENDPOINTS
                || nodes.stream().anyMatch(one -> !one.isString() || one.stringValue().length() > MAX_ADDRESS)) {
            throw new MalformedInput("a service's " + member + " is a string, or a list of 1 to " + MAX_ENDPOINTS
                    + " strings, of at most " + MAX_ADDRESS + " characters");
        }
        List<String> texts = nodes.stream().map(JsonNode::stringValue).toList();
        if (new HashSet<>(texts).size() < texts.size()) {
            throw new MalformedInput("a service's " + member + " repeats itself");
        }
        return texts;
    }

    private static String type(String text) {
        if (!TYPE.matcher(text).matches()) {
            throw new MalformedInput("a service's type begins with a letter and has at most 128 plain characters");
        }
        return text;
    }

    private static String endpoint(String text) {
        if (text.startsWith("did:")) {
            DidUrl.parse(text);
        } else {
            webAddress(text);
        }
        refusePersonalData(text, "a serviceEndpoint");
        return text;
    }

    private static void webAddress(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new MalformedInput("a serviceEndpoint is not a URL", e);
        }
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawUserInfo() != null || !ADDRESS.matcher(text).matches()) {
            throw new MalformedInput("a serviceEndpoint is an absolute https, http or DID URL, without a user name");
        }
    }

    private static void refusePersonalData(String text, String what) {
        Optional<String> found = PersonalData.in(text);
        if (found.isPresent()) {
            throw new MalformedInput(what + " seems to hold " + found.get() + ", which the log would keep for ever");
        }
    }
}
