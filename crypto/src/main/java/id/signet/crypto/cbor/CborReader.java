package id.signet.crypto.cbor;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one item by RFC 8949 section 3; the rules are told at {@link StrictCbor}. */
final class CborReader {

    private final byte[] encoded;
    private final StrictCbor.Limits limits;
    private int at;
    private int depth;
    private int items;

    CborReader(byte[] encoded, StrictCbor.Limits limits) {
        this.encoded = encoded;
        this.limits = limits;
    }

    Cbor document() {
        Cbor item = item();
        if (at < encoded.length) {
            throw fault("there are bytes after the item");
        }
        return item;
    }

    private Cbor item() {
        if (++items > limits.items()) {
            throw fault("there are more than " + limits.items() + " items");
        }
        int initial = next();
        int major = initial >> 5;
        int additional = initial & 0x1f;
        if (major == CborWriter.SIMPLE) {
            return simple(additional);
        }
        long argument = argument(additional);
        return switch (major) {
            case CborWriter.UNSIGNED -> new Cbor.Int(argument);
            case CborWriter.NEGATIVE -> new Cbor.Int(~argument);
            case CborWriter.BYTES -> new Cbor.ByteString(Bytes.of(string(argument)));
            case CborWriter.TEXT -> new Cbor.Text(utf8(string(argument)));
            case CborWriter.ARRAY -> array(argument);
            case CborWriter.MAP -> map(argument);
            default -> tagged(argument);
        };
    }

    /** Section 3: the argument follows from the five low bits of the first byte. */
    private long argument(int additional) {
        if (additional < 24) {
            return additional;
        }
        if (additional > 27) {
            throw fault("a length is not told at the start");
        }
        int size = 1 << (additional - 24);
        long argument = 0;
        for (int i = 0; i < size; i++) {
            argument = (argument << 8) | next();
        }
        if (argument < 0) {
            throw fault("an integer is beyond 64 bits with sign");
        }
        long shortest = size == 1 ? 24 : 1L << (size * 4);
        if (argument < shortest) {
            throw fault("an integer or a length is not in its shortest form");
        }
        return argument;
    }

    private byte[] string(long length) {
        if (length > encoded.length - at) {
            throw tooShort();
        }
        byte[] content = Arrays.copyOfRange(encoded, at, at + (int) length);
        at += (int) length;
        return content;
    }

    private String utf8(byte[] content) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedInput("CBOR, byte " + at + ": a text is not UTF-8", e);
        }
    }

    private Cbor array(long length) {
        open(length);
        List<Cbor> content = new ArrayList<>();
        for (long i = 0; i < length; i++) {
            content.add(item());
        }
        depth--;
        return new Cbor.Array(content);
    }

    private Cbor map(long length) {
        open(length);
        Map<Cbor, Cbor> entries = new LinkedHashMap<>();
        byte[] before = new byte[0];
        for (long i = 0; i < length; i++) {
            int from = at;
            Cbor key = item();
            if (!(key instanceof Cbor.Int || key instanceof Cbor.Text)) {
                throw fault("a key is neither an integer nor a text");
            }
            byte[] bytes = Arrays.copyOfRange(encoded, from, at);
            if (entries.containsKey(key)) {
                throw fault("a key is given twice");
            }
            if (limits.sorted() && Arrays.compareUnsigned(before, bytes) > 0) {
                throw fault("the keys of a map are not in order");
            }
            before = bytes;
            entries.put(key, item());
        }
        depth--;
        return new Cbor.Dictionary(entries);
    }

    private Cbor tagged(long tag) {
        if (!limits.tags().contains(tag)) {
            throw fault("a tag is not expected here");
        }
        open(0);
        Cbor content = item();
        depth--;
        return new Cbor.Tagged(tag, content);
    }

    private Cbor simple(int number) {
        for (Cbor.Simple value : Cbor.Simple.values()) {
            if (value.number() == number) {
                return value;
            }
        }
        throw fault("a floating point number or a simple value is not expected here");
    }

    /** @param length in items, of which each has a byte at least */
    private void open(long length) {
        if (++depth > limits.depth()) {
            throw fault("the item is nested deeper than " + limits.depth() + " levels");
        }
        if (length > encoded.length - at) {
            throw tooShort();
        }
    }

    private int next() {
        if (at >= encoded.length) {
            throw tooShort();
        }
        return encoded[at++] & 0xff;
    }

    private MalformedInput tooShort() {
        return fault("the item ends too early");
    }

    private MalformedInput fault(String reason) {
        return new MalformedInput("CBOR, byte " + at + ": " + reason);
    }
}
