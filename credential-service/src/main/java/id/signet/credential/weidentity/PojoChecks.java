package id.signet.credential.weidentity;

import id.signet.credential.MalformedCredential;
import id.signet.credential.format.CredentialFormats;
import id.signet.credential.format.weidentity.CredentialPojo;
import id.signet.credential.verify.VerificationPolicy;
import id.signet.credential.verify.VerificationReport;
import id.signet.credential.verify.VerificationRequest;
import id.signet.credential.verify.VerifyCredential;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.registry.schema.RegisteredSchema;
import id.signet.registry.schema.SchemaViolation;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What can be asked of a paper of WeIdentity. */
public final class PojoChecks {

    private final VerifyCredential verifying;
    private final CredentialFormats formats;

    /** @param formats that know the papers of WeIdentity */
    public PojoChecks(VerifyCredential verifying, CredentialFormats formats) {
        this.verifying = verifying;
        this.formats = formats;
    }

    /**
     * {@code verify}: by every check of the pipeline. What fails first is {@code report.checks()}'s first row that blocks; its
     * code is stable.
     *
     * @throws MalformedInput.TooLarge for input over a limit
     */
    public VerificationReport verify(ObjectNode credential, List<String> receipts, VerificationPolicy policy) {
        return verifying.verify(new VerificationRequest(credential, receipts, policy));
    }

    /**
     * {@code getCredentialPojoHash}: what names the credential in WeIdentity's evidence, whatever its holder hides.
     *
     * @param chain which hash where the credential does not say: secp256k1 for Keccak-256, SM2 for SM3
     * @return {@code 0x} and 64 hex digits
     * @throws MalformedCredential if it is no paper of WeIdentity
     */
    public static String credentialPojoHash(ObjectNode credential, Optional<KeyType> chain) {
        CredentialPojo pojo = CredentialPojo.parse(credential);
        return pojo.evidenceHash(pojo.keyType().or(() -> chain).orElse(KeyType.SECP256K1));
    }

    /** What a comparison of a credential with a CPT found. */
    public sealed interface CptAnswer {

        /** @param violations none if the claim is valid */
        record Compared(List<SchemaViolation> violations) implements CptAnswer {

            public Compared {
                violations = List.copyOf(violations);
            }
        }

        /** The credential is of another CPT. */
        record AnotherCpt() implements CptAnswer {}

        /** Something of the claim is hidden, of which the schema says nothing. */
        record Hidden() implements CptAnswer {}
    }

    /**
     * {@code checkCredentialWithCpt}: the claim alone, and nobody's signature.
     *
     * @throws MalformedInput if it is no paper of WeIdentity
     */
    public CptAnswer checkCredentialWithCpt(ObjectNode credential, RegisteredSchema cpt) {
        CredentialPojo pojo = CredentialPojo.parse(credential);
        if (pojo.cptId() != cpt.cptId()) {
            return new CptAnswer.AnotherCpt();
        }
        if (!pojo.complete()) {
            return new CptAnswer.Hidden();
        }
        ObjectNode document = formats.parse(credential).schemaDocument().deepCopy();
        document.withArray("/@context").add(cpt.contextUrl());
        document.withArray("/type").add(cpt.name());
        document.set("credentialSchema", Json.object().put("id", cpt.id()).put("type", "JsonSchema"));
        return new CptAnswer.Compared(cpt.validate(document));
    }
}
