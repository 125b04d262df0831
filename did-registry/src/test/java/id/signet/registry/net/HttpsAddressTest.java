package id.signet.registry.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import id.signet.crypto.MalformedInput;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsAddressTest {

    @Test
    void anAddressIsShownWithItsPortOnlyWhereItIsNot443() {
        assertThat(new HttpsAddress("issuer.example", 443, "/a/did.json")).hasToString(
                "https://issuer.example/a/did.json");
        assertThat(new HttpsAddress("issuer.example", 8443, "/did.json")).hasToString(
                "https://issuer.example:8443/did.json");
        assertThat(HttpsAddress.parse("https://Issuer.Example/x%20y"))
                .isEqualTo(new HttpsAddress("issuer.example", 443, "/x%20y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "a.localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1",
        "0x7f.1", "1.2.3.0x4", "[::1]", "::1", "0.0.0.0", "host", "a..b", "-a.example", "a_b.example", "a.example.",
        "", "例.jp", "a b.example", "a@b.example"})
    void N09_whatIsNoNameInDnsOrMeansThisMachineIsNoAddress(String host) {
        assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> new HttpsAddress(host, 443, "/did.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "did.json", "/../did.json", "/a/./b", "/%2E%2E/did.json", "/%2e%2e/did.json", "/.%2E/x",
        "/a?b", "/a#b", "/a b", "/a\\b", "/%zz"})
    void N14_aPathStaysBelowItsHost(String path) {
        assertThatExceptionOfType(MalformedInput.class)
                .isThrownBy(() -> new HttpsAddress("issuer.example", 443, path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://issuer.example/", "https://user@issuer.example/", "https://issuer.example/?q",
        "https://issuer.example/#f", "ftp://issuer.example/", "https:///x", "nonsense"})
    void N16_onlyPlainHttpsAddressesAreRead(String text) {
        assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> HttpsAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "172.31.255.255", "192.168.0.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "255.255.255.255", "224.0.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.9", "::1", "::", "fc00::1",
        "fd12::1", "fe80::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
        "2002:7f00:1::", "2001:0:1::1", "2001:db8::1", "3fff::1", "100::1", "5f00::1"})
    void N10_theseAreNotAddressesOfHostsOnTheInternet(String address) {
        assertThat(Network.isGlobal(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "192.0.1.1", "223.255.255.255", "2606:4700::1",
        "2a00:1450::1", "2001:4860::8888"})
    void theseAre(String address) {
        assertThat(Network.isGlobal(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void aNetworkIsAnAddressAndANumberOfBits() {
        assertThat(Network.parse("10.1.0.0/16").contains(InetAddress.ofLiteral("10.1.255.1"))).isTrue();
        assertThat(Network.parse("10.1.0.0/16").contains(InetAddress.ofLiteral("10.2.0.1"))).isFalse();
        assertThat(Network.parse("10.1.0.0/16").contains(InetAddress.ofLiteral("2001::1"))).isFalse();
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Network.parse("10.1.0.0/33"));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Network.parse("10.1.0.0"));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Network.parse("host/8"));
    }
}
