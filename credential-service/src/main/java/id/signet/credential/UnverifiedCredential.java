package id.signet.credential;

import id.signet.crypto.Bytes;
import id.signet.crypto.key.PublicKey;
import id.signet.registry.schema.ClaimRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A credential parsed once: well formed, and nothing more. Nobody relies on it before a report says so.
 *
 * @param format the name of the {@link id.signet.credential.format.CredentialFormat}
 * @param exact the bytes or the token as received
 * @param document the claims as a relying party sees them, without proof, disclosures processed
 * @param schemaDocument the same claims as a credential document of VC Data Model 2.0, which schemas describe
 * @param complete false when the holder withheld claims (undisclosed digests or decoys remain)
 * @param issuer the issuer's identifier, usually a DID
 * @param types the types (of an SD-JWT VC its {@code vct} alone)
 * @param validity {@code validFrom} and {@code validUntil} of the document
 * @param tokenValidity {@code nbf} and {@code exp} of the token
 * @param issuedAt {@code iat} or {@code created}: claimed, not proved
 * @param holderKey the key of the {@code cnf} claim
 * @param signatures at least one; all of them must verify
 * @param issuedClaims of an SD-JWT VC: its claims as the rules of its type speak of them
 */
public record UnverifiedCredential(
        String format,
        Bytes exact,
        ObjectNode document,
        ObjectNode schemaDocument,
        boolean complete,
        Optional<String> id,
        String issuer,
        List<String> types,
        Validity validity,
        Validity tokenValidity,
        Optional<Instant> issuedAt,
        List<StatusEntry> status,
        List<SchemaReference> schemas,
        Optional<PublicKey> holderKey,
        List<CredentialSignature> signatures,
        Optional<ClaimRules.Issued> issuedClaims) {

    /** One whose claims are not under the rules of an SD-JWT VC type. */
    public UnverifiedCredential(String format, Bytes exact, ObjectNode document, ObjectNode schemaDocument,
            boolean complete, Optional<String> id, String issuer, List<String> types, Validity validity,
            Validity tokenValidity, Optional<Instant> issuedAt, List<StatusEntry> status, List<SchemaReference> schemas,
            Optional<PublicKey> holderKey, List<CredentialSignature> signatures) {
        this(format, exact, document, schemaDocument, complete, id, issuer, types, validity, tokenValidity, issuedAt,
                status, schemas, holderKey, signatures, Optional.empty());
    }

    public UnverifiedCredential {
        types = List.copyOf(types);
        status = List.copyOf(status);
        schemas = List.copyOf(schemas);
        signatures = List.copyOf(signatures);
        if (signatures.isEmpty()) {
            throw new IllegalArgumentException("a credential has at least one signature");
        }
    }
}
