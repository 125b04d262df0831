package id.signet.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.app.RunningSignet;
import id.signet.app.operate.BackupDamaged;
import id.signet.app.operate.BackupFile;
import id.signet.crypto.key.MasterKey;
import id.signet.crypto.key.Sealer;
import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code signet backup} and {@code signet restore}, from one place to another. */
class BackupCommandsTest {

    @TempDir
    Path folder;

    private List<String> settings;
    private Path file;

    @BeforeEach
    void aPlace() throws IOException {
        settings = RunningSignet.settingsOfProduction(Files.createDirectory(folder.resolve("first")));
        file = folder.resolve("signet.backup");
    }

    /** Writes some entries and backs them up while the service runs and others write. */
    private String backUpUnderLoad() throws IOException, InterruptedException {
        try (RunningSignet signet = RunningSignet.production(settings)) {
            String did = signet.createDid("weid", "Ed25519").get("did").stringValue();
            AtomicBoolean going = new AtomicBoolean(true);
            Thread writer = Thread.ofVirtual().start(() -> {
                while (going.get()) {
                    another(signet);
                }
            });
            Ran ran = Ran.with(settings, "backup", "--to", file.toString());
            going.set(false);
            writer.join();
            assertThat(ran.code()).as("%s", ran).isZero();
            assertThat(ran.out()).contains("log.example.org/2026", "BACKED UP");
            return did;
        }
    }

