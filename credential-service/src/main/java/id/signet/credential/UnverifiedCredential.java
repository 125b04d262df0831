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
 * @param members credentials in it, without all of which it is none
 * @param stamp a time that stands in it and for which its issuer's signature does not speak
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
        Optional<ClaimRules.Issued> issuedClaims,
        List<UnverifiedCredential> members,
        Optional<Stamp> stamp) {

    /** One whose claims are not under the rules of an SD-JWT VC type. */
    public UnverifiedCredential(String format, Bytes exact, ObjectNode document, ObjectNode schemaDocument,
            boolean complete, Optional<String> id, String issuer, List<String> types, Validity validity,
            Validity tokenValidity, Optional<Instant> issuedAt, List<StatusEntry> status, List<SchemaReference> schemas,
            Optional<PublicKey> holderKey, List<CredentialSignature> signatures) {
        this(format, exact, document, schemaDocument, complete, id, issuer, types, validity, tokenValidity, issuedAt,
                status, schemas, holderKey, signatures, Optional.empty());
    }

    /** One that is whole by itself. */
    public UnverifiedCredential(String format, Bytes exact, ObjectNode document, ObjectNode schemaDocument,
            boolean complete, Optional<String> id, String issuer, List<String> types, Validity validity,
            Validity tokenValidity, Optional<Instant> issuedAt, List<StatusEntry> status, List<SchemaReference> schemas,
            Optional<PublicKey> holderKey, List<CredentialSignature> signatures,
            Optional<ClaimRules.Issued> issuedClaims) {
        this(format, exact, document, schemaDocument, complete, id, issuer, types, validity, tokenValidity, issuedAt,
                status, schemas, holderKey, signatures, issuedClaims, List.of(), Optional.empty());
    }

    public UnverifiedCredential {
        types = List.copyOf(types);
        status = List.copyOf(status);
        schemas = List.copyOf(schemas);
        signatures = List.copyOf(signatures);
        members = List.copyOf(members);
        if (signatures.isEmpty()) {
            throw new IllegalArgumentException("a credential has at least one signature");
        }
    }

    /** A time, as somebody else than the issuer vouches for it. */
    public sealed interface Stamp {

        /**
         * The log does.
         *
         * @param time at which the log took the credential
         * @param receipt of the credential: the text of a C2SP tlog-proof
         */
        record Logged(Instant time, String receipt) implements Stamp {}

        /** An authority that is not known here. */
        record Foreign(String authority) implements Stamp {}
    }

    /** Receipts of itself that stand in it. */
    public List<String> receipts() {
        return stamp.filter(Stamp.Logged.class::isInstance)
                .map(logged -> ((Stamp.Logged) logged).receipt())
                .stream()
                .toList();
    }
}
