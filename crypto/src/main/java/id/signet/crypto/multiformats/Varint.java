package id.signet.crypto.multiformats;

import id.signet.crypto.MalformedInput;

/**
 * An unsigned varint of the multiformats project, read from a position: at most nine bytes, in its shortest form.
 *
 * @param value the number
 * @param end the position after it
 */
record Varint(long value, int end) {

    private static final int MAX_BYTES = 9;

    static Varint read(byte[] bytes, int start) {
        long value = 0;
        for (int i = 0; i < MAX_BYTES && start + i < bytes.length; i++) {
            byte b = bytes[start + i];
            value |= (long) (b & 0x7f) << (7 * i);
            if (b >= 0) {
                if (b == 0 && i > 0) {
                    throw new MalformedInput("a varint must have its shortest form");
                }
                return new Varint(value, start + i + 1);
            }
        }
        throw new MalformedInput("a varint has no end");
    }
}
