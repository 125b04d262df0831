package id.signet.crypto.json;

import id.signet.crypto.MalformedInput;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads one JSON text by the grammar of RFC 8259 sections 2 to 7; the rules are told at {@link StrictJson}. */
final class JsonReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String text;
    private final StrictJson.Limits limits;
    private int at;
    private int depth;
    private int values;
    private @Nullable StringBuilder unescaped;

    JsonReader(String text, StrictJson.Limits limits) {
        this.text = text;
        this.limits = limits;
    }

    JsonNode document() {
        skipWhitespace();
        JsonNode value = value();
        skipWhitespace();
        if (at < text.length()) {
            throw fault("there is text after the JSON value");
        }
        return value;
    }

    private JsonNode value() {
        if (++values > limits.values()) {
            throw fault("there are more than " + limits.values() + " values");
        }
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> NODES.stringNode(string(limits.stringLength()));
            case 't' -> literal("true", NODES.booleanNode(true));
            case 'f' -> literal("false", NODES.booleanNode(false));
            case 'n' -> literal("null", NODES.nullNode());
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw fault("a JSON value is expected");
        };
    }

    private ObjectNode object() {
        open();
        ObjectNode object = NODES.objectNode();
        if (peek() == '}') {
            close();
            return object;
        }
        while (true) {
            if (peek() != '"') {
                throw fault("a member name in double quotes is expected");
            }
            String name = string(limits.nameLength());
            skipWhitespace();
            expect(':');
            skipWhitespace();
            if (object.replace(name, value()) != null) {
                throw fault("a member name is given twice");
            }
            skipWhitespace();
            if (peek() == '}') {
                close();
                return object;
            }
            expect(',');
            skipWhitespace();
        }
    }

    private ArrayNode array() {
        open();
        ArrayNode array = NODES.arrayNode();
        if (peek() == ']') {
            close();
            return array;
        }
        while (true) {
            array.add(value());
            skipWhitespace();
            if (peek() == ']') {
                close();
                return array;
            }
            expect(',');
            skipWhitespace();
        }
    }

    private void open() {
        if (++depth > limits.depth()) {
            throw fault("the JSON text is nested deeper than " + limits.depth() + " levels");
        }
        at++;
        skipWhitespace();
    }

    private void close() {
        depth--;
        at++;
    }

    private JsonNode literal(String word, JsonNode node) {
        if (!text.startsWith(word, at)) {
            throw fault("a JSON value is expected");
        }
        at += word.length();
        return node;
    }

    // --- strings -----------------------------------------------------------------------------------------------

    private String string(int limit) {
        int start = ++at;
        // Most strings hold no escape and are cut from the text as they stand.
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                String string = text.substring(start, at);
                at++;
                return string;
            }
            if (c == '\\') {
                return unescape(start, limit);
            }
            at += rawCharacter(c);
            if (at - start > limit) {
                throw fault("a string is longer than " + limit + " characters");
            }
        }
        throw fault("a string is not closed");
    }

    private String unescape(int start, int limit) {
        StringBuilder out = unescaped;
        if (out == null) {
            out = new StringBuilder();
            unescaped = out;
        }
        out.setLength(0);
        out.append(text, start, at);
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return out.toString();
            }
            if (c == '\\') {
                at++;
                escape(out);
            } else {
                int units = rawCharacter(c);
                out.append(text, at, at + units);
                at += units;
            }
            if (out.length() > limit) {
                throw fault("a string is longer than " + limit + " characters");
            }
        }
        throw fault("a string is not closed");
    }

    /** Number of code units, 1 or 2, of the good character at this place. */
    private int rawCharacter(char c) {
        if (c < 0x20) {
            throw fault("a control character stands in a string");
        }
        if (c < 0xD800) {
            return 1;
        }
        if (Character.isHighSurrogate(c) && at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))) {
            requireCharacter(Character.toCodePoint(c, text.charAt(at + 1)));
            return 2;
        }
        requireCharacter(c);
        return 1;
    }

    private void escape(StringBuilder out) {
        char c = peek();
        at++;
        switch (c) {
            case '"', '\\', '/' -> out.append(c);
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'u' -> {
                char unit = hex4();
                if (Character.isHighSurrogate(unit)) {
                    if (!text.startsWith("\\u", at)) {
                        throw fault("a surrogate stands alone");
                    }
                    at += 2;
                    char low = hex4();
                    if (!Character.isLowSurrogate(low)) {
                        throw fault("a surrogate stands alone");
                    }
                    int character = Character.toCodePoint(unit, low);
                    requireCharacter(character);
                    out.appendCodePoint(character);
                } else {
                    requireCharacter(unit);
                    out.append(unit);
                }
            }
            default -> throw fault("an escape is unknown");
        }
    }

    private char hex4() {
        if (at + 4 > text.length()) {
            throw fault("an escape is cut short");
        }
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            char c = text.charAt(at++);
            // Character.digit would also take full-width digits.
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw fault("an escape is not hexadecimal");
            }
            unit = (unit << 4) | digit;
        }
        return (char) unit;
    }

    private void requireCharacter(int character) {
        if (character == 0) {
            throw fault("a NUL stands in a string");
        }
        if (character >= 0xD800 && character <= 0xDFFF) {
            throw fault("a surrogate stands alone");
        }
        // RFC 7493 section 2.1
        if ((character >= 0xFDD0 && character <= 0xFDEF) || (character & 0xFFFE) == 0xFFFE) {
            throw fault("a Unicode noncharacter stands in a string");
        }
    }

    // --- numbers -----------------------------------------------------------------------------------------------

    private JsonNode number() {
        int start = at;
        boolean negative = peek() == '-';
        if (negative) {
            at++;
        }
        int digitsFrom = at;
        digits(start);
        if (text.charAt(digitsFrom) == '0' && at - digitsFrom > 1) {
            throw fault("a number starts with a needless zero");
        }
        boolean whole = true;
        if (at < text.length() && text.charAt(at) == '.') {
            whole = false;
            at++;
            digits(start);
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            whole = false;
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            digits(start);
        }
        if (whole && at - digitsFrom <= 15) {
            return integer(Long.parseLong(text, start, at, 10));
        }
        return rounded(text.substring(start, at), whole);
    }

    private void digits(int numberFrom) {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
            if (at - numberFrom > limits.numberLength()) {
                throw fault("a number is longer than " + limits.numberLength() + " characters");
            }
        }
        if (at == from) {
            throw fault("a digit is expected");
        }
    }

    private JsonNode rounded(String literal, boolean whole) {
        double value = Double.parseDouble(literal);
        if (Double.isInfinite(value)) {
            throw fault("a number is too large");
        }
        // The canonical form fills large whole numbers up with zeros: 2^63 is 9223372036854776000 there. It must be readable.
        if (whole && new BigDecimal(value).compareTo(new BigDecimal(literal)) != 0
                && !literal.equals(EcmaNumber.format(value))) {
            throw fault("an integer cannot be held exactly");
        }
        if (value == 0) {
            if (hasNonZeroDigit(literal)) {
                throw fault("a number is too small");
            }
            return NODES.numberNode(0);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e21) {
            return Math.abs(value) < 0x1p63 ? integer((long) value) : NODES.numberNode(wholeValue(value));
        }
        return NODES.numberNode(value);
    }

    private static BigInteger wholeValue(double value) {
        return new BigDecimal(value).toBigIntegerExact();
    }

    private static JsonNode integer(long value) {
        return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
    }

    private static boolean hasNonZeroDigit(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c == 'e' || c == 'E') {
                return false;
            }
            if (c >= '1' && c <= '9') {
                return true;
            }
        }
        return false;
    }

    // --- places ------------------------------------------------------------------------------------------------

    private char peek() {
        if (at >= text.length()) {
            throw fault("the JSON text ends too early");
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw fault("'" + c + "' is expected");
        }
        at++;
    }

    private void skipWhitespace() {
        while (at < text.length()) {
            switch (text.charAt(at)) {
                case ' ', '\t', '\n', '\r' -> at++;
                default -> {
                    return;
                }
            }
        }
    }

    private MalformedInput fault(String reason) {
        return new MalformedInput("JSON, character " + at + ": " + reason);
    }
}
