package id.signet.credential.status.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.testing.Vectors;
import id.signet.crypto.Base64Url;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class StatusCodecTest {

    private static final byte[] SOME = {1, 2, 3, 4, 5, 6, 7, 8};

    @Test
    void L11_theFirstEntryIsTheMostSignificantBitOfABitstringAndTheLeastOfATokenList() {
        var bits = new byte[]{(byte) 0x80, 0x01};

        assertThat(BitstringCodec.read(bits, 1, 0)).isEqualTo(1);
        assertThat(BitstringCodec.read(bits, 1, 7)).isZero();
        assertThat(BitstringCodec.read(bits, 1, 8)).isZero();
        assertThat(BitstringCodec.read(bits, 1, 15)).isEqualTo(1);
        assertThat(TokenStatusCodec.read(bits, 1, 0)).isZero();
        assertThat(TokenStatusCodec.read(bits, 1, 7)).isEqualTo(1);
        assertThat(TokenStatusCodec.read(bits, 1, 8)).isEqualTo(1);
        assertThat(TokenStatusCodec.read(bits, 1, 15)).isZero();
    }

    /** Token Status List §4.1: the printed example 0xb9 0xa3. */
    @Test
    void L11_theSpecificationsOneBitExampleReadsAsPrinted() {
        var bits = TokenStatusCodec.decode("eNrbuRgAAhcBXQ");

        assertThat(bits).containsExactly(0xb9, 0xa3);
        var expected = new int[]{1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1};
        for (var i = 0; i < expected.length; i++) {
            assertThat(TokenStatusCodec.read(bits, 1, i)).as("entry %d", i).isEqualTo(expected[i]);
        }
    }

    /** Token Status List §4.1: the printed example 0xc9 0x44 0xf9. */
    @Test
    void L11_theSpecificationsTwoBitExampleReadsAsPrinted() {
        var bits = TokenStatusCodec.decode("eNo76fITAAPfAgc");

        assertThat(bits).containsExactly(0xc9, 0x44, 0xf9);
        var expected = new int[]{1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3};
        for (var i = 0; i < expected.length; i++) {
            assertThat(TokenStatusCodec.read(bits, 2, i)).as("entry %d", i).isEqualTo(expected[i]);
        }
    }

    /** Token Status List, appendix "Test vectors": 2^20 entries of each size, the set ones at given places. */
    @Test
    void theLongExamplesOfTheSpecificationDecode() {
        var folder = Vectors.folder("token-status-list");
        var oneBit = lst(Vectors.text(folder.resolve("status_list_encoding1_long_json.md")));
        assertThat(TokenStatusCodec.entries(oneBit, 1)).isEqualTo(1 << 20);
        for (var index : new int[]{0, 1993, 25460, 159495, 495669, 554353, 645645, 723232, 854545, 934534, 1000345}) {
            assertThat(TokenStatusCodec.read(oneBit, 1, index)).as("entry %d", index).isEqualTo(1);
        }
        assertThat(TokenStatusCodec.read(oneBit, 1, 1)).isZero();
        var eightBits = lst(Vectors.text(folder.resolve("status_list_encoding8_json.md")));
        assertThat(TokenStatusCodec.entries(eightBits, 8)).isEqualTo(1 << 20);
        var fourBits = lst(Vectors.text(folder.resolve("status_list_encoding4_json.md")));
        assertThat(TokenStatusCodec.entries(fourBits, 4)).isEqualTo(1 << 20);
        var twoBits = lst(Vectors.text(folder.resolve("status_list_encoding2_long_json.md")));
        assertThat(TokenStatusCodec.entries(twoBits, 2)).isEqualTo(1 << 20);
        assertThat(TokenStatusCodec.read(twoBits, 2, 0)).isEqualTo(1);
        assertThat(TokenStatusCodec.read(twoBits, 2, 1993)).isEqualTo(2);
        assertThat(TokenStatusCodec.read(twoBits, 2, 25460)).isEqualTo(1);
        assertThat(TokenStatusCodec.read(twoBits, 2, 159495)).isEqualTo(3);
    }

    @Test
    void whatIsWrittenIsReadInEverySizeByBothCodecs() {
        var random = new Random(42);
        for (var size : new int[]{1, 2, 4, 8}) {
            var bitstring = new byte[1024];
            var token = new byte[1024];
            var values = new int[1024 * 8 / size];
            for (var round = 0; round < 2; round++) {
                for (var i = 0; i < values.length; i++) {
                    values[i] = random.nextInt(1 << size);
                    BitstringCodec.write(bitstring, size, i, values[i]);
                    TokenStatusCodec.write(token, size, i, values[i]);
                }
            }
            var bitstringBack = BitstringCodec.decode(BitstringCodec.encode(bitstring));
            var tokenBack = TokenStatusCodec.decode(TokenStatusCodec.encode(token));
            for (var i = 0; i < values.length; i++) {
                assertThat(BitstringCodec.read(bitstringBack, size, i)).isEqualTo(values[i]);
                assertThat(TokenStatusCodec.read(tokenBack, size, i)).isEqualTo(values[i]);
            }
        }
    }

    @Test
    void L02_noEntryIsReadOutsideTheList() {
        for (var index : new long[]{-1, 64, 1L << 31, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> BitstringCodec.read(SOME, 1, index)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> TokenStatusCodec.read(SOME, 1, index))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        for (var size : new int[]{0, 3, 64}) {
            assertThatThrownBy(() -> BitstringCodec.read(SOME, size, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> TokenStatusCodec.read(SOME, size, 0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void L03_aBombIsCutOffAt32MiB() throws IOException {
        var bomb = new byte[BitstringCodec.MAXIMUM_BYTES + 1];

        assertThatThrownBy(() -> BitstringCodec.decode(BitstringCodec.encode(bomb)))
                .isInstanceOf(MalformedInput.TooLarge.class);
        assertThatThrownBy(() -> TokenStatusCodec.decode(TokenStatusCodec.encode(bomb)))
                .isInstanceOf(MalformedInput.TooLarge.class);
        assertThat(BitstringCodec.decode(BitstringCodec.encode(Arrays.copyOf(bomb, bomb.length - 1))))
                .hasSize(BitstringCodec.MAXIMUM_BYTES);
    }

    @Test
    void L05_aContainerIsWholeAloneAndOfTheRightKind() throws IOException {
        var gzip = gzip(SOME);
        var zlib = zlib(SOME);
        refusedAsBitstring(Arrays.copyOf(gzip, gzip.length - 1));
        refusedAsBitstring(Arrays.copyOf(gzip, 12));
        refusedAsBitstring(Arrays.copyOf(gzip, gzip.length + 1));
        refusedAsBitstring(joined(gzip, gzip));
        refusedAsBitstring(zlib);
        refusedAsToken(Arrays.copyOf(zlib, zlib.length - 1));
        refusedAsToken(Arrays.copyOf(zlib, zlib.length + 1));
        refusedAsToken(joined(zlib, zlib));
        refusedAsToken(gzip);
        refusedAsToken(new byte[0]);
        refusedAsBitstring(new byte[0]);
    }

    @Test
    void L05_everyFlippedBitOfAContainerIsNoticedOrHarmless() throws IOException {
        var gzip = gzip(SOME);
        for (var i = 0; i < gzip.length * 8; i++) {
            var flipped = gzip.clone();
            flipped[i / 8] ^= (byte) (1 << (i % 8));
            try {
                // MTIME, XFL, OS and the spare bits of the last block carry nothing.
                assertThat(BitstringCodec.decode("u" + Base64Url.encode(flipped))).isEqualTo(SOME);
            } catch (MalformedInput noticed) {
                assertThat(noticed).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void L05_theTextIsMultibaseBase64UrlInItsOneSpelling() {
        var good = BitstringCodec.encode(SOME);

        for (var bad : new String[]{good.substring(1), good + "=", " " + good, "z" + good.substring(1), "", "u",
            good + "A"}) {
            assertThatThrownBy(() -> BitstringCodec.decode(bad)).as(bad).isInstanceOf(MalformedInput.class);
        }
    }

    private static void refusedAsBitstring(byte[] container) {
        assertThatThrownBy(() -> BitstringCodec.decode("u" + Base64Url.encode(container)))
                .isInstanceOf(MalformedInput.class);
    }

    private static void refusedAsToken(byte[] container) {
        assertThatThrownBy(() -> TokenStatusCodec.decode(Base64Url.encode(container)))
                .isInstanceOf(MalformedInput.class);
    }

    private static byte[] lst(String markdown) {
        var json = markdown.substring(markdown.indexOf('{')).replaceAll("\\s", "");
        return TokenStatusCodec.decode(
                StrictJson.parseObject(json).get("lst").stringValue());
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var stream = new GZIPOutputStream(out)) {
            stream.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] zlib(byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var stream = new DeflaterOutputStream(out)) {
            stream.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
