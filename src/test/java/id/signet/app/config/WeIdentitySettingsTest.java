package id.signet.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.app.api.weidentity.DocumentShape;
import id.signet.registry.PublicUrl;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator may decide about the WeIdentity door; each refusal names the setting. */
class WeIdentitySettingsTest {

    private static final PublicUrl HERE = new PublicUrl("http://localhost:8080");

    private static WeIdentitySettings with(Map<String, String> environment) {
        return new WeIdentitySettings(name -> Optional.ofNullable(environment.get(name)));
    }

    @Test
    void withoutAWordTheDoorAsksForKeysAndTellsDocumentsAsTheNewestDoes() {
        assertThat(with(Map.of()).open(HERE)).isFalse();
        assertThat(with(Map.of()).documents()).isEqualTo(DocumentShape.V3_RESOLUTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "localhost"})
    void theDoorOpensWhereTheServiceListensOnThisMachineAlone(String address) {
        assertThat(with(Map.of("SIGNET_WEIDENTITY_OPEN", "true", "server.address", address)).open(HERE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
    void theDoorDoesNotOpenWhereOthersReachTheService(String address) {
        assertThatThrownBy(() -> with(Map.of("SIGNET_WEIDENTITY_OPEN", "true", "server.address", address)).open(HERE))
                .isInstanceOf(ConfigurationRefused.class)
                .hasMessageContaining("SIGNET_WEIDENTITY_OPEN");
    }

    /** A proxy that says nothing of itself passes on what comes from elsewhere. */
    @Test
    void theDoorDoesNotOpenWhereOthersKnowTheServiceByAName() {
        WeIdentitySettings settings = with(Map.of("SIGNET_WEIDENTITY_OPEN", "true", "server.address", "127.0.0.1"));
        assertThatThrownBy(() -> settings.open(new PublicUrl("https://192.0.2.1")))
                .isInstanceOf(ConfigurationRefused.class)
                .hasMessageContaining("https://192.0.2.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"college", "college=http://college.example/x", "=https://college.example/x",
        "college=https://college.example/x; College=https://college.example/y", "college=nowhere"})
    void anEndpointThatIsNoNameWithAnHttpsAddressIsRefused(String endpoints) {
        assertThatThrownBy(() -> with(Map.of("SIGNET_WEIDENTITY_ENDPOINTS", endpoints)).endpoints())
                .isInstanceOf(ConfigurationRefused.class)
                .hasMessageContaining("SIGNET_WEIDENTITY_ENDPOINTS");
    }

    @Test
    void theDoorDoesNotOpenWhereNoAddressIsGiven() {
        assertThatThrownBy(() -> with(Map.of("SIGNET_WEIDENTITY_OPEN", "true")).open(HERE))
                .isInstanceOf(ConfigurationRefused.class);
    }

    @Test
    void aWordThatIsNoneOfTheKnownIsRefused() {
        assertThatThrownBy(() -> with(Map.of("SIGNET_WEIDENTITY_OPEN", "yes")).open(HERE))
                .isInstanceOf(ConfigurationRefused.class)
                .hasMessageContaining("SIGNET_WEIDENTITY_OPEN");
        assertThatThrownBy(() -> with(Map.of("SIGNET_WEIDENTITY_DOCUMENT", "2.x")).documents())
                .isInstanceOf(ConfigurationRefused.class)
                .hasMessageContaining("1.x, 3.x-resolution");
    }
}
