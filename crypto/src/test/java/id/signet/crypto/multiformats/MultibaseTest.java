package id.signet.crypto.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import id.signet.crypto.MalformedInput;

class MultibaseTest {

    /** draft-msporny-base58-03 §5. */
    @Test
    void base58BtcKnowsItsDraftsTestVectors() {
        assertThat(Multibase.encodeBase58Btc(utf8("Hello World!"))).isEqualTo("z2NEpo7TZRRrLZSi2U");
        assertThat(Multibase.encodeBase58Btc(utf8("The quick brown fox jumps over the lazy dog.")))
                .isEqualTo("zUSm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z");
        assertThat(Multibase.encodeBase58Btc(new byte[]{0x00, 0x00, 0x28, 0x7f, (byte) 0xb4, (byte) 0xcd}))
                .isEqualTo("z11233QC4");
    }

    @Test
    void whatWasEncodedIsReadBack() {
        Random random = new Random(5);
        for (int length = 0; length < 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            for (int zero = 0; zero < length % 5; zero++) {
                bytes[zero] = 0;
            }
            assertThat(Multibase.decode(Multibase.encodeBase58Btc(bytes))).isEqualTo(bytes);
            assertThat(Multibase.decode(Multibase.encodeBase64Url(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void leadingZerosAndOnesKeepTheirNumber() {
        assertThat(Multibase.encodeBase58Btc(new byte[3])).isEqualTo("z111");
        assertThat(Multibase.decode("z111")).isEqualTo(new byte[3]);
        assertThat(Multibase.decode("z")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"z0", "zO", "zI", "zl", "z+", "z 2", "z2\n", "z2é", "z2\u0000", "z２"})
    void aCharacterOutsideTheAlphabetIsRefused(String text) {
        assertThatThrownBy(() -> Multibase.decode(text)).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"uAA==", "uAA=", "uAB", "u+A", "u/A", "uA", "u A", "uAA\n"})
    void base64UrlWithPaddingSpareBitsOrOtherCharactersIsRefused(String text) {
        assertThatThrownBy(() -> Multibase.decode(text)).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2NEpo7TZRRrLZSi2U", "mAAA", "Z2", "fab"})
    void anotherBaseIsRefused(String text) {
        assertThatThrownBy(() -> Multibase.decode(text)).isInstanceOf(MalformedInput.class);
    }

    @Test
    void base58HasALengthLimitBecauseItCostsTheSquare() {
        assertThatThrownBy(() -> Multibase.decode("z" + "2".repeat(Multibase.MAX_BASE58_LENGTH + 1)))
                .isInstanceOf(MalformedInput.TooLarge.class);
        assertThat(Multibase.decode("z" + "2".repeat(Multibase.MAX_BASE58_LENGTH))).isNotEmpty();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
