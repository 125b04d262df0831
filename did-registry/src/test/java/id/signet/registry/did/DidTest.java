package id.signet.registry.did;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.MalformedInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DidTest {

    @ParameterizedTest
    @ValueSource(strings = {"did:weid:example:0x7e5f4552091a69125d5dfcb7b8c2659029395bdf",
        "did:web:localhost%3A8080:dids:00",
        "did:example:a::b", "did:x:-._"})
    void aDidIsWrittenAsItWasRead(String text) {
        assertThat(Did.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "did", "did:", "did:web", "did:web:", "did::x", "DID:web:x", "did:Web:x", "did:web:x:",
        "did:web:a/b", "did:web:a?b", "did:web:a#b", "did:web:a b", "did:web:%zz", "did:web:%4", "did:web:ü",
        "did:web:x\n"})
    void otherTextIsNone(String text) {
        assertThatThrownBy(() -> Did.parse(text)).isInstanceOf(MalformedInput.class);
    }

    @Test
    void N08_anIdentifierOfTenKilobytesIsRefused() {
        assertThatThrownBy(() -> Did.parse("did:key:z" + "1".repeat(10_240))).isInstanceOf(MalformedInput.class)
                .hasMessageContaining("2048");
    }

    @Test
    void aDidUrlIsWrittenAsItWasRead() {
        String text = "did:web:example.com:a/path;x/y?versionId=4&service=files#key-1";
        DidUrl url = DidUrl.parse(text);

        assertThat(url).hasToString(text);
        assertThat(url.did()).isEqualTo(Did.parse("did:web:example.com:a"));
        assertThat(url.path()).isEqualTo("/path;x/y");
        assertThat(url.query()).contains("versionId=4&service=files");
        assertThat(url.fragment()).contains("key-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#key-1", "/path", "did:web:a#b#c", "did:web:a/ b", "did:web:a#<", "did:web:a?\"",
        "did:web:a/%x"})
    void otherTextIsNoDidUrl(String text) {
        assertThatThrownBy(() -> DidUrl.parse(text)).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"did:web:a", "did:web:a#", "did:web:a/p#x", "did:web:a?q#x"})
    void aMethodIdIsADidAndAFragment(String text) {
        assertThatThrownBy(() -> DidUrl.parseMethodId(text)).isInstanceOf(MalformedInput.class);
    }
}
