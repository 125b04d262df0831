package id.signet.ledger.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.note.AddCheckpoint;
import id.signet.ledger.note.Cosigner;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.testing.LyingLog;
import id.signet.ledger.testing.SteppingClock;
import id.signet.ledger.witness.WitnessOutcome.Conflict;
import id.signet.ledger.witness.WitnessOutcome.Cosigned;
import id.signet.ledger.witness.WitnessOutcome.Forbidden;
import id.signet.ledger.witness.WitnessOutcome.Malformed;
import id.signet.ledger.witness.WitnessOutcome.NotFound;
import id.signet.ledger.witness.WitnessOutcome.Unprocessable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessTest {

    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

    private final SigningKey logKey = SoftwareSigningKey.generate(KeyType.ED25519);
    private final SigningKey witnessKey = SoftwareSigningKey.generate(KeyType.ED25519);
    private final LyingLog log = LyingLog.begin("log.example/lies", logKey).grow(20, "leaf");
    private final SteppingClock clock = new SteppingClock(NOW);

    @TempDir
    Path folder;

    private FileWitnessRecords records;
    private Witness witness;

    @BeforeEach
    void start() {
        records = new FileWitnessRecords(folder);
        witness = witness();
    }

    @AfterEach
    void stop() {
        records.close();
    }

    private Witness witness() {
        return new Witness(new Cosigner("witness.example/w1", witnessKey), List.of(log.verifierKey()), records, clock);
    }

    private WitnessOutcome ask(AddCheckpoint request) {
        return ask(request.encode());
    }

    private WitnessOutcome ask(String request) {
        return witness.addCheckpoint(request.getBytes(StandardCharsets.UTF_8));
    }

    private void cosigned(AddCheckpoint request) {
        assertThat(ask(request)).isInstanceOf(Cosigned.class);
    }

    // ---- a log that grows ----

    @Test
    void aGrowingLogIsCosignedAndTheLineVerifiesUnderTheWitnessKeyWithItsTime() {
        cosigned(log.request(0, 5));
        clock.advance(Duration.ofMillis(2_900));

        WitnessOutcome outcome = ask(log.request(5, 13));

        String line = ((Cosigned) outcome).line();
        SignedCheckpoint.WitnessLine cosignature = log.checkpoint(13).cosignedBy(witness.verifierKey(), line);
        assertThat(cosignature.time()).isEqualTo(NOW.plusSeconds(2));
        assertThat(log.checkpoint(13)
                .with(cosignature.line())
                .verify(log.verifierKey(), List.of(witness.verifierKey()))
                .witnesses()).hasSize(1);
    }

    @Test
    void everyStepOfAGrowingLogIsCosigned() {
        int known = 0;
        for (int size : new int[]{0, 1, 2, 3, 4, 7, 8, 8, 15, 16, 20}) {
            cosigned(log.request(known, size));
            known = size;
        }
    }

    @Test
    void anotherOldSizeIsAnsweredWithTheOneThatIsKnown() {
        assertThat(ask(log.request(3, 5))).isEqualTo(new Conflict(TreeSize.ZERO));
        cosigned(log.request(0, 5));
        assertThat(ask(log.request(0, 9))).isEqualTo(new Conflict(new TreeSize(5)));
        assertThat(ask(log.request(4, 9))).isEqualTo(new Conflict(new TreeSize(5)));
    }

    @Test
    void monitorsGetTheCheckpointWithTheLinesOfLogAndWitnessAlone() {
        assertThat(witness.latest(Witness.hash(log.origin()))).isEmpty();
        SignedCheckpoint shown = log.checkpoint(5)
                .with(new Cosigner("stranger.example", SoftwareSigningKey.generate(KeyType.ED25519))
                        .cosign(log.checkpoint(5), NOW));
        cosigned(new AddCheckpoint(TreeSize.ZERO, List.of(), shown));

        SignedCheckpoint served = SignedCheckpoint
                .parse(witness.latest(Witness.hash(log.origin())).orElseThrow());
        assertThat(served.note().signatures()).hasSize(2);
        assertThat(served.verify(log.verifierKey(), List.of(witness.verifierKey())).witnesses()).hasSize(1);
        assertThat(witness.latest(Witness.hash("log.example/other"))).isEmpty();
    }

    @Test
    void aClockThatWasSetBackMakesNoCosignatureEarlierThanTheOneBefore() {
        cosigned(log.request(0, 5));
        clock.set(NOW.minusSeconds(3_600));

        String line = ((Cosigned) ask(log.request(5, 6))).line();

        assertThat(log.checkpoint(6).cosignedBy(witness.verifierKey(), line).time()).isEqualTo(NOW);
    }

    // ---- memory ----

    @Test
    void aWitnessThatStartsAgainRemembersWhatItCosigned() {
        cosigned(log.request(0, 5));
        records.close();
        records = new FileWitnessRecords(folder);
        witness = witness();

        assertThat(ask(log.request(0, 3))).isEqualTo(new Conflict(new TreeSize(5)));
        cosigned(log.request(5, 9));
    }

    @Test
    void theRecordIsOnDiskWhenTheCosignatureIsGiven() throws Exception {
        String line = ((Cosigned) ask(log.request(0, 5))).line();

        assertThat(Files.readString(folder.resolve(Witness.hash(log.origin()) + ".checkpoint"))).endsWith(line);
    }

    @Test
    void aSecondProcessIsTurnedAwayFromTheFolder() {
        assertThatThrownBy(() -> new FileWitnessRecords(folder)).isInstanceOf(WitnessRefusesToStart.class);
    }

    @Test
    void aRecordOfAnotherKeyOrADamagedOneStopsTheStart() throws Exception {
        cosigned(log.request(0, 5));
        Path file = folder.resolve(Witness.hash(log.origin()) + ".checkpoint");
        String record = Files.readString(file);
        Files.writeString(file, record.replace("\n5\n", "\n4\n"));
        assertThatThrownBy(this::witness).isInstanceOf(WitnessRefusesToStart.class);

        Files.writeString(file, record);
        assertThatThrownBy(() -> new Witness(
                new Cosigner("witness.example/w1", SoftwareSigningKey.generate(KeyType.ED25519)),
                List.of(log.verifierKey()), records, clock)).isInstanceOf(WitnessRefusesToStart.class);
    }

    @Test
    void G07_ofTwoRacingRequestsForDifferentRootsOneIsCosigned() throws Exception {
        cosigned(log.request(0, 5));
        List<AddCheckpoint> racing = IntStream.range(0, 16)
                .mapToObj(i -> log.fork(5).grow(4, "view " + i).request(5, 9))
                .toList();
        List<Callable<WitnessOutcome>> asks = racing.stream()
                .<Callable<WitnessOutcome>>map(request -> () -> ask(request))
                .toList();

        List<WitnessOutcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<WitnessOutcome> outcome : threads.invokeAll(asks)) {
                outcomes.add(outcome.get());
            }
        }

        assertThat(outcomes).filteredOn(Cosigned.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Conflict.class::isInstance)
                .hasSize(15)
                .containsOnly(new Conflict(new TreeSize(9)));
    }

    // ---- G08: sizes and grammar ----

    @Test
    void G08_anOldSizeBeyondTheCheckpointIsMalformed() {
        assertThat(ask(log.request(5, 5).encode().replaceFirst("old 5", "old 6"))).isInstanceOf(Malformed.class);
    }

    @Test
    void G08_anOldSizeOf2To63OrNegativeOrWrittenOtherwiseIsMalformed() {
        for (String old : List.of("9223372036854775808", "18446744073709551616", "-1", "+1", "01", "00", "1.0", "0x1",
                "",
                " 1", "1 ", "١")) {
            assertThat(ask(log.request(0, 5).encode().replaceFirst("old 0", "old " + old))).as(old)
                    .isInstanceOf(Malformed.class);
        }
        assertThat(ask(log.request(0, 5).encode().replaceFirst("\n5\n", "\n9223372036854775808\n")))
                .isInstanceOf(Malformed.class);
        assertThat(ask(log.request(0, 5).encode().replaceFirst("\n5\n", "\n-5\n"))).isInstanceOf(Malformed.class);
    }

    @Test
    void aRequestOfAnyOtherFormIsMalformed() {
        String good = log.request(5, 9).encode();
        for (String bad : List.of("", "\n", "old 5", good.replaceFirst("old 5\n", ""), good.replaceFirst("old", "Old"),
                good.replaceFirst("old 5", "old  5"), good.replaceFirst("\n", "\r\n"),
                good.replaceFirst("\n\n", "\nnot base64\n\n"), good.replaceFirst("\n\n", "\nAAAA\n\n"),
                good.substring(0, good.length() - 1), good + "\n", good + "more\n", " " + good)) {
            assertThat(ask(bad)).as(bad).isInstanceOf(Malformed.class);
        }
        assertThat(witness.addCheckpoint(new byte[]{'o', 'l', 'd', ' ', '0', (byte) 0xff, '\n', '\n'}))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void aProofOfMoreThan63HashesIsMalformed() {
        String hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
        String checkpoint = log.checkpoint(9).text();
        assertThat(ask("old 0\n" + hash.repeat(64) + "\n" + checkpoint)).isInstanceOf(Malformed.class);
        assertThat(ask("old 0\n" + hash.repeat(63) + "\n" + checkpoint)).isInstanceOf(Unprocessable.class);
    }

    // ---- G13: whose checkpoint ----

    @Test
    void G13_aLogThatIsNotWatchedIsNotFound() {
        assertThat(ask(LyingLog.begin("log.example/other", logKey).grow(5, "leaf").request(0, 5)))
                .isEqualTo(new NotFound());
    }

    @Test
    void G13_aCheckpointThatTheLogDidNotSignIsForbidden() {
        LyingLog impostor = LyingLog.begin(log.origin(), SoftwareSigningKey.generate(KeyType.ED25519))
                .grow(5, "leaf");
        assertThat(ask(impostor.request(0, 5))).isInstanceOf(Forbidden.class);
        // Name and key id of the log, and a signature over something else.
        String other = log.checkpoint(6).text();
        String forged = log.request(0, 5).encode();
        forged = forged.substring(0, forged.indexOf('—')) + other.substring(other.indexOf('—'));
        assertThat(ask(forged)).isInstanceOf(Forbidden.class);
    }

    @Test
    void G13_signaturesOfUnknownKeysAreIgnored() {
        LyingLog impostor = LyingLog.begin(log.origin(), SoftwareSigningKey.generate(KeyType.ED25519))
                .grow(20, "leaf");
        String line = impostor.checkpoint(5).text();
        line = line.substring(line.indexOf('—'));
        String request = log.request(0, 5).encode();
        int first = request.indexOf('—');
        assertThat(ask(request.substring(0, first) + line + request.substring(first))).isInstanceOf(Cosigned.class);
    }

    @Test
    void G13_linesBehindTheSignaturesAreMalformed() {
        assertThat(ask(log.request(0, 5).encode() + "and more\n")).isInstanceOf(Malformed.class);
        assertThat(ask(log.request(0, 5).encode() + "\n")).isInstanceOf(Malformed.class);
    }

    // ---- a log that lies ----

    @Test
    void G12_twoRootsForOneSizeAreNeverBothCosignedAndTheSecondIsKeptAsProof() throws Exception {
        cosigned(log.request(0, 9));
        LyingLog other = log.fork(5).grow(4, "another");

        assertThat(ask(other.request(9, 9))).isInstanceOf(Unprocessable.class);

        try (Stream<Path> accusations = Files.list(folder.resolve("accusations"))) {
            assertThat(accusations.toList()).singleElement()
                    .satisfies(file -> assertThat(Files.readString(file)).isEqualTo(other.checkpoint(9).text()));
        }
    }

    @Test
    void G12_aForkIsNotCosignedWhateverProofItBrings() {
        cosigned(log.request(0, 9));
        LyingLog fork = log.fork(8).grow(8, "another");

        assertThat(ask(fork.request(9, 16))).isInstanceOf(Unprocessable.class);
        assertThat(ask(new AddCheckpoint(new TreeSize(9), log.proof(9, 16), fork.checkpoint(16))))
                .isInstanceOf(Unprocessable.class);
        assertThat(ask(new AddCheckpoint(new TreeSize(9), List.of(), fork.checkpoint(16))))
                .isInstanceOf(Unprocessable.class);
        cosigned(log.request(9, 16));
    }

    @Test
    void aRollbackIsNotCosigned() {
        cosigned(log.request(0, 9));
        assertThat(ask(log.request(0, 5))).isEqualTo(new Conflict(new TreeSize(9)));
        assertThat(ask(log.request(5, 5))).isEqualTo(new Conflict(new TreeSize(9)));
        assertThat(ask(log.request(5, 5).encode().replaceFirst("old 5", "old 9"))).isInstanceOf(Malformed.class);
    }

    @Test
    void aProofThatIsChangedShortenedOrLengthenedIsNotEnough() {
        cosigned(log.request(0, 5));
        List<Hash> proof = log.proof(5, 13);
        for (int i = 0; i < proof.size(); i++) {
            List<Hash> changed = new ArrayList<>(proof);
            changed.set(i, MerkleTree.EMPTY_ROOT);
            assertThat(ask(new AddCheckpoint(new TreeSize(5), changed, log.checkpoint(13))))
                    .isInstanceOf(Unprocessable.class);
        }
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(MerkleTree.EMPTY_ROOT);
        for (List<Hash> bad : List.of(longer, proof.subList(1, proof.size()),
                proof.subList(0, proof.size() - 1), List.<Hash>of(),
                Collections.nCopies(63, MerkleTree.EMPTY_ROOT))) {
            assertThat(ask(new AddCheckpoint(new TreeSize(5), bad, log.checkpoint(13))))
                    .isInstanceOf(Unprocessable.class);
        }
    }

    @Test
    void aProofFromTheEmptyTreeMustBeEmpty() {
        assertThat(ask(new AddCheckpoint(TreeSize.ZERO, log.proof(5, 13), log.checkpoint(13))))
                .isInstanceOf(Unprocessable.class);
    }

    @Test
    void aTreeWithoutLeavesHasTheRootOfTheEmptyTree() {
        assertThat(ask(new AddCheckpoint(TreeSize.ZERO, List.of(), log.claim(0, log.root(3)))))
                .isInstanceOf(Unprocessable.class);
        cosigned(log.request(0, 0));
    }

    @Test
    void aWrongRootForALongerTreeIsNotCosigned() {
        cosigned(log.request(0, 5));
        assertThat(ask(new AddCheckpoint(new TreeSize(5), log.proof(5, 13), log.claim(13, log.root(12)))))
                .isInstanceOf(Unprocessable.class);
    }
}
