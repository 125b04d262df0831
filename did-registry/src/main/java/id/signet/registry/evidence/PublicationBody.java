package id.signet.registry.evidence;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What {@code evidence.publish} says (docs/adr/0039-evidence.md). */
record PublicationBody(EvidenceId evidence, Digests digests, boolean revoked) {

    private static final Set<String> MEMBERS = Set.of("evidence", "digests", "revoked");

    static PublicationBody parse(ObjectNode body) {
        if (body.size() != MEMBERS.size() || !MEMBERS.containsAll(body.propertyNames())
                || !body.path("revoked").isBoolean()) {
            throw new MalformedInput("a publication says exactly " + MEMBERS);
        }
        return new PublicationBody(new EvidenceId(body.path("evidence").asString("")),
                Digests.parse(body.path("digests")), body.path("revoked").booleanValue());
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("evidence", evidence.value());
        json.set("digests", digests.toJson());
        return json.put("revoked", revoked);
    }
}
