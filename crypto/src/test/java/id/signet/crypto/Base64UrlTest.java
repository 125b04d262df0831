package id.signet.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {

    @Test
    void whatIsEncodedIsDecoded() {
        Random random = new Random(4648);
        for (int length = 0; length < 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);

            assertThat(Base64Url.decode(Base64Url.encode(bytes))).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"QQ==", "QQ=", "Q", "QUJDRA=", "+w", "/w", "Q Q", "QQ\n", "QQ!", "*QQ", "QR", "QUJ",
        "\u0100w",
        "Q\0", "QQ.", "\u212AA"})
    void J16_aSecondSpellingOfTheSameBytesIsRefused(String text) {
        assertThatThrownBy(() -> Base64Url.decode(text)).isInstanceOf(MalformedInput.class);
    }
}
