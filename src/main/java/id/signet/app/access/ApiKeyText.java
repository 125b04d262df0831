package id.signet.app.access;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text a caller sends: {@code signet_<id>_<secret>}, the id 16 and the secret 64 lower-case hex digits, that is 32
 * random bytes. The prefix lets secret scanners find a leaked key.
 */
record ApiKeyText(String id, String secret) {

    private static final Pattern TEXT = Pattern.compile("signet_([0-9a-f]{16})_([0-9a-f]{64})");
    private static final SecureRandom RANDOM = new SecureRandom();

    static ApiKeyText generate() {
        byte[] id = new byte[8];
        byte[] secret = new byte[32];
        RANDOM.nextBytes(id);
        RANDOM.nextBytes(secret);
        return new ApiKeyText(Bytes.of(id).hex(), Bytes.of(secret).hex());
    }

    static Optional<ApiKeyText> parse(String text) {
        var matcher = TEXT.matcher(text);
        return matcher.matches() ? Optional.of(new ApiKeyText(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    Bytes secretHash() {
        return Bytes.of(Hashes.sha256(secret.getBytes(StandardCharsets.US_ASCII)));
    }

    boolean opens(ApiKey key) {
        return MessageDigest.isEqual(secretHash().toArray(), key.secretHash().toArray());
    }

    String text() {
        return "signet_" + id + "_" + secret;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "signet_" + id + "_...";
    }
}
