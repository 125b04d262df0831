package id.signet.ledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerUnavailable;
import id.signet.ledger.Outcome;
import id.signet.ledger.Receipt;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.EmbeddedLedger.Pace;
import id.signet.ledger.jdbc.JdbcCosignatures;
import id.signet.ledger.note.NoteSigner;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.note.VerifiedCheckpoint;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.receipt.ReceiptResult;
import id.signet.ledger.receipt.ReceiptVerifier;
import id.signet.ledger.testing.CounterLedger;
import id.signet.ledger.testing.Counters.Add;
import id.signet.ledger.testing.InMemoryGuard;
import id.signet.ledger.testing.LyingLog;
import id.signet.ledger.testing.ScriptedWitness;
import id.signet.ledger.testing.ScriptedWitness.Mode;
import id.signet.ledger.testing.SteppingClock;
import id.signet.ledger.testing.TestDatabase;
import id.signet.ledger.witness.WitnessReport;
import id.signet.ledger.witness.Witnesses;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A log with two witnesses, on each database. */
abstract class CosigningContract {

    private static final SigningKey KEY = SoftwareSigningKey.generate(KeyType.ED25519);
    private static final VerifierKey LOG = new NoteSigner(CounterLedger.START.origin(), KEY).verifierKey();
    /** Publishes only when told to. */
    private static final Pace PATIENT = new Pace(Duration.ofHours(1), 512, 4_096);
    private static final int TRIES = 1_200;

    private final SteppingClock clock = new SteppingClock(Instant.parse("2026-11-24T03:00:00Z"));

    @TempDir
    Path folder;

    private TestDatabase database;
    private CounterLedger place;
    private ScriptedWitness first;
    private ScriptedWitness second;
    private Optional<EmbeddedLedger> open = Optional.empty();

    abstract TestDatabase database(Path folder);

    @BeforeEach
    void prepare() {
        database = database(folder.resolve("data"));
        place = CounterLedger.on(database, new InMemoryGuard());
        first = new ScriptedWitness("witness.example/1", folder.resolve("w1"), LOG, clock);
        second = new ScriptedWitness("witness.example/2", folder.resolve("w2"), LOG, clock);
    }

    @AfterEach
    void close() throws Exception {
        open.ifPresent(EmbeddedLedger::close);
        place.close();
        database.close();
        first.close();
        second.close();
    }

    private EmbeddedLedger open(int quorum) {
        open.ifPresent(EmbeddedLedger::close);
        EmbeddedLedger ledger = place.open(KEY, clock, PATIENT,
                new Witnesses(List.of(first, second), quorum,
                        Optional.of(new JdbcCosignatures(database.dataSource()))));
        open = Optional.of(ledger);
        return ledger;
    }

    private static LeafIndex add(EmbeddedLedger ledger) {
        LeafIndex index = ((Outcome.Appended) ledger.submit(new Add("a", 1, "x"))).entry().index();
        ledger.publishNow();
        return index;
    }

    private static void eventually(BooleanSupplier condition) throws Exception {
        for (int i = 0; i < TRIES; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            Thread.sleep(25);
        }
        fail("it never came to that");
    }

    private static boolean shows(EmbeddedLedger ledger, long size) {
        return ledger.witnesses().orElseThrow().witnessed().filter(new TreeSize(size)::equals).isPresent();
    }

    private VerifiedCheckpoint shown(EmbeddedLedger ledger) {
        return SignedCheckpoint.parse(ledger.checkpoint()).verify(LOG, List.of(first.witness(), second.witness()));
    }

