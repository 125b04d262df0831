package id.signet.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import id.signet.ledger.CheckpointGuard;
import id.signet.ledger.Hash;
import id.signet.ledger.LedgerRefusesToStart.Reason;
import id.signet.ledger.LedgerRefusesToStart;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.Durability;
import id.signet.ledger.embedded.EmbeddedLedger.Pace;
import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.embedded.FileCheckpointGuard;
import id.signet.ledger.note.NoteSigner;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.testing.CounterLedger;
import id.signet.ledger.testing.Counters.Add;
import id.signet.ledger.testing.CrashFolders;
import id.signet.ledger.testing.Judge;
import id.signet.ledger.testing.Writer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills, cuts and old copies of a log on H2, judged from outside. Rows G and R of the fault matrix. */
class H2FaultTest {

    private static final VerifierKey LOG = new NoteSigner(CounterLedger.START.origin(), Writer.key()).verifierKey();
    private static final Pace PATIENT = new Pace(Duration.ofHours(1), 512, 512);

    /** More by {@code -Dsignet.kill.rounds=200}. */
    private static final int KILL_ROUNDS = Integer.getInteger("signet.kill.rounds", 3);

    private final Random random = new Random();
    private final Judge judge = new Judge(LOG);

    @TempDir
    private Path folder;

    private static EmbeddedLedger open(CounterLedger place) {
        return place.open(Writer.key(), Clock.systemUTC(), PATIENT, fault -> {
        });
    }

    private void write(CounterLedger place, int entries) {
        try (EmbeddedLedger ledger = open(place)) {
            write(ledger, entries);
        }
    }

    private void write(EmbeddedLedger ledger, int entries) {
        for (int i = 0; i < entries; i++) {
            judge.answered(ledger.submit(new Add("a", 1, "me")));
        }
        judge.seen(ledger.checkpoint());
    }

    private void checkAndGoOn(Path where, Judge witness) {
        try (CounterLedger place = CounterLedger.onH2(where, fault -> {
        }); EmbeddedLedger ledger = open(place)) {
            witness.check(place, ledger);
            witness.goesOn(ledger);
        }
    }

    @Test
    void R1_killedAtRandomTimesItLosesNothingAcknowledgedAndNeverForks() throws Exception {
        for (int round = 0; round < KILL_ROUNDS; round++) {
            int before = judge.acknowledgements();
            Process writer = fork();
            try (BufferedReader pipe = new BufferedReader(
                    new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII))) {
                record(pipe.readLine());
                Thread killer = Thread.ofPlatform().start(() -> {
                    try {
                        Thread.sleep(random.nextInt(50, 1_500));
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    writer.toHandle().destroyForcibly();
                });
                for (String line = pipe.readLine(); line != null; line = pipe.readLine()) {
                    record(line);
                }
                killer.join();
                writer.waitFor();
            }
            assertThat(judge.acknowledgements()).isGreaterThan(before);
            checkAndGoOn(folder, judge);
        }
    }

    private Process fork() throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** A line that the kill cut off is no acknowledgement. */
    private void record(String line) {
        String[] words = line.split(" ", -1);
        if (words.length == 4 && words[3].length() % 4 == 0) {
            judge.acknowledged(Long.parseLong(words[1]), Hash.of(HexFormat.of().parseHex(words[2])),
                    new String(Base64.getDecoder().decode(words[3]), StandardCharsets.UTF_8));
        }
    }

    /** A copy of the folder at a point of the order of writes, and what had been answered by then. */
    private record Image(String point, Path folder, Judge journal) {}

