package id.signet.credential.format;

import id.signet.credential.CredentialSignature;
import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.UnsuitableInput;
import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The one signature of a compact JWS. */
public record JoseSignature(
        CompactToken token, Optional<String> keyId, String verificationMethod, String purpose,
        Optional<Instant> created, Optional<String> webIssuer)
        implements
            CredentialSignature {

    /**
     * Finds the key a token names (VC-JOSE-COSE §3.3.1): {@code kid} is an absolute DID URL, or relative to the issuer.
     * Without {@code kid} the issuer itself is named, which only a pinned key answers.
     *
     * @throws MalformedCredential when there is nothing that a relative {@code kid} is relative to
     */
    public static JoseSignature of(
            CompactToken token, Optional<String> issuer, String purpose, Optional<Instant> created) {
        return new JoseSignature(token, token.keyId(), SignerName.of(token.keyId(), issuer), purpose, created,
                Optional.empty());
    }

    /** SD-JWT VC: the keys of an issuer with an https address are those it publishes, unless {@code kid} names one of a DID. */
    public JoseSignature withPublishedKeys(String issuer) {
        boolean published = issuer.startsWith("https://") && keyId.filter(kid -> kid.startsWith("did:")).isEmpty();
        return new JoseSignature(token, keyId, verificationMethod, purpose, created,
                published ? Optional.of(issuer) : Optional.empty());
    }

    /** @throws MalformedCredential unless {@code typ} is exactly this; media types are not compared loosely */
    public static void requireType(CompactToken token, String type) {
        if (!token.type().equals(Optional.of(type))) {
            throw new MalformedCredential(Problem.PARSING, "typ-wrong", "The typ of this token is " + type + ".");
        }
    }

    /** @throws MalformedCredential when {@code cty} is there and another */
    public static void requireContentType(CompactToken token, String contentType) {
        if (token.contentType().filter(given -> !given.equals(contentType)).isPresent()) {
            throw new MalformedCredential(Problem.PARSING, "cty-wrong",
                    "The cty of this token is " + contentType + ".");
        }
    }

    /**
     * What the issuer's key will sign.
     *
     * @throws UnsuitableInput when the token would be longer than any that is read again
     */
    public static Bytes signingInput(ObjectNode header, ObjectNode claims, KeyType keyType) {
        var input = Jws.signingInput(header, Bytes.utf8(claims.toString()).toArray(), keyType);
        if (input.size() + 1 + 2 * keyType.signatureLength() > CompactToken.MAX_LENGTH) {
            throw new UnsuitableInput("credential-too-large",
                    "A credential in a token has at most " + CompactToken.MAX_LENGTH + " characters.");
        }
        return input;
    }

    @Override
    public String algorithm() {
        return token.algorithm();
    }

    @Override
    public Problem problem() {
        return Problem.CRYPTOGRAPHIC_SECURITY;
    }

    @Override
    public Bytes signedInputHash() {
        return Bytes.of(Hashes.sha256(token.signingInput().toArray()));
    }

    @Override
    public Optional<Instant> expires() {
        return Optional.empty();
    }

    @Override
    public boolean verify(PublicKey key) {
        return Jws.verify(token, key);
    }
}
