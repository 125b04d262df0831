package id.signet.ledger.receipt;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.ledger.Hash;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * A hash that fixes private facts without telling them: SHA-256 over a domain tag, a salt and length-prefixed fields.
 * Fixed for ever by docs/adr/0003-commitments-and-receipts.md and its byte vectors.
 */
public record Commitment(Hash hash) {

    /** The tag of commitments to credentials. */
    public static final String CREDENTIAL = "signet/commitment/credential/v1";

    /** The tag of commitments to statements about evidence. */
    public static final String EVIDENCE = "signet/commitment/evidence/v1";

    /**
     * {@code SHA-256(field(domain) || salt || field(1) || ... || field(n))}, where {@code field(x)} is the length of x in
     * bytes as a 32-bit big-endian number, followed by x.
     *
     * @param domain says what the fields mean and how many there are
     */
    public static Commitment of(String domain, Salt salt, List<Bytes> fields) {
        ByteArrayOutputStream input = new ByteArrayOutputStream(512);
        writeField(Bytes.utf8(domain), input);
        input.writeBytes(salt.bytes().toArray());
        fields.forEach(field -> writeField(field, input));
        return new Commitment(Hash.of(Hashes.sha256(input.toByteArray())));
    }

    /**
     * What is logged before a credential is signed.
     *
     * @param issuer the DID of the issuer
     * @param versionId the version of the issuer's DID, empty for methods without versions
     * @param verificationMethod the absolute DID URL of the key that signs
     * @param signedInput SHA-256 of exactly the bytes that are signed
     */
    public static Commitment ofCredential(
            Salt salt, String issuer, String versionId, String verificationMethod, Hash signedInput) {
        return ofSigned(CREDENTIAL, salt, issuer, versionId, verificationMethod, signedInput);
    }

    /**
     * What is logged of a statement about evidence (docs/adr/0039-evidence.md).
     *
     * @param author the DID of whoever makes the statement
     * @param versionId the version of the author's DID, empty for methods without versions
     * @param verificationMethod the absolute DID URL of the key that signed
     * @param signedBytes SHA-256 of exactly the bytes that are signed
     */
    public static Commitment ofEvidence(
            Salt salt, String author, String versionId, String verificationMethod, Hash signedBytes) {
        return ofSigned(EVIDENCE, salt, author, versionId, verificationMethod, signedBytes);
    }

    private static Commitment ofSigned(
            String domain, Salt salt, String signer, String versionId, String verificationMethod, Hash signed) {
        return of(domain, salt, List.of(
                Bytes.utf8(signer),
                Bytes.utf8(versionId),
                Bytes.utf8(verificationMethod),
                Bytes.of(signed.bytes())));
    }

    private static void writeField(Bytes field, ByteArrayOutputStream input) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            input.write(field.size() >>> shift);
        }
        input.writeBytes(field.toArray());
    }
}
