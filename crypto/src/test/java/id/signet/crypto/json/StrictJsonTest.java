package id.signet.crypto.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.MalformedInput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class StrictJsonTest {

    @Test
    void aGoodTextBecomesATree() {
        JsonNode tree = StrictJson.parse(" {\"a\" : [1, -2.5, \"x\\u00e9\\n\", true, false, null, {}, []]}\r\n\t");

        assertThat(tree.toString()).isEqualTo("{\"a\":[1,-2.5,\"x\u00e9\\n\",true,false,null,{},[]]}");
    }

    @Test
    void anyKindOfValueMayStandAtTheTopButParseObjectWantsAnObject() {
        assertThat(StrictJson.parse("7").intValue()).isEqualTo(7);
        assertThatThrownBy(() -> StrictJson.parseObject("[]")).isInstanceOf(MalformedInput.class)
                .hasMessageContaining("not an object");
        assertThat(StrictJson.parseObject("{}".getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}", "{\"x\":{\"\":1,\"b\":2,\"\":3}}"})
    void H07_aMemberGivenTwiceIsRefusedAlsoWhenEscaped(String text) {
        refused(text, "twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} x", "{}{}", "1 2", "[1],", "null,", "{}\0", "{}\uFEFF", "\u00a0{}", "\f{}", "{}//c"})
    void H07_textOutsideTheValueIsRefused(String text) {
        assertThatThrownBy(() -> StrictJson.parse(text)).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/*c*/1", "{\"a\":1 /*c*/}", "//c\n1", "#c\n1", "{'a':1}", "['a']", "{a:1}", "NaN",
        "[Infinity]", "-Infinity", "+1", "[1,]", "{\"a\":1,}", "[,1]", "[1 2]", "{\"a\" 1}", "{\"a\":}", "{,}", "",
        " ", "{", "[", "\"a", "\"\\", "\"\\u12", "tru", "nul", "True", "undefined", "\"a\nb\"", "\"\t\"",
        "\"\u0000\"", "\"\\x41\"", "\"\\u00g0\"", "\"\\u\uff11\uff11\uff11\uff11\"", "\"\\'\"", "{1:2}",
        "{null:1}", "[}", "{]"})
    void H07_whatTheGrammarDoesNotKnowIsRefused(String text) {
        assertThatThrownBy(() -> StrictJson.parse(text)).isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> StrictJson.parse(text.getBytes(UTF_8))).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "-01", "00", "1.", ".1", "-", "1e", "1e+", "0x10", "1_000", "1.e3", "--1", "1e5.5",
        "\uff11", "-.5", "1d", "1f", "0b1"})
    void aNumberNotInTheGrammarIsRefused(String text) {
        assertThatThrownBy(() -> StrictJson.parse(text)).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
    void H06_anotherUnicodeFormIsRefused(String charset) {
        assertThatThrownBy(() -> StrictJson.parse("{\"a\":1}".getBytes(Charset.forName(charset))))
                .isInstanceOf(MalformedInput.class);
    }

    @Test
    void H06_aByteOrderMarkIsRefused() {
        assertThatThrownBy(() -> StrictJson.parse("\uFEFF{}".getBytes(UTF_8))).isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> StrictJson.parse("\uFEFF{}")).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C080", "C1BF", "E08080", "F0808080", "80", "FF", "FE", "C3", "E282", "EDA080", "EDBFBF",
        "EDA081EDB080", "F4908080", "F8888080"})
    void H06_bytesThatAreNotUtf8AreRefused(String hex) {
        byte[] inside = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> StrictJson.parse(quoted(inside))).isInstanceOf(MalformedInput.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void aReplacementCharacterSentInGoodFaithIsKept() {
        assertThat(StrictJson.parse("\"\uFFFD\"".getBytes(UTF_8)).stringValue()).isEqualTo("\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\ud800\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\ud800x\"", "{\"\\ud800\":1}", "\"\\ud83d\" "})
    void H06_aLoneSurrogateInAnEscapeIsRefused(String text) {
        refused(text, "surrogate");
    }

    @Test
    void H06_aLoneSurrogateInATextIsRefused() {
        refused("\"\uD800\"", "surrogate");
        refused("\"\uDC00a\"", "surrogate");
        refused("\"\uD800" + "\\udc00\"", "surrogate");
        refused("\"\\ud800\uDC00\"", "surrogate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\u0000\"", "\"a\\u0000b\"", "{\"\\u0000\":1}"})
    void H06_aNulIsRefusedAlsoWhenEscaped(String text) {
        refused(text, "NUL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\uffff", "\\ufffe", "\\ufdd0", "\uFFFF", "\uFDEF", "\\ud83f\\udfff", "\uDBFF\uDFFF"})
    void aUnicodeNoncharacterIsRefusedAsIJsonAsks(String character) {
        refused("\"" + character + "\"", "noncharacter");
    }

    @Test
    void theWholeRangeOfCharactersIsKept() {
        for (int c = 0x20; c <= 0x10FFFD; c += c < 0x3000 ? 1 : 997) {
            if (c == '"' || c == '\\' || (c >= 0xD800 && c < 0xE000) || (c >= 0xFDD0 && c <= 0xFDEF)
                    || (c & 0xFFFE) == 0xFFFE) {
                continue;
            }
            String character = Character.toString(c);
            assertThat(StrictJson.parse(("\"" + character + "\"").getBytes(UTF_8)).stringValue()).isEqualTo(character);
            StringBuilder escaped = new StringBuilder("\"");
            character.chars().forEach(unit -> escaped.append(String.format("\\u%04x", unit)));
            assertThat(StrictJson.parse(escaped + "\"").stringValue()).isEqualTo(character);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1.0,1", "10e-1,1", "1E0,1", "-0,0", "-0.0,0", "0e5,0", "0.5,0.5",
        "9007199254740992,9007199254740992",
        "9007199254740994,9007199254740994", "100000000000000000000,100000000000000000000",
        "1e20,100000000000000000000",
        "-1e20,-100000000000000000000", "9223372036854775808,9223372036854775808",
        "-9223372036854775808,-9223372036854775808", "333333333.33333329,3.333333333333333E8"})
    void twoWritingsOfOneNumberGiveOneTree(String text, String tree) {
        assertThat(StrictJson.parse(text).toString()).isEqualTo(tree);
        assertThat(StrictJson.parse(text)).isEqualTo(StrictJson.parse(Jcs.canonicalize(StrictJson.parse(text))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740993", "-9007199254740993", "12345678901234567890", "9223372036854775807",
        "10000000000000000000000000"})
    void D18_anIntegerThatADoubleCannotHoldExactlyIsRefused(String text) {
        refused(text, "exactly");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "1e99999999999", "1.8e308"})
    void D18_aNumberBeyondTheDoublesIsRefused(String text) {
        refused(text, "too large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-400", "-0.1e-999999", "1e-99999999999"})
    void D18_aNumberThatWouldVanishIsRefused(String text) {
        refused(text, "too small");
    }

    @Test
    void H02_nestingFarBeyondTheLimitIsRefusedAtTheLimit() {
        for (String opening : new String[]{"[", "{\"a\":"}) {
            refused(opening.repeat(100_000), "deeper than 32");
            assertThatThrownBy(() -> StrictJson.parse(opening.repeat(33) + "1")).hasMessageContaining("deeper than 32");
        }
        assertThat(StrictJson.parse("[".repeat(32) + "]".repeat(32)).isArray()).isTrue();
    }

    @Test
    void H02_aMillionMembersAreRefused() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < 1_000_000; i++) {
            text.append(i == 0 ? "" : ",").append('"').append(i).append("\":0");
        }
        byte[] json = text.append('}').toString().getBytes(UTF_8);

        assertThatThrownBy(() -> StrictJson.parse(json)).isInstanceOf(MalformedInput.TooLarge.class);
        assertThatThrownBy(() -> StrictJson.parse(json, StrictJson.Limits.DEFAULT.withBytes(100 << 20)))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("100000 values");
    }

    @Test
    void H02_namesThatShareOneHashCodeCostNoMoreThanOthers() {
        // "Aa" and "BB" have one hash code, so do all their mixtures: 65,536 names in one bucket.
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < 1 << 16; i++) {
            text.append(i == 0 ? "\"" : ",\"");
            for (int bit = 0; bit < 16; bit++) {
                text.append(((i >> bit) & 1) == 0 ? "Aa" : "BB");
            }
            text.append("\":0");
        }
        String json = text.append('}').toString();

        assertThat(StrictJson.parse(json, StrictJson.Limits.DEFAULT.withBytes(10 << 20)).size()).isEqualTo(1 << 16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "0.", "1e", "1e-0"})
    void H02_aNumberOfAMillionDigitsIsRefused(String start) {
        refused(start + "0".repeat(1_000_000), "longer than 64");
    }

    @Test
    void H02_aStringOfAMillionCharactersIsRefused() {
        refused("\"" + "a".repeat(1_000_000) + "\"", "longer than 524288");
        refused("\"\\n" + "a".repeat(1_000_000) + "\"", "longer than 524288");
        refused("{\"" + "a".repeat(1_025) + "\":1}", "longer than 1024");
        refused("{\"\\n" + "a".repeat(1_024) + "\":1}", "longer than 1024");
    }

    @Test
    void H01_aTextOverTheSizeLimitIsTooLargeCountedInUtf8Bytes() {
        String euros = "\"" + "\u20ac".repeat(400_000) + "\"";
        assertThatThrownBy(() -> StrictJson.parse(euros)).isInstanceOf(MalformedInput.TooLarge.class);
        assertThatThrownBy(() -> StrictJson.parse(euros.getBytes(UTF_8))).isInstanceOf(MalformedInput.TooLarge.class);
        assertThatThrownBy(() -> StrictJson.parse(" ".repeat(1 << 20) + "1"))
                .isInstanceOf(MalformedInput.TooLarge.class);
        assertThat(StrictJson.parse(" ".repeat((1 << 20) - 1) + "1").intValue()).isEqualTo(1);
    }

    @Test
    void aFaultNamesThePlaceAndNeverRepeatsTheText() {
        assertThatThrownBy(() -> StrictJson.parse("{\"pin\":\"4711\", \"pin\":\"4711\"}")).message()
                .contains("character")
                .doesNotContain("4711")
                .doesNotContain("pin");
    }

    @Test
    void noByteChangeOfAGoodTextEscapesAsAnotherException() {
        byte[] good = "{\"a\":[1.5e3,\"\\ud83d\\ude00\u00e9\",true,null,{\"b\":-0}],\"c\":12345678901234567}".getBytes(
                StandardCharsets.UTF_8);
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            byte[] bad = good.clone();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = Arrays.copyOf(bad, random.nextInt(bad.length + 1));
            try {
                Jcs.canonicalize(StrictJson.parse(cut));
            } catch (MalformedInput expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    private static byte[] quoted(byte[] inside) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write('"');
        out.writeBytes(inside);
        out.write('"');
        return out.toByteArray();
    }

    private static void refused(String text, String reason) {
        assertThatThrownBy(() -> StrictJson.parse(text)).isInstanceOf(MalformedInput.class)
                .hasMessageContaining(reason);
    }
}
