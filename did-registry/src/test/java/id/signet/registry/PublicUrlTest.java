package id.signet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.registry.testing.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PublicUrlTest {

    @TestFactory
    Stream<DynamicTest> everyAddressIsAsTheVectorsSay() {
        return Vectors.ours("did/addresses.json")
                .get("addresses")
                .valueStream()
                .map(vector -> DynamicTest.dynamicTest(vector.get("publicUrl").stringValue(), () -> check(vector)));
    }

    private static void check(JsonNode vector) {
        PublicUrl url = new PublicUrl(vector.get("publicUrl").stringValue());
        String opaque = vector.get("opaque").stringValue();

        assertThat(url.didWeb(opaque)).isEqualTo(vector.get("did").stringValue());
        assertThat(url.didDocument(opaque)).isEqualTo(vector.get("document").stringValue());
        assertThat(url.schema(2_000_000, 3)).isEqualTo(vector.get("schema").stringValue());
        assertThat(url.context(2_000_000, 3)).isEqualTo(vector.get("context").stringValue());
        assertThat(url.vct(2_000_000, 3)).isEqualTo(vector.get("vct").stringValue());
        assertThat(url.type(2_000_000)).isEqualTo(vector.get("type").stringValue());
        assertThat(url.types()).isEqualTo(vector.get("types").stringValue());
        assertThat(url.issuerType("academies")).isEqualTo(vector.get("issuerType").stringValue());
        assertThat(url.statusList(opaque)).isEqualTo(vector.get("status").stringValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "signet.example", "ftp://signet.example", "https://signet.example/",
        "https://Signet.example", "HTTPS://signet.example", "https://signet.example:443", "http://signet.example:80",
        "https://user@signet.example", "https://signet.example?x", "https://signet.example#x",
        "https://signet.example/a/../b", "https://signet.example/a//b", "https://signet.example/%61", "https://[::1]"})
    void otherTextIsNoPublicUrl(String text) {
        assertThatThrownBy(() -> new PublicUrl(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00112233445566778899AABBCCDDEEFF", "../etc/passwd"})
    void anOpaqueIdIs128BitsInHex(String text) {
        PublicUrl url = new PublicUrl("https://signet.example");

        assertThatThrownBy(() -> url.didWeb(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
