package id.signet.crypto.cms;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.MalformedInput;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictDerTest {

    private static void check(String hex) {
        StrictDer.check(HexFormat.of().parseHex(hex), 1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3000", "30060201000101ff", "0500", "020200ff", "0201ff", "a0020500", "800100",
        "0400"})
    void oneValueInItsOnlyFormPasses(String hex) {
        assertThatCode(() -> check(hex)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"'',cut off", "30,cut off", "300102,cut off", "30000500,behind", "30800000,not definite",
        "30840000000500,not definite", "308100,shortest", "308180,cut off", "308200ff,shortest", "3082000105,shortest",
        "02020001,shortest form", "0202ffff,shortest form", "0200,shortest form", "010101,neither true nor false",
        "0100,neither true nor false", "24020400,in pieces", "1f0100,tag", "1000,not one"})
    void anyOtherFormIsRefused(String hex, String reason) {
        assertThatThrownBy(() -> check(hex)).isInstanceOf(MalformedInput.class).hasMessageContaining(reason);
    }

    @Test
    void deepNestingIsRefusedBeforeItCosts() {
        byte[] deep = new byte[120];
        for (int i = 0; i < deep.length; i += 2) {
            deep[i] = 0x30;
            deep[i + 1] = (byte) (deep.length - i - 2);
        }
        assertThatThrownBy(() -> StrictDer.check(deep, 1_000)).isInstanceOf(MalformedInput.class)
                .hasMessageContaining("deeply");
    }

    @Test
    void tooLongIsToldApart() {
        assertThatThrownBy(() -> StrictDer.check(new byte[11], 10)).isInstanceOf(MalformedInput.TooLarge.class);
    }
}