    private static void another(RunningSignet signet) {
        try {
            signet.createDid("weid", "P-256");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> anotherPlace(String name) throws IOException {
        return RunningSignet.settingsOfProduction(Files.createDirectory(folder.resolve(name)));
    }

    @Test
    void aBackupOfTheRunningServiceIsRestoredWholeOnANewHost() throws Exception {
        String did = backUpUnderLoad();
        List<String> second = anotherPlace("second");
        Ran restored = Ran.with(second, "restore", "--from", file.toString());
        assertThat(restored.code()).as("%s", restored).isZero();
        assertThat(restored.out()).contains("RESTORED");
        Ran sound = Ran.with(second, "log", "fsck", "--deep");
        assertThat(sound.code()).as("%s", sound).isZero();

        Ran again = Ran.with(second, "restore", "--from", file.toString());
        assertThat(again.code()).isEqualTo(78);
        assertThat(again.out()).startsWith("REFUSED: there is a database");

        // The guard is not in a backup: who restores on a new host says so, and it stands in the log.
        assertThat(Ran.with(second, "log", "accept-guard-loss", "--reason", "The first host burnt.").code()).isZero();
        try (RunningSignet signet = RunningSignet.production(second)) {
            assertThat(signet.get("/api/v1/dids/" + did).toString()).contains(did);
            assertThat(signet.http().send("GET /api/v1/audit", signet.bearer()).toString()).contains("store.restore");
            signet.createDid("weid", "Ed25519");
        }
    }

    @Test
    void R17_aBackupOlderThanTheGuardIsRefusedAndNothingIsTouched() throws Exception {
        backUpUnderLoad();
        try (RunningSignet signet = RunningSignet.production(settings)) {
            signet.createDid("weid", "Ed25519");
        }
        Path data = folder.resolve("first").resolve("data");
        Files.move(data, folder.resolve("lost"));
        Ran ran = Ran.with(settings, "restore", "--from", file.toString());
        assertThat(ran.code()).isEqualTo(78);
        assertThat(ran.out()).startsWith("REFUSED: ").contains("a checkpoint of ", "was published");
        try (var files = Files.list(data)) {
            assertThat(files).isEmpty();
        }
        Ran told = Ran.with(settings, "restore", "--from", file.toString(), "--new-origin", "log.example.org/2027",
                "--reason", "The disk broke.");
        assertThat(told.code()).isEqualTo(78);
        assertThat(told.out()).startsWith("REFUSED: entries are signed for the origin");
    }

    @Test
    void R17_theNewestBackupIsTakenBackBesideItsGuard() throws Exception {
        try (RunningSignet signet = RunningSignet.production(settings)) {
            signet.createDid("weid", "Ed25519");
        }
        assertThat(Ran.with(settings, "backup", "--to", file.toString()).code()).isZero();
        Files.move(folder.resolve("first").resolve("data"), folder.resolve("lost"));
        Ran ran = Ran.with(settings, "restore", "--from", file.toString());
        assertThat(ran.code()).as("%s", ran).isZero();
        try (RunningSignet signet = RunningSignet.production(settings)) {
            signet.createDid("weid", "Ed25519");
        }
    }

    @Test
    void R18_aFlippedByteInAnyPartIsNamedBeforeTheTargetIsTouched() throws Exception {
        backUpUnderLoad();
        byte[] whole = Files.readAllBytes(file);
        List<String> second = anotherPlace("second");
        Sealer sealer = MasterKey.fromFile(folder.resolve("first").resolve("master.key")).sealer("backup/manifest");
        Path damaged = folder.resolve("damaged.backup");
        for (String part : List.of("audit", "key_ring", "log_checkpoint", "log_entry", "log_hashes", "log_head",
                "log_key", "did_version", "manifest", "seal")) {
            int at = beginOf(part, whole) + 4 + 3;
            byte[] copy = whole.clone();
            copy[at] ^= 0x10;
            Files.write(damaged, copy);
            assertThatThrownBy(() -> new BackupFile(damaged, sealer).verify(Optional.empty()))
                    .isInstanceOf(BackupDamaged.class)
                    .hasMessageContaining("part " + part);
        }
        Random random = new Random(18);
        for (int round = 0; round < 200; round++) {
            byte[] copy = whole.clone();
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(damaged, copy);
            assertThatThrownBy(() -> new BackupFile(damaged, sealer).verify(Optional.empty()))
                    .isInstanceOf(BackupDamaged.class);
        }
        Files.write(damaged, Arrays.copyOf(whole, whole.length - 1));
        Ran ran = Ran.with(second, "restore", "--from", damaged.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).startsWith("DAMAGED: ").contains("Nothing was touched");
        assertThat(folder.resolve("second").resolve("data").resolve("signet.mv.db")).doesNotExist();
    }

    /** Where the first block of a part begins. */
    private static int beginOf(String part, byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("P\0" + (char) part.length() + part);
        assertThat(at).as(part).isPositive();
        return at + 3 + part.length();
    }

    @Test
    @RequiresPostgres
    void aBackupGoesFromOneKindOfDatabaseToTheOtherAndBack() throws Exception {
        String did = backUpUnderLoad();
        try (TestDatabase database = TestDatabase.postgres()) {
            List<String> second = new ArrayList<>(anotherPlace("second"));
            second.add("SIGNET_DATABASE_URL=" + database.url());
            second.add("SIGNET_DATABASE_USER=" + database.user());
            Ran restored = Ran.with(second, "restore", "--from", file.toString());
            assertThat(restored.code()).as("%s", restored).isZero();
            Ran again = Ran.with(second, "restore", "--from", file.toString());
            assertThat(again.out()).startsWith("REFUSED: the database is not empty");
            assertThat(Ran.with(second, "log", "fsck", "--deep").out()).contains("SOUND");

            Path back = folder.resolve("back.backup");
            assertThat(Ran.with(second, "backup", "--to", back.toString()).out()).contains("BACKED UP");
            List<String> third = anotherPlace("third");
            Ran home = Ran.with(third, "restore", "--from", back.toString());
            assertThat(home.code()).as("%s", home).isZero();
            assertThat(Ran.with(third, "log", "fsck", "--deep").out()).contains("SOUND");
            assertThat(Ran.with(third, "log", "accept-guard-loss", "--reason", "Moved.").code()).isZero();
            try (RunningSignet signet = RunningSignet.production(third)) {
                assertThat(signet.get("/api/v1/dids/" + did).toString()).contains(did);
            }
        }
    }
}
