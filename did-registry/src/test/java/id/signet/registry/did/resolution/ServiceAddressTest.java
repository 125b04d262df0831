package id.signet.registry.did.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceAddressTest {

    private static final String FILES = "https://agency.example/files/public/";

    @ParameterizedTest
    @CsvSource({"report.pdf, https://agency.example/files/public/report.pdf",
        "a/b/../c, https://agency.example/files/public/a/c", "./x?page=2, https://agency.example/files/public/x?page=2",
        "/files/public/y, https://agency.example/files/public/y",
        "?page=2, https://agency.example/files/public/?page=2"})
    void aReferenceLeadsBelowTheAddress(String reference, String location) {
        assertThat(ServiceAddress.below(FILES, reference)).contains(location);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "a/../../secret", "/etc/passwd", "//evil.example/x", "https://evil.example/x",
        "%2e%2e/secret", "%2e%2e%2fsecret", "%252e%252e/secret", "%252e%252e%252fsecret", "a/%25252e%25252e/b",
        "..%5csecret", "javascript:alert(1)", "a b", "%zz"})
    void aReferenceThatLeadsOutIsNone(String reference) {
        assertThat(ServiceAddress.below(FILES, reference)).isEmpty();
    }

    @Test
    void anAddressWithoutAPathHasTheWholeHostBelowIt() {
        assertThat(ServiceAddress.below("https://agency.example", "a/b")).contains("https://agency.example/a/b");
    }

    @Test
    void nothingIsBelowAnAddressThatIsNoHierarchy() {
        assertThat(ServiceAddress.below("did:key:z6Mk", "a")).isEmpty();
    }
}
