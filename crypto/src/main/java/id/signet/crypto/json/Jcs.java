package id.signet.crypto.json;

import id.signet.crypto.MalformedInput;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

/**
 * The JSON Canonicalization Scheme, RFC 8785: one byte form of a JSON value, whatever its member order and spacing
 * were. Names are ordered by UTF-16 code units, numbers written as ECMAScript does, strings with the shortest escapes,
 * all in UTF-8.
 */
public final class Jcs {

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final long EXACT = 1L << 53;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static final Map.Entry<String, JsonNode>[] NO_MEMBERS = new Map.Entry[0];

    private byte[] out = new byte[512];
    private int size;

    private Jcs() {}

    /**
     * @throws MalformedInput if the tree holds what I-JSON cannot: a number that no double holds exactly or that is not
     *     finite, a lone surrogate, a binary or foreign node. A tree from {@link StrictJson} never does.
     */
    public static byte[] canonicalize(JsonNode value) {
        Jcs writer = new Jcs();
        writer.value(value);
        return Arrays.copyOf(writer.out, writer.size);
    }

    private void value(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> object(node);
            case ARRAY -> {
                put('[');
                for (int i = 0; i < node.size(); i++) {
                    if (i > 0) {
                        put(',');
                    }
                    value(node.get(i));
                }
                put(']');
            }
            case STRING -> string(node.stringValue());
            case NUMBER -> number(node);
            case BOOLEAN -> ascii(node.booleanValue() ? "true" : "false");
            case NULL -> ascii("null");
            case BINARY, MISSING, POJO -> throw notJson(node.getNodeType());
        }
    }

    private void object(JsonNode node) {
        Map.Entry<String, JsonNode>[] members = node.properties().toArray(NO_MEMBERS);
        // RFC 8785 section 3.2.3: by UTF-16 code units, which is how String compares.
        Arrays.sort(members, Map.Entry.comparingByKey());
        put('{');
        for (int i = 0; i < members.length; i++) {
            if (i > 0) {
                put(',');
            }
            string(members[i].getKey());
            put(':');
            value(members[i].getValue());
        }
        put('}');
    }

    private void number(JsonNode node) {
        switch (node.numberType()) {
            case INT -> ascii(Integer.toString(node.intValue()));
            case LONG -> {
                long value = node.longValue();
                if (value < -EXACT || value > EXACT) {
                    exact(node.decimalValue());
                } else {
                    ascii(Long.toString(value));
                }
            }
            case BIG_INTEGER -> exact(node.decimalValue());
            // Tree nodes of other numbers are made by our own code; they are read as the double they stand for.
            case BIG_DECIMAL, DOUBLE, FLOAT -> {
                double value = node.doubleValue();
                if (!Double.isFinite(value)) {
                    throw new MalformedInput("a number is not finite");
                }
                ascii(EcmaNumber.format(value));
            }
        }
    }

    private void exact(BigDecimal integer) {
        double value = integer.doubleValue();
        if (Double.isInfinite(value) || new BigDecimal(value).compareTo(integer) != 0) {
            throw new MalformedInput("an integer cannot be held exactly by a double");
        }
        ascii(EcmaNumber.format(value));
    }

    private static MalformedInput notJson(JsonNodeType type) {
        return new MalformedInput("a tree holds a node that is not JSON: " + type);
    }

    // --- bytes -------------------------------------------------------------------------------------------------

    /** RFC 8785 section 3.2.2.2. */
    private void string(String text) {
        int length = text.length();
        // Three bytes per code unit are enough for all but escaped control characters, which ask again.
        ensure(length * 3L + 2);
        out[size++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x80) {
                if (c == '"' || c == '\\') {
                    ensure((length - i) * 3L + 3);
                    out[size++] = '\\';
                }
                out[size++] = (byte) c;
            } else if (c < 0x20) {
                ensure((length - i) * 3L + 8);
                control(c);
            } else if (c < 0x800) {
                out[size++] = (byte) (0xC0 | (c >> 6));
                out[size++] = (byte) (0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                out[size++] = (byte) (0xE0 | (c >> 12));
                out[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                out[size++] = (byte) (0x80 | (c & 0x3F));
            } else {
                if (!Character.isHighSurrogate(c) || i + 1 == length || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new MalformedInput("a surrogate stands alone in a string");
                }
                int character = Character.toCodePoint(c, text.charAt(++i));
                out[size++] = (byte) (0xF0 | (character >> 18));
                out[size++] = (byte) (0x80 | ((character >> 12) & 0x3F));
                out[size++] = (byte) (0x80 | ((character >> 6) & 0x3F));
                out[size++] = (byte) (0x80 | (character & 0x3F));
            }
        }
        ensure(1);
        out[size++] = '"';
    }

    private void control(char c) {
        out[size++] = '\\';
        switch (c) {
            case '\b' -> out[size++] = 'b';
            case '\t' -> out[size++] = 't';
            case '\n' -> out[size++] = 'n';
            case '\f' -> out[size++] = 'f';
            case '\r' -> out[size++] = 'r';
            default -> {
                out[size++] = 'u';
                out[size++] = '0';
                out[size++] = '0';
                out[size++] = HEX[c >> 4];
                out[size++] = HEX[c & 0xF];
            }
        }
    }

    private void ascii(String text) {
        ensure(text.length());
        for (int i = 0; i < text.length(); i++) {
            out[size++] = (byte) text.charAt(i);
        }
    }

    private void put(char ascii) {
        ensure(1);
        out[size++] = (byte) ascii;
    }

    private void ensure(long more) {
        long needed = size + more;
        if (needed > out.length) {
            if (needed > Integer.MAX_VALUE - 8) {
                throw new MalformedInput.TooLarge("the canonical form does not fit into memory");
            }
            out = Arrays.copyOf(out, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, out.length * 2L)));
        }
    }
}
