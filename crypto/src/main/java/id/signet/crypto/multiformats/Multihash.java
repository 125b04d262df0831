package id.signet.crypto.multiformats;

import java.util.Arrays;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;

/** A hash that names its function and length (W3C Controlled Identifiers 1.0 §2.5). */
public record Multihash(Function function, Bytes digest) {

    /** The functions of the Recommendation's table. */
    public enum Function {

        SHA2_256(0x12, 32),
        SHA2_384(0x20, 48);

        private final int code;
        private final int length;

        Function(int code, int length) {
            this.code = code;
            this.length = length;
        }
    }

    /** @throws MalformedInput if the digest has not the function's length */
    public Multihash {
        if (digest.size() != function.length) {
            throw new MalformedInput("a " + function + " digest has " + function.length + " bytes");
        }
    }

    /** Code, length and digest; code and length are below 128 and so one byte each. */
    public Bytes encoded() {
        byte[] bytes = new byte[2 + function.length];
        bytes[0] = (byte) function.code;
        bytes[1] = (byte) function.length;
        System.arraycopy(digest.toArray(), 0, bytes, 2, function.length);
        return Bytes.of(bytes);
    }

    /** @throws MalformedInput if the bytes are not exactly one multihash of a known function */
    public static Multihash parse(byte[] bytes) {
        Varint code = Varint.read(bytes, 0);
        Varint length = Varint.read(bytes, code.end());
        for (Function function : Function.values()) {
            if (function.code == code.value()) {
                if (function.length != length.value()) {
                    throw new MalformedInput("the multihash's length does not fit its function");
                }
                return new Multihash(function, Bytes.of(Arrays.copyOfRange(bytes, length.end(), bytes.length)));
            }
        }
        throw new MalformedInput("the multihash names no supported function");
    }
}
