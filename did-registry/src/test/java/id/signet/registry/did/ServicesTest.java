package id.signet.registry.did;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;

class ServicesTest {

    private static final Did OWNER = Did.parse("did:weid:example:0x7e5f4552091a69125d5dfcb7b8c2659029395bdf");

    private static ArrayNode service(String id, String endpoint) {
        ArrayNode services = Json.array();
        services.addObject().put("id", id).put("type", "LinkedDomains").put("serviceEndpoint", endpoint);
        return services;
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://academy.example/files?a=b#c", "http://localhost:8080",
        "https://xn--fiq228c.example/",
        "did:web:academy.example", "did:web:academy.example#files"})
    void webAddressesAndDidUrlsAreTaken(String endpoint) {
        assertThat(Services.parse(OWNER, service("#files", endpoint))).singleElement().satisfies(service -> {
            assertThat(service.id()).isEqualTo(OWNER.withFragment("files"));
            assertThat(service.endpoints()).containsExactly(endpoint);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd",
        "mailto:someone@academy.example", "vbscript:x", "//academy.example", "/files", "files", "", "https:academy",
        "https://user:pw@academy.example/", "https://academy.example/<script>", "https://academy.example/ x",
        "did:web"})
    void N07_otherAddressesAreRefused(String endpoint) {
        assertThatThrownBy(() -> Services.parse(OWNER, service("#files", endpoint))).isInstanceOf(MalformedInput.class);
    }

    @Test
    void N07_anAddressOfTenKilobytesIsRefused() {
        ArrayNode services = service("#files", "https://academy.example/" + "a".repeat(10_240));

        assertThatThrownBy(() -> Services.parse(OWNER, services)).isInstanceOf(MalformedInput.class)
                .hasMessageContaining("1024");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://academy.example/people/li.wei@mail.example",
        "https://academy.example/?m=li%40mail.example",
        "https://academy.example/call/+4915112345678", "https://academy.example/tel/13912345678",
        "https://academy.example/id/11010519491231002X", "https://academy.example/ssn/078-05-1120"})
    void N07_anAddressThatNamesAPersonIsRefused(String endpoint) {
        assertThatThrownBy(() -> Services.parse(OWNER, service("#files", endpoint))).isInstanceOf(MalformedInput.class)
                .hasMessageContaining("for ever");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://academy.example/2026/11/23", "https://academy.example/110105194912310021",
        "https://academy.example/v1/00112233445566778899aabbccddeeff"})
    void ordinaryNumbersArePersonalToNobody(String endpoint) {
        assertThat(Services.parse(OWNER, service("#files", endpoint))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "#", "#a b", "did:web:other.example#files", "#11010519491231002X", "#a/b"})
    void theIdIsAFragmentOfTheOwnDid(String id) {
        assertThatThrownBy(() -> Services.parse(OWNER, service(id, "https://academy.example")))
                .isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "[{\"id\":\"#a\",\"type\":\"T\"}]",
        "[{\"id\":\"#a\",\"type\":\"T\",\"serviceEndpoint\":{\"uri\":\"https://a.example\"}}]",
        "[{\"id\":\"#a\",\"type\":\"T\",\"serviceEndpoint\":[]}]",
        "[{\"id\":\"#a\",\"type\":\"<b>\",\"serviceEndpoint\":\"https://a.example\"}]",
        "[{\"id\":\"#a\",\"type\":\"T\",\"serviceEndpoint\":\"https://a.example\",\"name\":\"x\"}]",
        "[{\"id\":\"#a\",\"type\":\"T\",\"serviceEndpoint\":\"https://a.example\"},"
                + "{\"id\":\"#a\",\"type\":\"T\",\"serviceEndpoint\":\"https://b.example\"}]"})
    void otherShapesAreRefused(String json) {
        assertThatThrownBy(() -> Services.parse(OWNER, StrictJson.parse(json))).isInstanceOf(MalformedInput.class);
    }
}
