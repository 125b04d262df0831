package id.signet.crypto.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.OfficialVectors;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class JcsTest {

    @ParameterizedTest
    @ValueSource(strings = {"arrays", "french", "structures", "unicode", "values", "weird"})
    void theVectorsOfTheRfcAuthorsComeOutByteForByte(String name) {
        byte[] input = OfficialVectors.bytes("jcs/input/" + name + ".json");
        String hex = new String(OfficialVectors.bytes("jcs/outhex/" + name + ".txt"), UTF_8).replaceAll("\\s", "");

        byte[] canonical = Jcs.canonicalize(StrictJson.parse(input));

        assertThat(HexFormat.of().formatHex(canonical)).isEqualTo(hex);
        assertThat(canonical).isEqualTo(OfficialVectors.bytes("jcs/output/" + name + ".json"));
    }

    /** RFC 8785 Appendix B, all finite rows. */
    @ParameterizedTest
    @CsvSource({"0000000000000000,0", "8000000000000000,0", "0000000000000001,5e-324", "8000000000000001,-5e-324",
        "7fefffffffffffff,1.7976931348623157e+308", "ffefffffffffffff,-1.7976931348623157e+308",
        "4340000000000000,9007199254740992", "c340000000000000,-9007199254740992",
        "4430000000000000,295147905179352830000", "44b52d02c7e14af5,9.999999999999997e+22",
        "44b52d02c7e14af6,1e+23", "44b52d02c7e14af7,1.0000000000000001e+23",
        "444b1ae4d6e2ef4e,999999999999999700000", "444b1ae4d6e2ef4f,999999999999999900000",
        "444b1ae4d6e2ef50,1e+21", "3eb0c6f7a0b5ed8c,9.999999999999997e-7", "3eb0c6f7a0b5ed8d,0.000001",
        "41b3de4355555553,333333333.3333332", "41b3de4355555554,333333333.33333325",
        "41b3de4355555555,333333333.3333333", "41b3de4355555556,333333333.3333334",
        "41b3de4355555557,333333333.33333343", "becbf647612f3696,-0.0000033333333333333333",
        "43143ff3c1cb0959,1424953923781206.2"})
    void theNumbersOfAppendixBAreWrittenAsPrintedThere(String ieee, String expected) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(ieee, 16));

        assertThat(EcmaNumber.format(value)).isEqualTo(expected);
        assertThat(canonical(StrictJson.parse(expected))).isEqualTo(expected.equals("-0") ? "0" : expected);
    }

    @Test
    void everyDoubleIsWrittenWithTheFewestDigitsThatGiveItBack() {
        Random random = new Random(8785);
        for (double value : hardDoubles(random)) {
            assertThat(EcmaNumber.format(value)).as("%a", value).isEqualTo(slowEcma(value));
        }
    }

    @Test
    void membersAreOrderedByUtf16CodeUnitsNotByCodePoints() {
        ObjectNode object = Json.object();
        object.put("\uFB33", 1).put("\uD83D\uDE02", 2).put("b", 3).put("B", 4).put("", 5);

        assertThat(canonical(object)).isEqualTo("{\"\":5,\"B\":4,\"b\":3,\"\uD83D\uDE02\":2,\"\uFB33\":1}");
    }

    @Test
    void theCanonicalFormReadsBackToAnEqualTree() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            JsonNode tree = StrictJson.parse(canonical(randomTree(random, 4)));
            byte[] once = Jcs.canonicalize(tree);

            assertThat(StrictJson.parse(once)).isEqualTo(tree);
            assertThat(Jcs.canonicalize(StrictJson.parse(once))).isEqualTo(once);
        }
    }

    @Test
    void D18_composedAndDecomposedTextStayTwoDifferentTexts() {
        assertThat(canonical(StrictJson.parse("\"\u00c5\""))).isNotEqualTo(canonical(StrictJson.parse("\"A\u030a\"")));
    }

    @Test
    void D18_aLoneSurrogateInATreeIsRefused() {
        assertThatThrownBy(() -> Jcs.canonicalize(Json.object().put("a", "\uD800"))).isInstanceOf(MalformedInput.class)
                .hasMessageContaining("surrogate");
        assertThatThrownBy(() -> Jcs.canonicalize(Json.object().put("\uDC00", "a"))).isInstanceOf(MalformedInput.class)
                .hasMessageContaining("surrogate");
    }

    @Test
    void D18_aNumberThatNoDoubleHoldsIsRefused() {
        List<JsonNode> trees = List.of(Json.array().add(Double.NaN), Json.array().add(Double.POSITIVE_INFINITY),
                Json.array().add(9007199254740993L), Json.array().add(Long.MAX_VALUE),
                Json.array().add(new BigInteger("12345678901234567890")), Json.array().add(BigInteger.TEN.pow(400)));
        for (JsonNode tree : trees) {
            assertThatThrownBy(() -> Jcs.canonicalize(tree)).as(tree.toString()).isInstanceOf(MalformedInput.class);
        }
    }

    @Test
    void bytesAndForeignObjectsInATreeAreRefused() {
        assertThatThrownBy(() -> Jcs.canonicalize(Json.object().put("a", new byte[]{1})))
                .isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> Jcs.canonicalize(Json.object().putPOJO("a", new Object())))
                .isInstanceOf(MalformedInput.class);
    }

    @Test
    void controlCharactersGrowTheBufferSafely() {
        String text = "\u0001\"\\\n".repeat(5_000);

        assertThat(canonical(StrictJson.parse(canonical(Json.array().add(text))))).hasSize(5_000 * 12 + 4);
    }

    private static String canonical(JsonNode node) {
        return new String(Jcs.canonicalize(node), UTF_8);
    }

    private static List<Double> hardDoubles(Random random) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            values.add(Double.longBitsToDouble(i + 1L)); // the smallest there are
        }
        for (int exponent = -323; exponent <= 308; exponent++) {
            double power = Double.parseDouble("1e" + exponent);
            for (double value : new double[]{power, Math.nextUp(power), Math.nextDown(power), 5 * power}) {
                if (Double.isFinite(value) && value != 0) {
                    values.add(value);
                }
            }
        }
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            double power = Math.scalb(1.0, exponent); // the gap below a power of two is half the gap above
            values.add(power);
            values.add(-Math.nextDown(power) - Double.MIN_VALUE);
        }
        while (values.size() < 40_000) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value) && value != 0) {
                values.add(value);
            }
            values.add(random.nextInt(1_000_000_000) / 1000.0 + 0.0001);
        }
        return values;
    }

    /** ECMA-262 Number::toString by its words: the smallest k, then the nearest s, found by exact arithmetic. */
    private static String slowEcma(double value) {
        BigDecimal exact = new BigDecimal(Math.abs(value));
        for (int k = 1; k <= 17; k++) {
            BigDecimal down = exact.round(new MathContext(k, RoundingMode.DOWN));
            BigDecimal up = down.add(down.ulp());
            boolean downFits = down.signum() != 0 && down.doubleValue() == Math.abs(value);
            boolean upFits = up.doubleValue() == Math.abs(value);
            if (downFits || upFits) {
                int nearer = exact.subtract(down).compareTo(up.subtract(exact));
                boolean useDown = downFits
                        && (!upFits || nearer < 0 || (nearer == 0 && !down.unscaledValue().testBit(0)));
                return (value < 0 ? "-" : "") + lay(useDown ? down : up);
            }
        }
        throw new AssertionError("17 digits are always enough");
    }

    private static String lay(BigDecimal decimal) {
        BigDecimal s = decimal.stripTrailingZeros();
        String digits = s.unscaledValue().toString();
        int n = s.precision() - s.scale();
        if (n > 21 || n <= -6) {
            String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            return digits.charAt(0) + fraction + "e" + (n > 0 ? "+" : "-") + Math.abs(n - 1);
        }
        return s.toPlainString();
    }

    private static JsonNode randomTree(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> Json.array().add(random.nextLong() >> random.nextInt(11, 64)).get(0);
            case 1 -> Json.array().add(random.nextGaussian() * Math.pow(10, random.nextInt(-30, 30))).get(0);
            case 2 -> Json.array().add(randomText(random)).get(0);
            case 3 -> Json.array().add(random.nextBoolean()).get(0);
            case 4 -> Json.array().addNull().get(0);
            case 5 -> {
                var array = Json.array();
                for (int i = random.nextInt(5); i > 0; i--) {
                    array.add(randomTree(random, depth - 1));
                }
                yield array;
            }
            default -> {
                var object = Json.object();
                for (int i = random.nextInt(5); i > 0; i--) {
                    object.set(randomText(random), randomTree(random, depth - 1));
                }
                yield object;
            }
        };
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            int[] from = {1, 0x20, 0x80, 0x800, 0xE000, 0x1F600};
            text.appendCodePoint(from[random.nextInt(from.length)] + random.nextInt(30));
        }
        return text.toString();
    }
}
