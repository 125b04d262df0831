package id.signet.crypto.json;

import id.signet.crypto.MalformedInput;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one door for JSON from outside. It reads RFC 8259 text that also keeps the rules of I-JSON (RFC 7493) and of this
 * service, and refuses all else with {@link MalformedInput}:
 *
 * <ul>
 * <li>UTF-8 only: no byte order mark, no UTF-16 or UTF-32, no overlong form;
 * <li>no member twice in one object, compared after the escapes are resolved;
 * <li>no lone surrogate, no Unicode noncharacter and no NUL in a string or name, raw or escaped (PostgreSQL cannot store
 * a NUL, and no paper needs one);
 * <li>no integer literal that an IEEE 754 double cannot hold exactly (unless it is that double's canonical form), no
 * number that overflows to infinity or vanishes to zero;
 * <li>nothing behind the value, no comments, no single quotes, no NaN; and the sizes of {@link Limits}.
 * </ul>
 *
 * <p>Numbers are doubles, as RFC 8785 reads them. A whole number below 10^21 becomes an integer node however it was
 * written ({@code 1}, {@code 1.0}, {@code 10e-1}; {@code -0} is 0), every other number a double node. So two texts give
 * equal trees exactly if their canonical form is equal: what is seen is what is signed.
 */
public final class StrictJson {

    private StrictJson() {}

    /**
     * How large a JSON text may be.
     *
     * @param bytes whole text in UTF-8 bytes; more is {@link MalformedInput.TooLarge}
     * @param depth arrays and objects open at one time
     * @param values values of all kinds in the whole text
     * @param nameLength one member name in UTF-16 code units
     * @param stringLength one string in UTF-16 code units
     * @param numberLength one number in characters
     */
    public record Limits(int bytes, int depth, int values, int nameLength, int stringLength, int numberLength) {

        /** 1 MiB of text, 32 levels, 100,000 values, names to 1,024, strings to 524,288, numbers to 64 characters. */
        public static final Limits DEFAULT = new Limits(1 << 20, 32, 100_000, 1_024, 1 << 19, 64);

        public Limits {
            if (bytes < 1 || depth < 1 || values < 1 || nameLength < 1 || stringLength < 1 || numberLength < 1) {
                throw new IllegalArgumentException("a limit must be positive");
            }
            if (depth > 512) {
                throw new IllegalArgumentException("the reader recurses: 512 levels at most");
            }
        }

        public Limits withBytes(int newBytes) {
            return new Limits(newBytes, depth, values, nameLength, stringLength, numberLength);
        }

        public Limits withDepth(int newDepth) {
            return new Limits(bytes, newDepth, values, nameLength, stringLength, numberLength);
        }

        public Limits withValues(int newValues) {
            return new Limits(bytes, depth, newValues, nameLength, stringLength, numberLength);
        }

        public Limits withStringLength(int newStringLength) {
            return new Limits(bytes, depth, values, nameLength, newStringLength, numberLength);
        }
    }

    public static JsonNode parse(byte[] utf8) {
        return parse(utf8, Limits.DEFAULT);
    }

    public static JsonNode parse(byte[] utf8, Limits limits) {
        if (utf8.length > limits.bytes()) {
            throw tooLarge(limits);
        }
        return new JsonReader(decode(utf8), limits).document();
    }

    public static JsonNode parse(String text) {
        return parse(text, Limits.DEFAULT);
    }

    public static JsonNode parse(String text, Limits limits) {
        if (text.length() > limits.bytes() / 3 && utf8Length(text) > limits.bytes()) {
            throw tooLarge(limits);
        }
        return new JsonReader(text, limits).document();
    }

    public static ObjectNode parseObject(byte[] utf8) {
        return requireObject(parse(utf8));
    }

    public static ObjectNode parseObject(byte[] utf8, Limits limits) {
        return requireObject(parse(utf8, limits));
    }

    public static ObjectNode parseObject(String text) {
        return requireObject(parse(text));
    }

    public static ObjectNode parseObject(String text, Limits limits) {
        return requireObject(parse(text, limits));
    }

    private static ObjectNode requireObject(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedInput("the JSON text is not an object");
    }

    private static MalformedInput.TooLarge tooLarge(Limits limits) {
        return new MalformedInput.TooLarge("the JSON text is larger than " + limits.bytes() + " bytes");
    }

    private static String decode(byte[] utf8) {
        // The lenient decoder is several times faster and marks every fault with U+FFFD; only a text that holds that
        // character, in good faith or not, goes through the slow exact one.
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedInput("the JSON text is not UTF-8", e);
        }
    }

    private static long utf8Length(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // A surrogate is half of a pair of four bytes.
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }
}
