package id.signet.credential.format.sdjwt;

import id.signet.crypto.Base64Url;
import java.security.SecureRandom;

/** Where the salts of disclosures and the bytes of decoys come from. */
public interface Salts {

    /** Base64url of at least 128 random bits (RFC 9901 §9.3). */
    String next();

    static Salts random() {
        var random = new SecureRandom();
        return () -> {
            var bytes = new byte[16];
            random.nextBytes(bytes);
            return Base64Url.encode(bytes);
        };
    }
}
