package id.signet.credential.format.weidentity;

import id.signet.credential.MalformedCredential;
import id.signet.credential.SecuredCredential;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.format.SigningRequest;
import id.signet.credential.format.VcDocument;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A credential of WeIdentity that lacks its signature, made from the document that every format starts from. */
final class PojoDraft {

    private static final String MEDIA_TYPE = "application/json";
    private static final String UUID = "urn:uuid:";

    private final Supplier<String> salts;

    PojoDraft(Supplier<String> salts) {
        this.salts = salts;
    }

    /**
     * @throws UnsuitableInput when the form cannot carry what is asked for
     * @throws MalformedCredential when nobody could read it
     */
    CredentialPojo original(UnsecuredCredential credential) {
        Parts parts = Parts.of(credential);
        KeyType chain = credential.keyType();
        if (CredentialPojo.embeds(parts.cptId())) {
            List<CredentialPojo> members = parts.claim()
                    .withArray("/credentialList")
                    .valueStream()
                    .map(member -> CredentialPojo.parse((ObjectNode) member))
                    .toList();
            return new CredentialPojo(PojoForm.EMBEDDED, Optional.of(CredentialPojo.CONTEXT), parts.id(),
                    parts.cptId(), parts.issuer(), parts.issued(), parts.expires(), parts.claim(),
                    Optional.of(cleared(parts.claim())), parts.claim(), true, false,
                    List.of(CredentialPojo.BASE_TYPE), Optional.of(chain),
                    Optional.of(credential.verificationMethod()), CredentialPojo.UNSIGNED, false, members).readable();
        }
        return CredentialPojo.unsigned(parts.id(), parts.cptId(), parts.issuer(), parts.issued(), parts.expires(),
                parts.claim(), CredentialPojo.ORIGINAL, chain, credential.verificationMethod(), salts);
    }

    /**
     * @throws UnsuitableInput when the form cannot carry what is asked for
     * @throws MalformedCredential when nobody could read it
     */
    static CredentialPojo lite(UnsecuredCredential credential) {
        Parts parts = Parts.of(credential);
        if (CredentialPojo.embeds(parts.cptId())) {
            throw new UnsuitableInput("cpt-unfit", "Credentials of CPT 107 and 108 are of the type original.");
        }
        return new CredentialPojo(PojoForm.LITE, Optional.empty(), parts.id(), parts.cptId(), parts.issuer(),
                parts.issued(), parts.expires(), parts.claim(), Optional.empty(), parts.claim(), true, false,
                List.of(CredentialPojo.LITE1), Optional.empty(), Optional.empty(), CredentialPojo.UNSIGNED, false,
                List.of()).readable();
    }

    static SigningRequest request(String format, CredentialPojo pojo) {
        return new SigningRequest(format, pojo.text(), pojo.json());
    }

    static SecuredCredential assemble(SigningRequest request, byte[] signature) {
        ObjectNode credential = request.pending().deepCopy();
        String base64 = Base64.getEncoder().encodeToString(signature);
        if (credential.get("proof") instanceof ObjectNode proof) {
            proof.put("signatureValue", base64);
        } else {
            credential.put("proof", base64);
        }
        return new SecuredCredential(request.format(), MEDIA_TYPE, credential);
    }

    /** In others' place no salt means anything; the shape stands for whoever compares it with the claim's. */
    private static ObjectNode cleared(ObjectNode claim) {
        ObjectNode cleared = Json.object();
        claim.properties().forEach(member -> cleared.set(member.getKey(), cleared(member.getValue())));
        return cleared;
    }

    private static JsonNode cleared(JsonNode value) {
        if (value instanceof ObjectNode object) {
            return cleared(object);
        }
        if (value.isArray()) {
            var list = Json.array();
            value.forEach(item -> list.add(cleared(item)));
            return list;
        }
        return JsonNodeFactory.instance.stringNode("");
    }

    /** What every form has. */
    private record Parts(String id, long cptId, String issuer, Instant issued, Instant expires, ObjectNode claim) {

        static Parts of(UnsecuredCredential credential) {
            if (credential.holderKey().isPresent() || credential.cryptosuite().isPresent()
                    || credential.disclosable().isPresent() || credential.vct().isPresent()) {
                throw new UnsuitableInput("pojo-unfit",
                        "A credential of WeIdentity has no holder's key, cryptosuite, disclosable claims or vct.");
            }
            if (!PojoSignature.accepts(credential.keyType())) {
                throw new UnsuitableInput("no-fitting-key",
                        "Credentials of WeIdentity are signed by keys of secp256k1 and SM2.");
            }
            VcDocument document = VcDocument.parse(credential.document());
            if (!(credential.document().get("credentialSubject") instanceof ObjectNode claim)) {
                throw new UnsuitableInput("one-subject-only", "A credential of WeIdentity has one claim.");
            }
            long cptId = credential.cpt()
                    .orElseThrow(() -> new UnsuitableInput("cpt-missing", "A credential of WeIdentity is of a CPT."));
            Instant expires = document.validity()
                    .until()
                    .orElseThrow(() -> new UnsuitableInput("valid-until-missing",
                            "A credential of WeIdentity has an end: validUntil is missing."));
            String id = document.id().filter(uri -> uri.startsWith(UUID)).orElseThrow().substring(UUID.length());
            return new Parts(id, cptId, document.issuer(), document.validity().from().orElse(credential.created()),
                    expires, claim.deepCopy());
        }
    }
}
