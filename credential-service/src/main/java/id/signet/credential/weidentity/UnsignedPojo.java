package id.signet.credential.weidentity;

import id.signet.credential.MalformedCredential;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.format.weidentity.CredentialPojo;
import id.signet.credential.format.weidentity.OriginalFormat;
import id.signet.credential.format.weidentity.PojoSignature;
import id.signet.credential.issue.IssueCredential;
import id.signet.credential.issue.IssueCredentialCommand;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.KeyType;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Papers for issuers who keep their keys themselves: WeIdentity's {@code encode} of {@code createCredentialPojo}. Nothing is
 * logged and nothing signed.
 */
public final class UnsignedPojo {

    private final IssueCredential issuing;
    private final Supplier<String> salts;

    /** @param salts of the leaves: a fresh one at each call */
    public UnsignedPojo(IssueCredential issuing, Supplier<String> salts) {
        this.issuing = issuing;
        this.salts = salts;
    }

    /**
     * A paper with salts that lacks its signature: in the place of {@code proof.signatureValue} stands, in base64, the text to
     * sign in UTF-8. Its claim is judged as at an issuance; whether the issuer is accredited is not asked.
     *
     * @param issuer a DID
     * @param keyType of the key that will sign: secp256k1 or SM2
     * @param creator the DID URL of its method
     * @throws UnsuitableInput if an issuance would be refused, with the refusal's code: {@code type-not-registered},
     *         {@code claims-invalid}, {@code no-fitting-key}
     * @throws MalformedCredential if the paper could not be read
     * @throws MalformedInput if the issuer is no DID, the claim empty or too deep, or the dates in disorder
     */
    public ObjectNode encode(String issuer, long cptId, ObjectNode claim, Instant issuanceDate, Instant expirationDate,
            KeyType keyType, String creator) {
        if (!PojoSignature.accepts(keyType)) {
            throw new UnsuitableInput("no-fitting-key",
                    "Credentials of WeIdentity are signed by keys of secp256k1 and SM2.");
        }
        ObjectNode document = issuing.document(new IssueCredentialCommand(issuer, List.of(),
                Optional.of(Long.toString(cptId)), claim, Optional.of(issuanceDate), Optional.of(expirationDate),
                OriginalFormat.NAME, Optional.empty(), Optional.empty(), Optional.of(creator), Optional.empty(),
                Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        CredentialPojo pojo = CredentialPojo.unsigned(UUID.randomUUID().toString(), cptId, issuer, issuanceDate,
                expirationDate, document.withObject("/credentialSubject"), CredentialPojo.HASH_TREE, keyType, creator,
                salts);
        ObjectNode json = pojo.json();
        json.withObject("/proof").put("signatureValue", Base64.getEncoder().encodeToString(pojo.text().toArray()));
        return json;
    }
}
