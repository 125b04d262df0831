package id.signet.crypto.hash;

import id.signet.crypto.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.crypto.digests.SM3Digest;

/** SHA-256 and SM3 of bytes that come one part after the other and are not kept. For one thread, and one use. */
public final class StreamDigests {

    private final MessageDigest sha256;
    private final SM3Digest sm3 = new SM3Digest();
    private long size;

    public StreamDigests() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public void update(byte[] part, int length) {
        sha256.update(part, 0, length);
        sm3.update(part, 0, length);
        size += length;
    }

    /** The number of bytes so far. */
    public long size() {
        return size;
    }

    /** Ends the stream. */
    public Result end() {
        byte[] hash = new byte[32];
        sm3.doFinal(hash, 0);
        return new Result(Bytes.of(sha256.digest()), Bytes.of(hash), size);
    }

    /**
     * What a stream came to.
     *
     * @param size in bytes
     */
    public record Result(Bytes sha256, Bytes sm3, long size) {}
}