    @Test
    void R2_cutAtEachPointOfTheOrderOfWritesItLosesNothingAcknowledgedAndNeverForks() {
        List<Image> images = new ArrayList<>();
        Path live = folder.resolve("live");
        try (CounterLedger place = CounterLedger.onH2(live, fault -> {
        })) {
            Durability durability = new Durability() {
                @Override
                public void force() {
                    image("committed, not forced", images, live);
                    place.durability().force();
                    image("forced, not signed", images, live);
                }

                @Override
                public boolean commitsAreDurable() {
                    return false;
                }
            };
            CheckpointGuard guard = new CheckpointGuard() {
                @Override
                public Optional<String> read() {
                    return place.guard().read();
                }

                @Override
                public void remember(String checkpoint) {
                    image("about to be published", images, live);
                    place.guard().remember(checkpoint);
                    image("guarded, not listed", images, live);
                }
            };
            try (EmbeddedLedger ledger = open(place.with(durability).with(guard))) {
                write(ledger, 2);
                ledger.publishNow();
                write(ledger, 1);
            }
        }

        assertThat(images).extracting(Image::point)
                .contains("committed, not forced", "forced, not signed",
                        "about to be published", "guarded, not listed");
        for (Image image : images) {
            checkAndGoOn(image.folder, image.journal);
        }
    }

    private void image(String point, List<Image> images, Path live) {
        Path copy = folder.resolve("image" + images.size());
        CrashFolders.copy(live, copy);
        images.add(new Image(point, copy, judge.copy()));
    }

    @Test
    void G01_aLastRecordCutAtAnyOffsetDropsOnlyWhatWasNotAcknowledged() throws IOException {
        List<Image> images = new ArrayList<>();
        Path live = folder.resolve("live");
        long acknowledged;
        int opened;
        try (CounterLedger place = CounterLedger.onH2(live, fault -> {
        })) {
            write(place, 20);
            Durability cutting = new Durability() {
                @Override
                public void force() {
                    image("the last record is with the operating system", images, live);
                    place.durability().force();
                }

                @Override
                public boolean commitsAreDurable() {
                    return false;
                }
            };
            try (EmbeddedLedger ledger = open(place.with(cutting))) {
                opened = images.size();
                acknowledged = Files.size(database(live));
                ledger.submit(new Add("unacknowledged", 1, "me"));
            }
        }
        Image image = images.get(opened);
        long full = Files.size(database(image.folder));
        assertThat(full).isGreaterThan(acknowledged);
        List<Long> cuts = new ArrayList<>(List.of(1L, 2L, 511L, 4_095L, 4_096L, full - acknowledged));
        for (int i = 0; i < 10; i++) {
            cuts.add(random.nextLong(1, full - acknowledged + 1));
        }
        for (long cut : cuts) {
            Path copy = folder.resolve("cut" + cut);
            if (Files.exists(copy)) {
                continue;
            }
            CrashFolders.copy(image.folder, copy);
            truncate(database(copy), Math.max(full - cut, acknowledged));
            checkAndGoOn(copy, image.journal.copy());
        }
    }

    @Test
    void G02_aFileCutBelowTheLastPublishedCheckpointIsNeverSignedOver() throws IOException {
        try (CounterLedger place = CounterLedger.onH2(folder.resolve("live"), fault -> {
        })) {
            write(place, 30);
        }
        long full = Files.size(database(folder.resolve("live")));
        for (int round = 1; round <= 8; round++) {
            Path copy = folder.resolve("cut" + round);
            CrashFolders.copy(folder.resolve("live"), copy);
            truncate(database(copy), full * round / 9);
            Optional<String> guard = new FileCheckpointGuard(copy.resolve("guard")).read();
            refusesOrIsWhole(copy);
            assertThat(new FileCheckpointGuard(copy.resolve("guard")).read()).isEqualTo(guard);
        }
    }

    /** Either the database or the log refuses; where neither does, nothing that was acknowledged is missing. */
    private void refusesOrIsWhole(Path copy) {
        CounterLedger place;
        try {
            place = CounterLedger.onH2(copy, fault -> {
            });
        } catch (RuntimeException e) {
            return;
        }
        try (place; EmbeddedLedger ledger = open(place)) {
            judge.check(place, ledger);
        } catch (LedgerRefusesToStart e) {
            assertThat(e.reason()).isIn(Reason.DATABASE_EMPTY, Reason.TREE_OLDER_THAN_GUARD, Reason.TREE_DAMAGED);
        }
    }

