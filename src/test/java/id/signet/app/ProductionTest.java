package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import id.signet.app.api.wire.RawHttp;
import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.app.config.ConfigurationRefused;
import id.signet.app.config.StartRefusedAnalyzer;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.MasterKeyRefused;
import id.signet.ledger.LedgerRefusesToStart;
import id.signet.ledger.LedgerRefusesToStart.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service without the sandbox profile serves, and what it does not start with. */
class ProductionTest {

    @TempDir
    static Path folder;

    private static RunningSignet signet;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.production(RunningSignet.settingsOfProduction(folder));
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    // ---- what is served ----

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/openapi.yaml", "/docs/swagger-ui-bundle.js", "/swagger-ui", "/h2-console",
        "/actuator", "/actuator/health", "/actuator/env", "/actuator/heapdump", "/webjars/swagger-ui/index.html"})
    void M05_noDoorOfTheSandboxAndNoneOfTheOperatorsIsOnThePublicPort(String path) throws IOException {
        assertThat(signet.http().send("GET " + path).status()).isEqualTo(404);
        assertThat(signet.http().send("GET " + path, signet.bearer()).status()).isEqualTo(404);
    }

    @Test
    void M05_theManagementPortTellsHealthAndNothingThatHelpsAThief() throws IOException {
        RawHttp management = new RawHttp(signet.managementPort());
        var health = URI.create("http://127.0.0.1:" + signet.managementPort() + "/actuator/health").toURL();
        try (InputStream in = health.openStream()) {
            assertThat(StrictJson.parse(in.readAllBytes()).get("status").stringValue()).isEqualTo("UP");
        }
        for (String closed : List.of("env", "configprops", "beans", "heapdump", "threaddump", "logfile", "loggers",
                "mappings", "shutdown", "conditions", "httpexchanges")) {
            assertThat(management.send("GET /actuator/" + closed).status()).as(closed).isEqualTo(404);
        }
        assertThat(management.send("GET /api/v1/ledger/checkpoint").status()).isEqualTo(404);
    }

    @Test
    void itTellsBrowsersThatItIsReachedByHttpsAlone() throws IOException {
        Answer answer = signet.http().send("GET /log/checkpoint");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
    }

    @Test
    void nothingIsSeededAndNobodyIsTrusted() throws IOException {
        String did = signet.createDid("weid", "Ed25519").get("did").stringValue();
        assertThat(did).startsWith("did:weid:main:0x");
        Answer issued = signet.send("credentials", RunningSignet.certificate(did, "vc+jwt"));
        assertThat(issued.status()).isEqualTo(422);
        assertThat(issued.json().get("type").stringValue()).isEqualTo("urn:signet:problem:type-not-registered");
        Answer accredited = signet.send("issuers", "{\"did\":\"" + did + "\",\"name\":\"Me\",\"accreditations\":"
                + "[{\"credentialType\":\"https://id.example.org/types/1\"}]}");
        assertThat(accredited.status()).isEqualTo(400);
        assertThat(accredited.json().get("detail").stringValue()).contains("accreditedBy");
    }

    @Test
    void T13_noSecretStandsInTheDataDirectory() throws IOException {
        byte[] key = RunningSignet.OPERATORS_KEY.getBytes(StandardCharsets.US_ASCII);
        byte[] master = Files.readString(folder.resolve("master.key")).strip().getBytes(StandardCharsets.US_ASCII);
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(content.contains(new String(key, StandardCharsets.ISO_8859_1))).as("%s", file).isFalse();
                assertThat(content.contains(new String(master, StandardCharsets.ISO_8859_1))).as("%s", file).isFalse();
            }
        }
    }

    // ---- what it does not start with ----

    @Test
    void G06_aSecondProcessOnOneDataDirectoryRefuses() throws IOException {
        assertRefused(RunningSignet.settingsOfProduction(folder), Reason.DIRECTORY_IN_USE);
    }

    @Test
    void aMasterKeyFileThatOthersCanReadIsRefused(@TempDir Path other) throws IOException {
        List<String> settings = RunningSignet.settingsOfProduction(other);
        Files.setPosixFilePermissions(other.resolve("master.key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(refusal(settings)).isInstanceOf(MasterKeyRefused.class).hasMessageContaining("0600");
        Files.delete(other.resolve("master.key"));
        assertThat(refusal(settings)).isInstanceOf(MasterKeyRefused.class).hasMessageContaining("there is no master");
    }

    @Test
    void G05_aLogThatIsNotAsItWasLeftIsNotSigned(@TempDir Path other) throws IOException {
        List<String> settings = RunningSignet.settingsOfProduction(other);
        RunningSignet.production(settings).close();

        assertRefused(changed(settings, "SIGNET_PUBLIC_URL", "https://other.example.org"), Reason.BINDING_CHANGED);
        assertRefused(changed(settings, "SIGNET_NETWORK", "other"), Reason.BINDING_CHANGED);
        assertThat(refusal(changed(settings, "SIGNET_LOG_ORIGIN", "other.example.org/1")))
                .isInstanceOf(LedgerRefusesToStart.class);
        assertRefused(changed(settings, "SIGNET_GUARD_DIR", other.resolve("elsewhere").toString()),
                Reason.GUARD_MISSING);
        assertRefused(changed(settings, "SIGNET_DATA_DIR", other.resolve("empty").toString()), Reason.DATABASE_EMPTY);
        // Nothing was changed by trying.
        RunningSignet.production(settings).close();
    }

    @Test
    void aRefusedStartIsToldToTheOperatorInAWordAndNotInAStackTrace() {
        var analyzer = new StartRefusedAnalyzer();
        var analysis = Objects.requireNonNull(analyzer.analyze(new IllegalStateException("a bean",
                new LedgerRefusesToStart(Reason.GUARD_MISSING, "there is no guard"))));
        assertThat(analysis.getDescription()).contains("GUARD_MISSING", "there is no guard");
        assertThat(analysis.getAction()).contains("docs/operations.md");
        assertThat(analyzer.analyze(new IllegalStateException("something else"))).isNull();
        assertThat(StartRefusedAnalyzer.refusal(new IllegalStateException(new ConfigurationRefused("x")))).isPresent();
    }

    @Test
    void M08_aProcessWithoutSettingsExits78AndSaysWhatToSet(@TempDir Path other) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path said = other.resolve("said");
        ProcessBuilder command = new ProcessBuilder(java.toString(), "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), SignetApplication.class.getName());
        command.environment().keySet().removeIf(name -> name.startsWith("SIGNET_") || name.startsWith("SPRING_"));
        Process process = command.directory(other.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(78);
        assertThat(Files.readString(said)).contains("SIGNET_PUBLIC_URL is not set", "docs/operations.md")
                .doesNotContain("\tat ");
    }

    private static Throwable refusal(List<String> settings) {
        Throwable failure = catchThrowable(() -> RunningSignet.production(settings).close());
        assertThat(failure).as("the start").isNotNull();
        return StartRefusedAnalyzer.refusal(failure).orElseThrow(() -> new AssertionError("not a refusal", failure));
    }

    private static void assertRefused(List<String> settings, Reason reason) {
        assertThat(refusal(settings)).isInstanceOfSatisfying(LedgerRefusesToStart.class,
                refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static List<String> changed(List<String> settings, String name, String value) {
        List<String> others = new ArrayList<>(settings);
        others.removeIf(setting -> setting.startsWith(name + "="));
        others.add(name + "=" + value);
        return others;
    }
}
