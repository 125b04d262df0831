package id.signet.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.RunningSignet;
import id.signet.ledger.jdbc.H2Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands that work on the log of a stopped service. */
class LogCommandsTest {

    @TempDir
    Path folder;

    private List<String> settings;

    @BeforeEach
    void aLogWithAFewEntries() throws IOException {
        settings = RunningSignet.settingsOfProduction(folder);
        try (RunningSignet signet = RunningSignet.production(settings)) {
            String did = signet.createDid("weid", "Ed25519").get("did").stringValue();
            signet.post(200, "dids/" + did + "/keys", "{\"keyType\":\"P-256\"}");
            signet.post(201, "authorities", "{\"did\":\"" + did + "\",\"name\":\"Board\"}");
        }
    }

    @Test
    void aReplayIsIdenticalUntilAPublicRowIsChangedBehindTheLogsBack() throws SQLException {
        Ran ran = Ran.with(settings, "log", "replay");
        assertThat(ran.code()).as("%s", ran).isZero();
        assertThat(ran.out()).contains("4 entries replayed", "IDENTICAL");

        try (H2Database database = H2Database.open(folder.resolve("data"), "signet", "");
                var connection = DriverManager.getConnection(database.url(), "signet", "");
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE trust_authority_version SET name = 'Thief'")).isEqualTo(1);
        }
        Ran after = Ran.with(settings, "log", "replay");
        assertThat(after.code()).isEqualTo(1);
        assertThat(after.out()).contains("DIFFERENT in 1 rows", "trust_authority_version");
    }

    @Test
    void G03_aCheckNamesTheEntryThatWasChangedBehindTheLogsBack() throws SQLException {
        Ran sound = Ran.with(settings, "log", "fsck", "--deep");
        assertThat(sound.code()).as("%s", sound).isZero();
        assertThat(sound.out()).contains("4 entries read", "SOUND");

        change("UPDATE log_entry SET entry = (SELECT entry FROM log_entry WHERE leaf_index = 1) WHERE leaf_index = 2");
        Ran after = Ran.with(settings, "log", "fsck");
        assertThat(after.code()).isEqualTo(1);
        assertThat(after.out()).contains("DAMAGED, 1 objects", "entry 2 is damaged");
    }

    @Test
    void G04_aCheckSaysThatTheGuardRemembersMore() throws SQLException {
        change("DELETE FROM log_entry WHERE leaf_index = 3");
        Ran ran = Ran.with(settings, "log", "fsck");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("entry 3 or one before it is missing", "audit ", "points at entry 3");
    }

    @Test
    void aDeepCheckFindsAPublicRowThatTheLogDoesNotMake() throws SQLException {
        change("UPDATE trust_authority_version SET name = 'Thief'");
        assertThat(Ran.with(settings, "log", "fsck").code()).isZero();
        Ran ran = Ran.with(settings, "log", "fsck", "--deep");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("public row ", "trust_authority_version");
    }

    private void change(String sql) throws SQLException {
        try (H2Database database = H2Database.open(folder.resolve("data"), "signet", "");
                var connection = DriverManager.getConnection(database.url(), "signet", "");
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    @Test
    void anExportedLogIsVerifiedFileByFileAndImportedForReading() throws IOException {
        String key;
        try (RunningSignet signet = RunningSignet.production(settings)) {
            key = signet.get("/api/v1/ledger/checkpoint").get("verifierKey").stringValue();
        }
        Path files = folder.resolve("exported");
        Ran exported = Ran.with(settings, "log", "export", "--to", files.toString());
        assertThat(exported.code()).as("%s", exported).isZero();
        assertThat(exported.out()).contains("4 entries written", "EXPORTED");
        assertThat(files.resolve("key")).hasContent(key);

        List<String> second = RunningSignet.settingsOfProduction(Files.createDirectory(folder.resolve("second")));
        for (String name : List.of("tile/entries/000.p/4", "tile/0/000.p/4", "checkpoint")) {
            byte[] right = Files.readAllBytes(files.resolve(name));
            byte[] wrong = right.clone();
            wrong[wrong.length / 2] ^= 4;
            Files.write(files.resolve(name), wrong);
            Ran damaged = Ran.with(second, "log", "import", "--from", files.toString(), "--key", key);
            assertThat(damaged.code()).as("%s", damaged).isEqualTo(1);
            assertThat(damaged.out()).startsWith("DAMAGED: ").contains(name.substring(0, name.indexOf('/') + 1));
            Files.write(files.resolve(name), right);
        }
        assertThat(folder.resolve("second").resolve("data").resolve("signet.mv.db")).doesNotExist();

        Ran imported = Ran.with(second, "log", "import", "--from", files.toString(), "--key", key);
        assertThat(imported.code()).as("%s", imported).isZero();
        assertThat(imported.out()).contains("4 entries verified", "IMPORTED");
        Ran sound = Ran.with(second, "log", "fsck", "--deep", "--key", key);
        assertThat(sound.code()).as("%s", sound).isZero();
        Path again = folder.resolve("again");
        assertThat(Ran.with(second, "log", "export", "--to", again.toString(), "--key", key).code()).isZero();
        assertThat(again.resolve("tile/entries/000.p/4")).hasSameBinaryContentAs(files.resolve("tile/entries/000.p/4"));
        assertThat(again.resolve("checkpoint")).hasSameBinaryContentAs(files.resolve("checkpoint"));
        assertThat(Ran.with(second, "log", "import", "--from", files.toString(), "--key", key).code()).isEqualTo(78);
    }

    @Test
    void G06_whileTheServiceRunsACommandIsRefused() {
        try (RunningSignet _ = RunningSignet.production(settings)) {
            for (Ran ran : List.of(Ran.with(settings, "log", "replay"),
                    Ran.with(settings, "log", "accept-guard-loss", "--reason", "lost"))) {
                assertThat(ran.code()).isEqualTo(78);
                assertThat(ran.out()).startsWith("REFUSED: ").hasLineCount(1);
            }
        }
    }

    @Test
    void M08_withoutSettingsACommandIsRefusedAndNamesWhatIsMissing() {
        Ran ran = Ran.with(settings.stream().filter(one -> !one.startsWith("SIGNET_NETWORK=")).toList(), "log",
                "replay");
        assertThat(ran.code()).isEqualTo(78);
        assertThat(ran.out()).startsWith("REFUSED: SIGNET_NETWORK is not set");
    }

    @Test
    void G05_aLostGuardIsAcceptedOnAWordThatStandsInTheLog() throws IOException {
        Ran kept = Ran.with(settings, "log", "accept-guard-loss", "--reason", "none");
        assertThat(kept.code()).isEqualTo(78);
        assertThat(kept.out()).contains("the guard is not lost");

        loseTheGuard();
        Ran accepted = Ran.with(settings, "log", "accept-guard-loss", "--reason", "The second disk broke.");
        assertThat(accepted.code()).as("%s", accepted).isZero();
        try (RunningSignet signet = RunningSignet.production(settings)) {
            JsonNode entry = signet.get("/api/v1/ledger/entries/4");
            assertThat(entry.get("body").get("reason").stringValue()).isEqualTo("The second disk broke.");
            signet.createDid("weid", "Ed25519");
        }
        assertThat(Ran.with(settings, "log", "replay").code()).isZero();
    }

    @Test
    void aReplayStartsNoLogAndNeedsNoGuard() throws IOException {
        loseTheGuard();
        Ran ran = Ran.with(settings, "log", "replay");
        assertThat(ran.code()).as("%s", ran).isZero();
    }

    private void loseTheGuard() throws IOException {
        try (var files = Files.list(folder.resolve("guard"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
