package id.signet.ledger;

import id.signet.crypto.Base64Url;
import java.util.Arrays;
import java.util.HexFormat;

/** 32 bytes of SHA-256: a leaf, node or root hash of RFC 9162 §2.1. */
public final class Hash {

    public static final int LENGTH = 32;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** Writes the 32 bytes into the target, from the offset on. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, LENGTH);
    }

    /** The 32 bytes that start at the offset. */
    public static Hash at(byte[] source, int offset) {
        return new Hash(Arrays.copyOfRange(source, offset, Math.addExact(offset, LENGTH)));
    }

    /** Base64url without padding. */
    public String base64Url() {
        return Base64Url.encode(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