    private static WitnessReport.State state(EmbeddedLedger ledger, ScriptedWitness witness) {
        return ledger.witnesses()
                .orElseThrow()
                .witnesses()
                .stream()
                .filter(state -> state.witness().equals(witness.witness()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatTheLogShowsIsWhatAQuorumCosigned() throws Exception {
        EmbeddedLedger ledger = open(2);
        add(ledger);
        eventually(() -> shows(ledger, 2));

        assertThat(shown(ledger).witnesses()).hasSize(2);
        add(ledger);
        add(ledger);
        eventually(() -> shows(ledger, 4));
        assertThat(shown(ledger).checkpoint().size()).isEqualTo(new TreeSize(4));
        assertThat(ledger.witnesses().orElseThrow().unwitnessedSince()).isEmpty();
    }

    @Test
    void aReceiptAskedForAgainIsOfTheSameLeafUnderACosignedCheckpoint() throws Exception {
        EmbeddedLedger ledger = open(2);
        Outcome.Appended appended = (Outcome.Appended) ledger.submit(new Add("a", 1, "x"));
        ledger.publishNow();
        eventually(() -> shows(ledger, 2));

        Receipt again = ledger.receipt(appended.entry().index()).orElseThrow();

        ReceiptResult result = new ReceiptVerifier(LOG, List.of(first.witness(), second.witness()))
                .verify(appended.entry().bytes(), again);
        assertThat(result).isInstanceOfSatisfying(ReceiptResult.Verified.class, verified -> {
            assertThat(verified.index()).isEqualTo(appended.entry().index());
            assertThat(verified.witnesses()).hasSize(2)
                    .allSatisfy(line -> assertThat(line.time()).hasValue(clock.instant()));
        });
    }

    @Test
    void G11_withoutAQuorumTheLogGoesOnAndShowsTheLastCosignedCheckpoint() throws Exception {
        EmbeddedLedger ledger = open(2);
        eventually(() -> shows(ledger, 1));
        second.become(Mode.OFFLINE);

        LeafIndex index = add(ledger);
        eventually(() -> state(ledger, second).problem().isPresent());

        assertThat(shown(ledger).checkpoint().size()).isEqualTo(new TreeSize(1));
        assertThat(ledger.receipt(index)).isPresent();
        assertThat(ledger.witnesses().orElseThrow().unwitnessedSince()).isEmpty();
        clock.advance(Duration.ofSeconds(10));
        assertThat(ledger.witnesses().orElseThrow().unwitnessedSince()).isPresent();
        assertThat(ledger.witnesses().orElseThrow().alarm()).isFalse();

        second.become(Mode.HONEST);
        eventually(() -> shows(ledger, 2));
        eventually(() -> ledger.witnesses().orElseThrow().unwitnessedSince().isEmpty());
        assertThat(state(ledger, second).problem()).isEmpty();
    }

    @Test
    void aLogThatNeverHadAQuorumShowsNothing() {
        first.become(Mode.OFFLINE);
        EmbeddedLedger ledger = open(2);
        LeafIndex index = add(ledger);

        assertThatThrownBy(ledger::checkpoint).isInstanceOf(LedgerUnavailable.class);
        assertThat(ledger.receipt(index)).isPresent();
    }

    @Test
    void G11_aSlowWitnessHoldsNobodyUpWhereTheOthersAreEnough() throws Exception {
        second.become(Mode.SLOW);
        EmbeddedLedger ledger = open(1);
        add(ledger);
        eventually(() -> shows(ledger, 2));
        assertThat(shown(ledger).witnesses()).singleElement()
                .satisfies(line -> assertThat(line.key()).isEqualTo(first.witness()));
    }

    @Test
    void G11_aSignatureOfAnotherKeyIsNoCosignature() throws Exception {
        second.become(Mode.SIGNED_BY_ANOTHER_KEY);
        EmbeddedLedger ledger = open(2);
        eventually(() -> state(ledger, second).problem().filter(why -> why.contains("no cosignature")).isPresent());
        assertThatThrownBy(ledger::checkpoint).isInstanceOf(LedgerUnavailable.class);
    }

    @Test
    void G11_aCosignatureOfAnotherTimeDoesNotCount() throws Exception {
        second.become(Mode.OF_TOMORROW);
        EmbeddedLedger ledger = open(2);
        eventually(() -> state(ledger, second).problem().filter(why -> why.contains("2099")).isPresent());
        assertThatThrownBy(ledger::checkpoint).isInstanceOf(LedgerUnavailable.class);
    }

    @Test
    void G11_aWitnessThatKnowsMoreThanTheLogHasRaisesAnAlarm() throws Exception {
        second.become(Mode.AHEAD);
        EmbeddedLedger ledger = open(1);
        add(ledger);
        eventually(() -> state(ledger, second).alarm());

        assertThat(ledger.witnesses().orElseThrow().alarm()).isTrue();
        assertThat(JdbcClient.create(database.dataSource())
                .sql("SELECT sentence FROM log_witness_alarm")
                .query(String.class)
                .list()).singleElement().asString().contains("1000000");
        eventually(() -> shows(ledger, 2));
        add(ledger);
        eventually(() -> shows(ledger, 3));
    }

    @Test
    void G12_aWitnessThatWasShownAnotherHistoryRaisesAnAlarmAndCosignsNothing() throws Exception {
        second.tell(LyingLog.begin(CounterLedger.START.origin(), KEY).grow(1, "another history").request(0, 1));
        EmbeddedLedger ledger = open(2);
        add(ledger);
        eventually(() -> state(ledger, second).alarm());
        assertThatThrownBy(ledger::checkpoint).isInstanceOf(LedgerUnavailable.class);
    }

    @Test
    void afterARestartTheSameCheckpointIsShownAlsoWithoutWitnesses() throws Exception {
        EmbeddedLedger ledger = open(2);
        add(ledger);
        eventually(() -> shows(ledger, 2));
        String before = ledger.checkpoint();
        first.become(Mode.OFFLINE);
        second.become(Mode.OFFLINE);

        EmbeddedLedger again = open(2);
        assertThat(again.checkpoint()).isEqualTo(before);

        first.become(Mode.HONEST);
        second.become(Mode.HONEST);
        add(again);
        eventually(() -> shows(again, 3));
    }
}
