package id.signet.credential.issue;

import id.signet.credential.SchemaReference;
import id.signet.credential.format.VcDocument;
import id.signet.crypto.DateTimeStamps;
import id.signet.crypto.json.Json;
import id.signet.registry.net.ResourceDigest;
import id.signet.registry.schema.RegisteredSchema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
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
        document.set("credentialSchema", schema(type));
        document.set("relatedResource", Json.array().add(context(type)));
        return document;
    }

    /**
     * A document that its issuer wrote, with what it lacks: an {@code id}, unless it goes by another name, and what tells its
     * registered type.
     */
    static ObjectNode complete(IssueDocumentCommand command, UUID id, Optional<RegisteredSchema> type) {
        ObjectNode document = command.document().deepCopy();
        if (!document.has("id") && command.name().isEmpty()) {
            document.put("id", "urn:uuid:" + id);
        }
        type.ifPresent(registered -> {
            append(document, "credentialSchema", schema(registered));
            append(document, "relatedResource", context(registered));
        });
        return document;
    }

    /** Unless one with this id is there, which is then judged like everything that was written. */
    private static void append(ObjectNode document, String member, ObjectNode value) {
        List<JsonNode> present = VcDocument.items(document, member);
        if (present.stream().noneMatch(item -> value.path("id").equals(item.path("id")))) {
            ArrayNode all = Json.array();
            present.forEach(all::add);
            document.set(member, present.isEmpty() ? value : all.add(value));
        }
    }

    private static ObjectNode schema(RegisteredSchema type) {
        return Json.object().put("id", type.id()).put("type", SchemaReference.JSON_SCHEMA);
    }

    /** VC Data Model 2.0 §5.3: whoever loads the context can tell that it is the one that was meant. */
    private static ObjectNode context(RegisteredSchema type) {
        return Json.object()
                .put("id", type.contextUrl())
                .put("digestSRI", ResourceDigest.sri(type.contextBytes()));
    }
}