    @Test
    void G04_yesterdaysCopyOfTheDataIsRefused() {
        Path live = folder.resolve("live");
        try (CounterLedger place = CounterLedger.onH2(live, fault -> {
        })) {
            write(place, 5);
        }
        Path yesterday = folder.resolve("yesterday");
        CrashFolders.copy(live, yesterday);
        try (CounterLedger place = CounterLedger.onH2(live, fault -> {
        })) {
            write(place, 5);
        }
        Path restored = folder.resolve("restored");
        CrashFolders.copy(yesterday.resolve("data"), restored.resolve("data"));
        CrashFolders.copy(live.resolve("guard"), restored.resolve("guard"));

        try (CounterLedger place = CounterLedger.onH2(restored, fault -> {
        })) {
            assertThatThrownBy(() -> open(place)).asInstanceOf(type(LedgerRefusesToStart.class))
                    .extracting(LedgerRefusesToStart::reason)
                    .isEqualTo(Reason.TREE_OLDER_THAN_GUARD);
            assertThat(place.store().head().size()).isEqualTo(new TreeSize(6));
        }
    }

    @Test
    void G05_aDeletedGuardIsRefused() throws IOException {
        try (CounterLedger place = CounterLedger.onH2(folder, fault -> {
        })) {
            write(place, 3);
        }
        Files.delete(folder.resolve("guard").resolve("checkpoint"));
        try (CounterLedger place = CounterLedger.onH2(folder, fault -> {
        })) {
            assertThatThrownBy(() -> open(place)).asInstanceOf(type(LedgerRefusesToStart.class))
                    .extracting(LedgerRefusesToStart::reason)
                    .isEqualTo(Reason.GUARD_MISSING);
        }
    }

    @Test
    void aDatabaseThatVanishedIsNotBegunAnew() throws IOException {
        try (CounterLedger place = CounterLedger.onH2(folder, fault -> {
        })) {
            write(place, 3);
        }
        Files.delete(database(folder));
        assertThatThrownBy(() -> CounterLedger.onH2(folder, fault -> {
        })).asInstanceOf(type(LedgerRefusesToStart.class))
                .extracting(LedgerRefusesToStart::reason)
                .isEqualTo(Reason.DATABASE_EMPTY);
    }

    @Test
    void aDatabaseThatCameBackEmptyIsRefused() throws IOException {
        try (CounterLedger place = CounterLedger.onH2(folder, fault -> {
        })) {
            write(place, 3);
        }
        truncate(database(folder), 0);
        try (CounterLedger place = CounterLedger.onH2(folder, fault -> {
        })) {
            assertThatThrownBy(() -> open(place)).asInstanceOf(type(LedgerRefusesToStart.class))
                    .extracting(LedgerRefusesToStart::reason)
                    .isEqualTo(Reason.DATABASE_EMPTY);
        }
    }

    @Test
    void G06_aSecondProcessOnTheSameFolderExits() throws Exception {
        try (CounterLedger place = CounterLedger.onH2(folder, fault -> {
        })) {
            write(place, 1);
            Process second = fork();
            assertThat(new String(second.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("REFUSED DIRECTORY_IN_USE");
            assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(78);
            assertThatThrownBy(() -> H2Database.open(folder.resolve("data"), "sa", ""))
                    .asInstanceOf(type(LedgerRefusesToStart.class))
                    .extracting(LedgerRefusesToStart::reason)
                    .isEqualTo(Reason.DIRECTORY_IN_USE);
        }
    }

    private static Path database(Path folder) {
        return folder.resolve("data").resolve("signet.mv.db");
    }

    private static void truncate(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }
}
