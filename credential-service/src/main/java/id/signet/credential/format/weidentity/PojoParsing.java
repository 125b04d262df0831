package id.signet.credential.format.weidentity;

import id.signet.credential.SchemaReference;
import id.signet.credential.StatusEntry;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.Validity;
import id.signet.credential.format.Submission;
import id.signet.credential.format.VcDocument;
import id.signet.crypto.Bytes;
import id.signet.crypto.DateTimeStamps;
import id.signet.crypto.json.Json;
import id.signet.registry.PublicUrl;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What the forms of WeIdentity's credentials mean to the checks. */
public final class PojoParsing {

    private final PublicUrl publicUrl;
    private final OldNames names;

    public PojoParsing(PublicUrl publicUrl, OldNames names) {
        this.publicUrl = publicUrl;
        this.names = names;
    }

    /** Whether the submission claims to be a credential of WeIdentity, and its object. */
    static Optional<ObjectNode> document(Submission submission) {
        return submission instanceof Submission.Document(var json) && CredentialPojo.recognises(json)
                ? Optional.of(json)
                : Optional.empty();
    }

    static boolean isLegacy(ObjectNode json) {
        return !json.has("type") && json.path("proof").has("signature");
    }

    static boolean isLite(ObjectNode json) {
        return json.path("type").isString() || json.path("type")
                .valueStream()
                .anyMatch(type -> type.asString("").equals(CredentialPojo.LITE1));
    }

    UnverifiedCredential read(String format, Submission submission) {
        if (!(submission instanceof Submission.Document(var json))) {
            throw new IllegalArgumentException("a credential of WeIdentity is an object");
        }
        return read(format, submission.exact(), CredentialPojo.parse(json));
    }

    private UnverifiedCredential read(String format, Bytes exact, CredentialPojo pojo) {
        String issuer = names.here(pojo.issuer());
        var signature = PojoSignature.of(pojo, pojo.creator().map(this::here).orElse(issuer));
        return new UnverifiedCredential(
                format,
                exact,
                document(pojo),
                schemaDocument(pojo, issuer),
                pojo.complete(),
                Optional.of(pojo.id()),
                issuer,
                List.of(publicUrl.type(pojo.cptId())),
                new Validity(Optional.of(pojo.issued()), Optional.of(pojo.expires())),
                Validity.ALWAYS,
                Optional.of(pojo.issued()),
                List.of(new StatusEntry.RecordEntry(signature.signedInputHash())),
                List.of(new SchemaReference(publicUrl.type(pojo.cptId()), SchemaReference.CPT, List.of())),
                Optional.empty(),
                List.of(signature),
                Optional.empty(),
                pojo.members()
                        .stream()
                        .map(member -> read(format, Bytes.utf8(member.json().toString()), member))
                        .toList(),
                LogStamp.of(pojo));
    }

    /** The DID URL of a method or a DID, by the name that its DID has here. */
    public String here(String didUrl) {
        int hash = didUrl.indexOf('#');
        return hash < 0 ? names.here(didUrl) : names.here(didUrl.substring(0, hash)) + didUrl.substring(hash);
    }

    /** As its reader sees it: without proof, and without what is hidden. */
    private static ObjectNode document(CredentialPojo pojo) {
        ObjectNode document = Json.object();
        document.put("id", pojo.id())
                .put("cptId", pojo.cptId())
                .put("issuer", pojo.issuer())
                .put("issuanceDate", pojo.issued().getEpochSecond())
                .put("expirationDate", pojo.expires().getEpochSecond());
        pojo.context().ifPresent(context -> document.put("context", context));
        if (!pojo.type().isEmpty()) {
            document.set("type", Json.array(pojo.type()));
        }
        document.set("claim", pojo.disclosed());
        return document;
    }

    /** As the schemas registered here describe credentials: what the CPT adds is known where the CPT is. */
    private ObjectNode schemaDocument(CredentialPojo pojo, String issuer) {
        ObjectNode document = Json.object();
        document.putArray("@context").add(VcDocument.CONTEXT);
        document.put("id", "urn:uuid:" + pojo.id());
        document.putArray("type").add(VcDocument.TYPE);
        document.put("issuer", issuer);
        document.put("validFrom", DateTimeStamps.format(pojo.issued()));
        document.put("validUntil", DateTimeStamps.format(pojo.expires()));
        ObjectNode subject = pojo.disclosed();
        if (subject.path("id").isString()) {
            subject.put("id", names.here(subject.get("id").stringValue()));
        }
        document.set("credentialSubject", subject);
        return document;
    }
}
