package id.signet.crypto.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import id.signet.crypto.Bytes;

/**
 * A key as it is stored: useless without the master key.
 *
 * @param masterKeyId which master key wrapped it, {@link MasterKey#id()}
 * @param wrappedDataKey the key's own data key, sealed under the master key
 * @param wrappedSecret the secret, sealed under the data key
 * @param createdAt in whole milliseconds
 */
public record WrappedKey(KeyId id, PublicKey publicKey, String masterKeyId, Bytes wrappedDataKey, Bytes wrappedSecret,
        Instant createdAt) {

    private static final byte[] DOMAIN = "signet:key-ring:v1".getBytes(StandardCharsets.UTF_8);

    public WrappedKey {
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What both seals are bound to, so that nobody can give one key's secret another key's name. */
    static byte[] associated(KeyId id, PublicKey publicKey) {
        byte[] name = id.value().getBytes(StandardCharsets.UTF_8);
        byte[] type = publicKey.type().curve().getBytes(StandardCharsets.UTF_8);
        byte[] encoded = publicKey.encoded().toArray();
        return ByteBuffer.allocate(DOMAIN.length + 12 + name.length + type.length + encoded.length)
                .put(DOMAIN)
                .putInt(name.length)
                .put(name)
                .putInt(type.length)
                .put(type)
                .putInt(encoded.length)
                .put(encoded)
                .array();
    }
}
