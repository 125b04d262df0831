package id.signet.credential.issue;

import id.signet.credential.format.VcDocument;
import id.signet.credential.status.StatusPurpose;
import id.signet.crypto.DateTimeStamps;
import id.signet.crypto.json.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * A paper of WeIdentity of a CPT whose claim WeIdentity itself defines: 101, 107 or 108. It is under no registered schema and
 * takes no accreditation; what it is worth is for the reader's policy to say.
 *
 * @param issued in whole seconds
 * @param status what can be said of it later
 */
public record SystemPaper(long cptId, String issuer, ObjectNode claim, Instant issued, Instant expires,
        Optional<String> verificationMethod, Set<StatusPurpose> status) {

    public SystemPaper {
        status = Set.copyOf(status);
    }

    ObjectNode document(UUID id) {
        ObjectNode document = Json.object();
        document.putArray("@context").add(VcDocument.CONTEXT);
        document.put("id", "urn:uuid:" + id);
        document.putArray("type").add(VcDocument.TYPE);
        document.put("issuer", issuer);
        document.put("validFrom", DateTimeStamps.format(issued));
        document.put("validUntil", DateTimeStamps.format(expires));
        document.set("credentialSubject", claim.deepCopy());
        return document;
    }
}
