package id.signet.crypto.proof;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;

/**
 * Labels for blank nodes that tell nothing of what is withheld. A canonical label depends on all statements, so a
 * verifier who knows it can guess at them; one made with a secret key does not help him.
 */
final class SecretLabels {

    /** Bytes of the key: the digest's size (RFC 2104 section 3). */
    static final int KEY_LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private SecretLabels() {}

    static Supplier<Bytes> freshKeys() {
        return () -> {
            byte[] key = new byte[KEY_LENGTH];
            RANDOM.nextBytes(key);
            return Bytes.of(key);
        };
    }

    /** "createHmacIdLabelMapFunction" of the ECDSA suites: {@code u} and the base64url of the canonical label's HMAC. */
    static Map<String, String> hmac(Bytes key, Iterable<String> canonical) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.toArray(), ALGORITHM));
            Map<String, String> labels = new HashMap<>();
            for (String label : canonical) {
                labels.put(label, 'u' + Base64Url.encode(mac.doFinal(Bytes.utf8(label).toArray())));
            }
            return labels;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** "createShuffledIdLabelMapFunction" of the BBS suite: {@code b} and the place of the HMAC among all of them. */
    static Map<String, String> shuffled(Bytes key, Iterable<String> canonical) {
        Map<String, String> labels = hmac(key, canonical);
        List<String> sorted = List.copyOf(new TreeSet<>(labels.values()));
        labels.replaceAll((_, label) -> "b" + sorted.indexOf(label));
        return labels;
    }
}
