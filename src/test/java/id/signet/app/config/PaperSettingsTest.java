package id.signet.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.timestamp.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaperSettingsTest {

    @TempDir
    private Path folder;

    private static PaperSettings settings(Map<String, String> environment) {
        return new PaperSettings(name -> Optional.ofNullable(environment.get(name)));
    }

    private String trust() throws IOException, CertificateEncodingException {
        TestAuthority authority = new TestAuthority(Instant.parse("2026-11-28T10:00:00Z"));
        return Files.writeString(folder.resolve("trust.pem"), "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(authority.root().getEncoded())
                + "\n-----END CERTIFICATE-----\n").toString();
    }

    private static void refused(Runnable reading, String... words) {
        assertThatThrownBy(reading::run).isInstanceOf(ConfigurationRefused.class).hasMessageContainingAll(words);
    }

    @Test
    void nothingIsNeeded() {
        PaperSettings none = settings(Map.of());
        assertThat(none.keyStore()).isEmpty();
        assertThat(none.timestampTrust()).isEmpty();
        assertThat(none.timestampAuthority()).isEmpty();
    }

    @Test
    void anAuthorityIsReadWithItsTrustAndPolicy() throws IOException, CertificateEncodingException {
        PaperSettings all = settings(Map.of("SIGNET_TIMESTAMP_URL", "http://tsa.example/tsa", "SIGNET_TIMESTAMP_TRUST",
                trust(), "SIGNET_TIMESTAMP_POLICY", "1.3.6.1.4.1.32473.7"));
        assertThat(all.timestampAuthority().orElseThrow()).hasToString("http://tsa.example:80/tsa");
        assertThat(all.timestampTrust().orElseThrow().policy()).contains("1.3.6.1.4.1.32473.7");
        assertThat(all.timestampTrust().orElseThrow().anchors().certificates()).hasSize(1);
    }

    @Test
    void anAuthorityWithoutTrustAnAddressThatIsNoneAndAPolicyInWordsAreRefused()
            throws IOException, CertificateEncodingException {
        refused(() -> settings(Map.of("SIGNET_TIMESTAMP_URL", "http://tsa.example/")).timestampTrust(),
                "SIGNET_TIMESTAMP_TRUST is not set");
        refused(() -> settings(Map.of("SIGNET_TIMESTAMP_URL", "ftp://tsa.example/")).timestampAuthority(),
                "SIGNET_TIMESTAMP_URL");
        Map<String, String> words = Map.of("SIGNET_TIMESTAMP_TRUST", trust(), "SIGNET_TIMESTAMP_POLICY", "the usual");
        refused(() -> settings(words).timestampTrust(), "SIGNET_TIMESTAMP_POLICY", "object identifier");
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        refused(() -> settings(Map.of("SIGNET_TIMESTAMP_TRUST", empty.toString())).timestampTrust(), "no certificate");
    }

    @Test
    void aKeyStoreThatIsNoneOrHasNoPasswordIsRefused() throws IOException {
        String file = Files.writeString(folder.resolve("keys.p12"), "hello").toString();
        refused(() -> settings(Map.of("SIGNET_PAPER_KEYSTORE", file)).keyStore(), "SIGNET_PAPER_PASSWORD is not set");
        refused(() -> settings(Map.of("SIGNET_PAPER_KEYSTORE", file, "SIGNET_PAPER_PASSWORD", "opensesame")).keyStore(),
                "SIGNET_PAPER_KEYSTORE", "no PKCS #12 file");
        refused(() -> settings(Map.of("SIGNET_PAPER_KEYSTORE", file + "x", "SIGNET_PAPER_PASSWORD", "x")).keyStore(),
                "cannot be read");
    }
}
