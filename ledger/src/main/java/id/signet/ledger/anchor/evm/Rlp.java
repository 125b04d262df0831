package id.signet.ledger.anchor.evm;

import id.signet.crypto.Bytes;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/** Recursive length prefix (Ethereum Yellow Paper, appendix B); writing only, for transactions of our own. */
final class Rlp {

    private static final int SHORT = 55;

    private Rlp() {}

    /** A number of at least zero: its bytes without leading zeros, none for zero. */
    static Bytes number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        byte[] trimmed = new byte[bytes.length - from];
        System.arraycopy(bytes, from, trimmed, 0, trimmed.length);
        return text(trimmed);
    }

    static Bytes number(long value) {
        return number(BigInteger.valueOf(value));
    }

    static Bytes text(byte[] bytes) {
        if (bytes.length == 1 && bytes[0] >= 0) {
            return Bytes.of(bytes);
        }
        return prefixed(0x80, bytes);
    }

    /** @param items each encoded already */
    static Bytes list(Bytes... items) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Bytes item : items) {
            content.writeBytes(item.toArray());
        }
        return prefixed(0xc0, content.toByteArray());
    }

    private static Bytes prefixed(int base, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 5);
        if (content.length <= SHORT) {
            out.write(base + content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int from = length[0] == 0 ? 1 : 0;
            out.write(base + SHORT + length.length - from);
            out.write(length, from, length.length - from);
        }
        out.writeBytes(content);
        return Bytes.of(out.toByteArray());
    }
}
