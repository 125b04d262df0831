package id.signet.credential.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.MalformedInput;
import id.signet.registry.PublicUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebOriginTest {

    @ParameterizedTest
    @CsvSource({"https://www.example.org, https://www.example.org", "https://www.example.org/, https://www.example.org",
        "HTTPS://WWW.Example.org, https://www.example.org", "https://example.org:443, https://example.org",
        "https://example.org:8443/, https://example.org:8443", "http://localhost:8080, http://localhost:8080",
        "http://localhost:80, http://localhost"})
    void anOriginHasOneSpelling(String text, String spelled) {
        assertThat(WebOrigin.parse(text)).hasToString(spelled);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.org", "//example.org", "https:example.org", "https://",
        "https://example.org/a",
        "https://example.org?a", "https://example.org#a", "https://user@example.org", "https://example.org//",
        "ftp://example.org", "javascript:alert(1)", "did:web:example.org", "https://exa mple.org",
        "https://例え.example", "null"})
    void whatIsNoOriginIsRefused(String text) {
        assertThatThrownBy(() -> WebOrigin.parse(text)).isInstanceOf(MalformedInput.class);
    }

    @Test
    void ourOwnIsThatOfThePublicUrlWithoutItsPath() {
        assertThat(WebOrigin.of(new PublicUrl("https://id.example.org:8443/signet")))
                .hasToString("https://id.example.org:8443");
        assertThat(WebOrigin.of(new PublicUrl("http://localhost:8080"))).hasToString("http://localhost:8080");
    }

    @Test
    void theConfigurationStandsAtItsRoot() {
        assertThat(WebOrigin.parse("https://www.example.org/").configuration())
                .hasToString("https://www.example.org/.well-known/did-configuration.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://www.example.org", "https://localhost", "https://127.0.0.1", "https://[::1]",
        "https://2130706433"})
    void N09_N10_whatIsNoHostOnTheWebIsNotAsked(String text) {
        assertThatThrownBy(() -> WebOrigin.parse(text).configuration()).isInstanceOf(MalformedInput.class);
    }
}
