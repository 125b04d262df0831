package id.signet.credential.linkage;

import id.signet.crypto.json.Json;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The DID Configuration Resource: {@code {"@context", "linked_dids": [...]}} and nothing else. */
public final class DidConfiguration {

    public static final String PATH = "/.well-known/did-configuration.json";

    static final String CONTEXT = "https://identity.foundation/.well-known/did-configuration/v1";

    private static final String LINKED_DIDS = "linked_dids";
    private static final Set<String> MEMBERS = Set.of("@context", LINKED_DIDS);
    private static final int MOST = 2_000;

    private DidConfiguration() {}

    /** @param credentials Domain Linkage Credentials in JWT proof format */
    public static ObjectNode of(List<String> credentials) {
        ObjectNode json = Json.object();
        json.put("@context", CONTEXT);
        json.set(LINKED_DIDS, Json.array(credentials));
        return json;
    }

    /** Its entries, unread. */
    static Iterable<JsonNode> entries(ObjectNode resource) {
        boolean good = resource.has("@context") && MEMBERS.containsAll(resource.propertyNames())
                && resource.get(LINKED_DIDS) instanceof ArrayNode entries && entries.size() <= MOST;
        BadLinkage.unless(good, "configuration-malformed",
                "What the origin publishes is no DID Configuration: @context and a list linked_dids, nothing else.");
        return resource.path(LINKED_DIDS);
    }
}
