package id.signet.credential.linkage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.linkage.DidConfigurations.Answer;
import id.signet.ledger.testing.TrapHost;
import id.signet.registry.did.Did;
import id.signet.registry.net.Network;
import id.signet.registry.net.OutboundHttp;
import id.signet.registry.net.OutboundRules;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Origins read through the one door out; the origin is a trap on this machine. */
class WebConfigurationsTest {

    private static final Did DID = Did.parse("did:web:issuer.example");

    @TempDir
    static Path folder;

    private static TrapHost trap;
    private static OutboundHttp http;
    private static WebConfigurations configurations;

    @BeforeAll
    static void open() {
        trap = new TrapHost(folder, "-ext", "san=dns:issuer.example");
        http = new OutboundHttp(OutboundRules.of(Set.of(trap.port()), List.of(Network.parse("127.0.0.0/8")),
                trap.trusting()), host -> List.of(InetAddress.ofLiteral("127.0.0.1")), Clock.systemUTC());
        configurations = new WebConfigurations(http);
    }

    @AfterAll
    static void close() throws IOException {
        http.close();
        trap.close();
    }

    private static Answer answer(TrapHost.Behaviour behaviour) {
        trap.at(DidConfiguration.PATH, behaviour);
        return configurations.at(WebOrigin.parse("https://issuer.example:" + trap.port()), DID);
    }

    private static TrapHost.Behaviour json(String body) {
        return TrapHost.body("application/json", body.getBytes(UTF_8));
    }

    @Test
    void theResourceIsReadAtTheRootOfTheOriginAndNowhereElse() {
        assertThat(answer(json("{\"linked_dids\":[]}"))).isInstanceOfSatisfying(Answer.Found.class,
                found -> assertThat(found.resource().has("linked_dids")).isTrue());
        assertThat(trap.asked()).containsOnly("/.well-known/did-configuration.json");
    }

    @Test
    void anOriginWithoutOneHasNone() {
        assertThat(answer(TrapHost.status(404))).isInstanceOf(Answer.Absent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "{\"a\":1,\"a\":2}", "\"text\""})
    void whatIsNoJsonObjectIsMalformed(String body) {
        assertThat(answer(json(body))).isInstanceOf(Answer.Malformed.class);
    }

    @Test
    void N13_redirectsFaultsAndPagesAreNoAnswer() {
        for (TrapHost.Behaviour bad : List.of(TrapHost.status(302, "Location: https://127.0.0.1/"),
                TrapHost.status(500), TrapHost.body("text/html", "{}".getBytes(UTF_8)))) {
            assertThat(answer(bad)).isInstanceOfSatisfying(Answer.Unreachable.class,
                    unreachable -> assertThat(unreachable.code()).isEqualTo("origin-unreachable"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://issuer.example", "https://localhost", "https://127.0.0.1:8443",
        "https://issuer.example:6379"})
    void N09_N10_anOriginThatIsNoneOnTheWebIsNotAsked(String origin) {
        List<String> before = trap.asked();
        assertThat(configurations.at(WebOrigin.parse(origin), DID)).isInstanceOfSatisfying(Answer.Unreachable.class,
                unreachable -> assertThat(unreachable.code()).isEqualTo("origin-not-asked"));
        assertThat(trap.asked()).isEqualTo(before);
    }
}
