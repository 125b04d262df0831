package id.signet.credential.format.sdjwt;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.crypto.Base64Url;
import id.signet.crypto.hash.Hashes;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/**
 * The hash functions of {@code _sd_alg} (RFC 9901 §4.1.1). The allow-list, dated 2026-11-23: SHA-256, which every
 * implementation must have, and SHA-384 for the 192-bit level; truncated and older functions are refused.
 */
public enum DigestAlgorithm {
    SHA_256("sha-256"),
    SHA_384("sha-384");

    private final String text;

    DigestAlgorithm(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** @throws MalformedCredential for every other name; names are compared exactly */
    public static DigestAlgorithm of(String text) {
        for (var algorithm : values()) {
            if (algorithm.text.equals(text)) {
                return algorithm;
            }
        }
        throw new MalformedCredential(
                Problem.CRYPTOGRAPHIC_SECURITY, "digest-algorithm-refused", "_sd_alg is sha-256 or sha-384.");
    }

    /** What the issuer's payload names in {@code _sd_alg}; SHA-256 where it names nothing. */
    public static DigestAlgorithm in(ObjectNode payload) {
        var name = payload.get(Disclosure.ALGORITHM);
        if (name == null) {
            return SHA_256;
        }
        return of(name.isString() ? name.stringValue() : "");
    }

    /** Base64url of the hash over the ASCII text, as sent. */
    public String digest(String ascii) {
        var bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        var hash = switch (this) {
            case SHA_256 -> Hashes.sha256(bytes);
            case SHA_384 -> Hashes.sha384(bytes);
        };
        return Base64Url.encode(hash);
    }
}
