package id.signet.crypto.cbor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Writes the core deterministic encoding, RFC 8949 section 4.2.1. */
final class CborWriter {

    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int ARRAY = 4;
    static final int MAP = 5;
    static final int TAG = 6;
    static final int SIMPLE = 7;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private CborWriter() {}

    static byte[] write(Cbor item) {
        CborWriter writer = new CborWriter();
        writer.item(item);
        return writer.out.toByteArray();
    }

    private void item(Cbor item) {
        switch (item) {
            // section 3.1: -1 is 0, -2 is 1, which is the complement
            case Cbor.Int(long value) -> head(value < 0 ? NEGATIVE : UNSIGNED, value < 0 ? ~value : value);
            case Cbor.ByteString(var value) -> string(BYTES, value.toArray());
            case Cbor.Text(var value) -> string(TEXT, value.getBytes(StandardCharsets.UTF_8));
            case Cbor.Array(var items) -> {
                head(ARRAY, items.size());
                items.forEach(this::item);
            }
            case Cbor.Dictionary(var entries) -> {
                head(MAP, entries.size());
                Map<byte[], Cbor> sorted = new TreeMap<>(Arrays::compareUnsigned);
                entries.forEach((key, value) -> sorted.put(write(key), value));
                sorted.forEach((key, value) -> {
                    out.writeBytes(key);
                    item(value);
                });
            }
            case Cbor.Tagged(long tag, var content) -> {
                head(TAG, tag);
                item(content);
            }
            case Cbor.Simple simple -> head(SIMPLE, simple.number());
        }
    }

    private void string(int major, byte[] content) {
        head(major, content.length);
        out.writeBytes(content);
    }

    /** The argument in as few bytes as hold it, section 4.2.1. */
    private void head(int major, long argument) {
        int type = major << 5;
        if (argument < 24) {
            out.write(type | (int) argument);
        } else if (argument <= 0xffL) {
            out.write(type | 24);
            out.write((int) argument);
        } else if (argument <= 0xffffL) {
            out.write(type | 25);
            out.writeBytes(ByteBuffer.allocate(2).putShort((short) argument).array());
        } else if (argument <= 0xffffffffL) {
            out.write(type | 26);
            out.writeBytes(ByteBuffer.allocate(4).putInt((int) argument).array());
        } else {
            out.write(type | 27);
            out.writeBytes(ByteBuffer.allocate(8).putLong(argument).array());
        }
    }
}
