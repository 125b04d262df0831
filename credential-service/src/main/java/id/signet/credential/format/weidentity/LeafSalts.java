package id.signet.credential.format.weidentity;

import id.signet.crypto.Base64Url;
import java.security.SecureRandom;
import java.util.function.Supplier;

/** Salts of the leaves of a claim: 128 random bits each, where WeIdentity's five letters and digits are guessed in minutes. */
public final class LeafSalts implements Supplier<String> {

    private static final int BYTES = 16;

    private final SecureRandom random = new SecureRandom();

    /** 22 characters of base64url. */
    @Override
    public String get() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64Url.encode(bytes);
    }
}
