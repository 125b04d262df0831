package id.signet.crypto.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StrictCborTest {

    private static final StrictCbor.Limits WITH_TAGS = StrictCbor.Limits.DEFAULT.withTags(1L, 18L, 23L, 24L, 32L);

    /** The examples of RFC 8949 appendix A of the kinds that are read. */
    static Stream<Arguments> examples() {
        return Stream.of(Arguments.of("00", Cbor.of(0)), Arguments.of("01", Cbor.of(1)), Arguments.of("0a",
                Cbor.of(10)), Arguments.of("17", Cbor.of(23)), Arguments.of("1818", Cbor.of(24)),
                Arguments.of("1819", Cbor.of(25)), Arguments.of("1864", Cbor.of(100)), Arguments.of("1903e8",
                        Cbor.of(1_000)),
                Arguments.of("1a000f4240", Cbor.of(1_000_000)), Arguments.of("1b000000e8d4a51000",
                        Cbor.of(1_000_000_000_000L)),
                Arguments.of("20", Cbor.of(-1)), Arguments.of("29", Cbor.of(-10)), Arguments.of("3863", Cbor.of(-100)),
                Arguments.of("3903e7", Cbor.of(-1_000)), Arguments.of("f4", Cbor.Simple.FALSE), Arguments.of("f5",
                        Cbor.Simple.TRUE),
                Arguments.of("f6", Cbor.Simple.NULL), Arguments.of("c11a514b67b0",
                        new Cbor.Tagged(1, Cbor.of(1_363_896_240))),
                Arguments.of("d74401020304", new Cbor.Tagged(23, bytes("01020304"))), Arguments.of("d818456449455446",
                        new Cbor.Tagged(24, bytes("6449455446"))),
                Arguments.of("40", bytes("")), Arguments.of("4401020304", bytes("01020304")), Arguments.of("60",
                        Cbor.of("")),
                Arguments.of("6161", Cbor.of("a")), Arguments.of("6449455446", Cbor.of("IETF")), Arguments.of("62225c",
                        Cbor.of("\"\\")),
                Arguments.of("62c3bc", Cbor.of("\u00fc")), Arguments.of("63e6b0b4", Cbor.of("\u6c34")),
                Arguments.of("64f0908591", Cbor.of("\ud800\udd51")), Arguments.of("80", Cbor.of(List.of())),
                Arguments.of("83010203", Cbor.of(List.of(Cbor.of(1), Cbor.of(2), Cbor.of(3)))), Arguments.of(
                        "8301820203820405",
                        Cbor.of(List.of(Cbor.of(1), Cbor.of(List.of(Cbor.of(2), Cbor.of(3))),
                                Cbor.of(List.of(Cbor.of(4), Cbor.of(5)))))),
                Arguments.of("a0", new Cbor.Dictionary(Map.of())), Arguments.of("a201020304",
                        new Cbor.Dictionary(Map.of(Cbor.of(1), Cbor.of(2), Cbor.of(3), Cbor.of(4)))),
                Arguments.of("a26161016162820203", new Cbor.Dictionary(Map.of(Cbor.of("a"), Cbor.of(1), Cbor.of("b"),
                        Cbor.of(List.of(Cbor.of(2), Cbor.of(3)))))),
                Arguments.of("826161a161626163", Cbor.of(List.of(Cbor.of("a"),
                        new Cbor.Dictionary(Map.of(Cbor.of("b"), Cbor.of("c")))))));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExamplesOfTheStandardAreReadAndWritten(String hex, Cbor item) {
        assertThat(StrictCbor.parse(hex(hex), WITH_TAGS)).isEqualTo(item);
        assertThat(item.encoded()).isEqualTo(hex(hex));
    }

    @Test
    void theLargestAndTheSmallestIntegersAreReadAndWritten() {
        assertThat(StrictCbor.parse(Cbor.of(Long.MAX_VALUE).encoded())).isEqualTo(Cbor.of(Long.MAX_VALUE));
        assertThat(StrictCbor.parse(Cbor.of(Long.MIN_VALUE).encoded())).isEqualTo(Cbor.of(Long.MIN_VALUE));
        refused("1b8000000000000000", "beyond 64 bits");
        refused("3b8000000000000000", "beyond 64 bits");
        refused("1bffffffffffffffff", "beyond 64 bits");
    }

    @ParameterizedTest
    @CsvSource({"1800", "1817", "190017", "1900ff", "1a0000ffff", "1b00000000ffffffff", "3800", "580100", "7800",
        "9800", "b800", "5900ff", "d81201"})
    void whatIsNotInItsShortestFormIsRefused(String hex) {
        refused(hex, "shortest form");
    }

    @ParameterizedTest
    @CsvSource({"5f4101ff", "7f6161ff", "9f01ff", "bf0102ff", "9fff", "1c", "1d", "1e", "1f", "df01"})
    void aLengthThatIsNotToldAtTheStartIsRefused(String hex) {
        refused(hex, "told at the start");
    }

    @ParameterizedTest
    @CsvSource({"a201020103", "a2616101616102", "a220002001"})
    void aKeyGivenTwiceIsRefused(String hex) {
        refused(hex, "twice");
        assertThatThrownBy(() -> StrictCbor.parse(hex(hex), StrictCbor.Limits.DEFAULT.withAnyOrder()))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("twice");
    }

    @ParameterizedTest
    @CsvSource({"a203040102", "a220000000", "a261610118180a", "a2616200616100"})
    void keysThatAreNotInOrderAreRefusedUnlessAsked(String hex) {
        refused(hex, "in order");
        assertThat(StrictCbor.parse(hex(hex), StrictCbor.Limits.DEFAULT.withAnyOrder()))
                .isInstanceOf(Cbor.Dictionary.class);
    }

    @ParameterizedTest
    @CsvSource({"a1400a", "a1800a", "a1f60a", "a1a00a"})
    void aKeyThatIsNeitherIntegerNorTextIsRefused(String hex) {
        refused(hex, "neither an integer nor a text");
    }

    @ParameterizedTest
    @CsvSource({"f90000", "fb7ff0000000000000", "fa47c35000", "f7", "f0", "f818", "f814", "f8ff", "ff", "fc"})
    void floatingPointAndOtherSimpleValuesAreRefused(String hex) {
        refused(hex, "floating point");
    }

    @ParameterizedTest
    @CsvSource({"c001", "d201", "d81801", "c24101", "d9d9f700"})
    void aTagNobodyAskedForIsRefused(String hex) {
        refused(hex, "tag");
    }

    @Test
    void onlyTheTagsAskedForAreRead() {
        assertThat(StrictCbor.parse(hex("d201"), StrictCbor.Limits.DEFAULT.withTags(18L)))
                .isEqualTo(new Cbor.Tagged(18, Cbor.of(1)));
        assertThatThrownBy(() -> StrictCbor.parse(hex("d101"), StrictCbor.Limits.DEFAULT.withTags(18L)))
                .isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @CsvSource({"0000", "a000", "80f6", "4000", "f6f6"})
    void bytesBehindTheItemAreRefused(String hex) {
        refused(hex, "after the item");
    }

    @ParameterizedTest
    @CsvSource({"''", "18", "19ff", "1b00000000000000", "4401", "61", "8201", "a1", "a101", "5affffffff",
        "5b7fffffffffffffff", "9b7fffffffffffffff", "bb7fffffffffffffff", "7b7fffffffffffffff"})
    void anItemThatEndsTooEarlyIsRefusedBeforeMemoryIsTaken(String hex) {
        refused(hex, "too early");
    }

    @ParameterizedTest
    @CsvSource({"61ff", "62c080", "63eda080", "62c328", "64f5808080"})
    void aTextThatIsNotUtf8IsRefused(String hex) {
        refused(hex, "UTF-8");
    }

    @Test
    void theLimitsHold() {
        assertThat(StrictCbor.parse(hex("81".repeat(16) + "00"))).isInstanceOf(Cbor.Array.class);
        refused("81".repeat(17) + "00", "nested deeper");
        refused("a100".repeat(17) + "00", "nested deeper");
        refused("81".repeat(100_000), "nested deeper");
        assertThatThrownBy(() -> StrictCbor.parse(hex("d2".repeat(17) + "00"), WITH_TAGS))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("nested deeper");
        assertThatThrownBy(() -> StrictCbor.parse(hex("83000000"), StrictCbor.Limits.DEFAULT.withItems(3)))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("more than 3 items");
        assertThatThrownBy(() -> StrictCbor.parse(new byte[9], StrictCbor.Limits.DEFAULT.withBytes(8)))
                .isInstanceOf(MalformedInput.TooLarge.class);
    }

    @Test
    void theKeysOfAMapAreWrittenInTheOrderOfTheirBytes() {
        Map<Cbor, Cbor> entries = new LinkedHashMap<>();
        for (Cbor key : List.of(Cbor.of("aa"), Cbor.of("z"), Cbor.of(-1), Cbor.of(100), Cbor.of(10))) {
            entries.put(key, Cbor.of(0));
        }
        // section 4.2.1 has this order: 10, 100, -1, "z", "aa"
        assertThat(new Cbor.Dictionary(entries).encoded()).isEqualTo(hex("a50a0018640020" + "00617a0062616100"));
    }

    @Test
    void whateverBytesAreReadAreWrittenBackAlike() {
        Random random = new Random(8949);
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(12)];
            random.nextBytes(bytes);
            // short arrays, maps and strings more often than chance has them
            bytes[0] = (byte) ((random.nextInt(8) << 5) | random.nextInt(5));
            Cbor item;
            try {
                item = StrictCbor.parse(bytes, WITH_TAGS);
            } catch (MalformedInput e) {
                continue;
            }
            read++;
            assertThat(item.encoded()).isEqualTo(bytes);
        }
        assertThat(read).isGreaterThan(1_000);
    }

    private static void refused(String hex, String message) {
        assertThatThrownBy(() -> StrictCbor.parse(hex(hex)))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining(message);
    }

    private static Cbor bytes(String hex) {
        return new Cbor.ByteString(Bytes.of(hex(hex)));
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
