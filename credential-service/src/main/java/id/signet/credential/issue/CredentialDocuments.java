package id.signet.credential.issue;

import id.signet.credential.SchemaReference;
import id.signet.credential.format.VcDocument;
import id.signet.crypto.DateTimeStamps;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Json;
import id.signet.registry.schema.RegisteredSchema;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Builds the credential document of VC Data Model 2.0 that every format starts from, without its status. */
final class CredentialDocuments {

    private CredentialDocuments() {}

    static ObjectNode build(IssueCredentialCommand command, UUID id, RegisteredSchema type,
            Optional<Instant> validFrom) {
        ObjectNode document = Json.object();
        document.set("@context", Json.array(List.of(VcDocument.CONTEXT, type.contextUrl())));
        document.put("id", "urn:uuid:" + id);
        document.set("type", Json.array(List.of(VcDocument.TYPE, type.name())));
        document.put("issuer", command.issuer());
        validFrom.ifPresent(from -> document.put("validFrom", DateTimeStamps.format(from)));
        command.validUntil().ifPresent(until -> document.put("validUntil", DateTimeStamps.format(until)));
        document.set("credentialSubject", command.subject().deepCopy());
        ObjectNode schema = document.putObject("credentialSchema");
        schema.put("id", type.id());
        schema.put("type", SchemaReference.JSON_SCHEMA);
        // VC Data Model 2.0 §5.3: whoever loads the context can tell that it is the one that was meant.
        ObjectNode context = document.putArray("relatedResource").addObject();
        context.put("id", type.contextUrl());
        context.put("digestSRI",
                "sha256-" + Base64.getEncoder().encodeToString(Hashes.sha256(type.contextBytes().toArray())));
        return document;
    }
}
