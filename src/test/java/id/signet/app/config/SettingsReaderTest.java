package id.signet.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.app.RunningSignet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What production refuses to start with; each refusal names the setting. */
class SettingsReaderTest {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void everythingAnOperatorMustSet() throws IOException {
        RunningSignet.settingsOfProduction(folder).forEach(setting -> {
            String[] pair = setting.split("=", 2);
            environment.put(pair[0], pair[1]);
        });
    }

    @Test
    void withEverythingSetProductionStarts() {
        Settings settings = reader().production();
        assertThat(settings.sandbox()).isFalse();
        assertThat(settings.authorities()).isEmpty();
        assertThat(settings.database()).isInstanceOf(Settings.Database.Embedded.class);
        assertThat(settings.toString()).doesNotContain(RunningSignet.OPERATORS_KEY);
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGNET_PUBLIC_URL", "SIGNET_LOG_ORIGIN", "SIGNET_NETWORK", "SIGNET_ADMIN_KEY",
        "SIGNET_MASTER_KEY_FILE", "SIGNET_DATA_DIR", "SIGNET_GUARD_DIR"})
    void M08_withoutOneOfThemItRefusesAndNamesIt(String name) {
        environment.remove(name);
        assertRefused(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "changeme-changeme-changeme-changeme-changeme",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "0123456789abcdef0123456789abcdef0123456789abcdef", "MySecretQ8zr1yp0mt5vkxw3cn7bj2dlhg9sffeauorivwq"})
    void M08_aWeakOrSampleKeyIsRefused(String key) {
        environment.put("SIGNET_ADMIN_KEY", key);
        assertRefused("SIGNET_ADMIN_KEY");
        environment.put("SIGNET_ADMIN_KEY", RunningSignet.OPERATORS_KEY);
        environment.remove("SIGNET_MASTER_KEY_FILE");
        environment.put("SIGNET_MASTER_KEY", key);
        assertRefused("SIGNET_MASTER_KEY");
    }

    @Test
    void theMasterKeyIsGivenOnceAndKeptApartFromTheData() {
        environment.put("SIGNET_MASTER_KEY", RunningSignet.OPERATORS_KEY + "=");
        assertRefused("SIGNET_MASTER_KEY_FILE");
        environment.remove("SIGNET_MASTER_KEY");
        environment.put("SIGNET_MASTER_KEY_FILE", environment.get("SIGNET_DATA_DIR") + "/master.key");
        assertRefused("SIGNET_MASTER_KEY_FILE");
        environment.put("SIGNET_MASTER_KEY_FILE", environment.get("SIGNET_DATA_DIR") + "/../data/x/../master.key");
        assertRefused("SIGNET_MASTER_KEY_FILE");
    }

    @ParameterizedTest
    @CsvSource({"SIGNET_PUBLIC_URL,http://id.example.org", "SIGNET_PUBLIC_URL,https://id.example.org/#x",
        "SIGNET_PUBLIC_URL,id.example.org", "SIGNET_LOG_ORIGIN,https://log.example.org", "SIGNET_LOG_ORIGIN,Log",
        "SIGNET_NETWORK,Main Net", "SIGNET_NETWORK,a:b", "SIGNET_DATABASE_URL,jdbc:h2:mem:x",
        "SIGNET_DATABASE_URL,postgresql://localhost/signet", "SIGNET_AUTHORITIES,somebody", "SIGNET_PREVIEW,Ed25519",
        "SIGNET_PREVIEW,ML-DSA-65",
        "SIGNET_ANONYMOUS_VERIFICATIONS_PER_MINUTE,0", "SIGNET_ANONYMOUS_VERIFICATIONS_PER_MINUTE,many"})
    void whatCannotBeMeantIsRefusedByName(String name, String value) {
        environment.put(name, value);
        assertRefused(name);
    }

    @Test
    void aDatabaseOfItsOwnNeedsItsUser() {
        environment.put("SIGNET_DATABASE_URL", "jdbc:postgresql://localhost/signet");
        assertRefused("SIGNET_DATABASE_USER");
        environment.put("SIGNET_DATABASE_USER", "signet");
        environment.put("SIGNET_DATABASE_PASSWORD", "hidden");
        assertThat(reader().production().database().toString()).doesNotContain("hidden");
    }

    @Test
    void theGuardIsNotInsideTheData() {
        environment.put("SIGNET_GUARD_DIR", environment.get("SIGNET_DATA_DIR") + "/guard");
        assertRefused("SIGNET_GUARD_DIR");
    }

    @Test
    void theSandboxMakesItsSecretsOnceAndTellsTheAdminKeyOnce() throws IOException {
        environment.clear();
        environment.put("SIGNET_DATA_DIR", folder.resolve("sandbox").toString());
        Settings first = reader().sandbox();
        assertThat(told).containsExactly(first.adminKey());
        assertThat(Files.readString(folder.resolve("sandbox/admin.key")).strip()).isEqualTo(first.adminKey());
        Settings second = reader().sandbox();
        assertThat(told).hasSize(1);
        assertThat(second).isEqualTo(first);
    }

    private SettingsReader reader() {
        return new SettingsReader(name -> Optional.ofNullable(environment.get(name)), told::add);
    }

    private void assertRefused(String name) {
        assertThatThrownBy(() -> reader().production()).isInstanceOf(ConfigurationRefused.class)
                .hasMessageContaining(name);
    }
}
