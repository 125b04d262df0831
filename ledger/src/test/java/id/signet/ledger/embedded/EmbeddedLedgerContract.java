package id.signet.ledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.Bytes;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.Decision;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerCommand;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.LedgerFault;
import id.signet.ledger.LedgerUnavailable;
import id.signet.ledger.Outcome;
import id.signet.ledger.Receipt;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.EmbeddedLedger.Pace;
import id.signet.ledger.merkle.ConsistencyProof;
import id.signet.ledger.merkle.EntryBundle;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.ProofResult;
import id.signet.ledger.merkle.ProofVerifier;
import id.signet.ledger.merkle.Tile;
import id.signet.ledger.note.NoteSigner;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.receipt.ReceiptResult;
import id.signet.ledger.receipt.ReceiptVerifier;
import id.signet.ledger.state.Write;
import id.signet.ledger.testing.CounterLedger;
import id.signet.ledger.testing.Counters.Add;
import id.signet.ledger.testing.Counters.Counter;
import id.signet.ledger.testing.Counters.LimitReached;
import id.signet.ledger.testing.Counters.Note;
import id.signet.ledger.testing.Counters;
import id.signet.ledger.testing.SteppingClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a log promises, wherever it is kept: one subclass for each store. */
abstract class EmbeddedLedgerContract {

    static final SigningKey KEY = SoftwareSigningKey.generate(KeyType.ED25519);
    static final VerifierKey LOG = new NoteSigner(CounterLedger.START.origin(), KEY).verifierKey();
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    /** Publishes only when told to. */
    static final Pace PATIENT = new Pace(Duration.ofHours(1), 512, 4_096);

    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    final SteppingClock clock = new SteppingClock(NOON);
    private CounterLedger place;
    private EmbeddedLedger ledger;

    abstract CounterLedger place() throws Exception;

    @BeforeEach
    void openLog() throws Exception {
        place = place();
        ledger = open();
    }

    @AfterEach
    void closeLog() throws Exception {
        people.close();
        ledger.close();
        place.close();
        afterPlace();
    }

    /** What a place does not close itself. */
    void afterPlace() {}

    private EmbeddedLedger open() {
        return place.open(KEY, clock, PATIENT, fault -> {
        });
    }

    EmbeddedLedger ledger() {
        return ledger;
    }

    CounterLedger home() {
        return place;
    }

    static Outcome.Appended appended(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Appended.class);
        return (Outcome.Appended) outcome;
    }

    /** The head under which the receipt proves the entry; fails when it does not. */
    static Checkpoint proven(LedgerEntry entry, Receipt receipt) {
        ReceiptResult result = new ReceiptVerifier(LOG).verify(entry.bytes(), receipt);
        assertThat(result).isInstanceOf(ReceiptResult.Verified.class);
        return ((ReceiptResult.Verified) result).checkpoint();
    }

    static Checkpoint opened(String checkpoint) {
        return SignedCheckpoint.parse(checkpoint).verify(LOG, List.of()).checkpoint();
    }

    /** Holds the Sequencer in a batch of its own until all others wait, so that they form the next batch together. */
    List<Future<Outcome>> submitTogether(List<LedgerCommand> commands) throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Future<Outcome> first = people.submit(() -> ledger.submit((view, at) -> {
            entered.countDown();
            await(leave);
            return new Decision.Refused(new LimitReached("held"));
        }));
        entered.await();
        List<Future<Outcome>> futures = new ArrayList<>();
        for (LedgerCommand command : commands) {
            int before = ledger.waiting();
            futures.add(people.submit((Callable<Outcome>) () -> ledger.submit(command)));
            while (ledger.waiting() == before) {
                Thread.onSpinWait();
            }
        }
        leave.countDown();
        first.get();
        return futures;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Optional<Counter> counter(String name) {
        return Optional.ofNullable(place.rows().load(Counters.COUNTERS, List.of(name)).get(name));
    }

    @Test
    void theFirstEntryBindsTheLogToItsNames() {
        LedgerEntry first = ledger.entry(new LeafIndex(0)).orElseThrow();

        assertThat(first.type()).isEqualTo("log.start");
        assertThat(first.body().get("origin").stringValue()).isEqualTo("log.example/test");
        assertThat(first.body().get("publicUrl").stringValue()).isEqualTo("https://signet.example");
        assertThat(first.body().get("network").stringValue()).isEqualTo("test");
    }

    @Test
    void aNewLogIsPublishedBeforeItTakesCommands() {
        assertThat(ledger.publishedSizes()).containsExactly(new TreeSize(1));
        assertThat(home().guard().read()).contains(ledger.checkpoint());
    }

    @Test
    void anAcceptedCommandIsLoggedProjectedNotedAndProven() {
        Outcome.Appended done = appended(ledger.submit(new Add("visits", 2, "me")));

        assertThat(done.entry().index()).isEqualTo(new LeafIndex(1));
        assertThat(done.entry().loggedAt()).isEqualTo(NOON);
        assertThat(proven(done.entry(), done.receipt()).size()).isEqualTo(new TreeSize(2));
        assertThat(ledger.entry(new LeafIndex(1))).contains(done.entry());
        assertThat(counter("visits")).contains(new Counter(2, 1, NOON));
        assertThat(place.rows().load(Counters.NOTES, List.of(1L))).containsEntry(1L, new Note("me"));
    }

    @Test
    void aRefusedCommandLeavesNothing() {
        assertThat(ledger.submit(new Add("visits", Counters.LIMIT + 1, "me")))
                .isEqualTo(new Outcome.Refused(new LimitReached("visits")));

        assertThat(ledger.size()).isEqualTo(new TreeSize(1));
        assertThat(counter("visits")).isEmpty();
    }

    @Test
    void aCommandIsDecidedByWhatTheOnesBeforeItInItsBatchDid() throws Exception {
        List<Future<Outcome>> together = submitTogether(List.of(new Add("a", Counters.LIMIT, "1"), new Add("a", 1, "2"),
                new Add("b", 1, "3"), new Add("b", 2, "4")));

        assertThat(appended(together.get(0).get()).entry().index()).isEqualTo(new LeafIndex(1));
        assertThat(together.get(1).get()).isEqualTo(new Outcome.Refused(new LimitReached("a")));
        assertThat(appended(together.get(2).get()).entry().index()).isEqualTo(new LeafIndex(2));
        Outcome.Appended last = appended(together.get(3).get());
        assertThat(last.entry().index()).isEqualTo(new LeafIndex(3));
        assertThat(counter("b")).contains(new Counter(3, 2, NOON));
    }

    @Test
    void aBatchSharesOneHead() throws Exception {
        List<Future<Outcome>> together = submitTogether(
                IntStream.range(0, 300).<LedgerCommand>mapToObj(i -> new Add("c" + i % 7, 1, "me")).toList());

        for (Future<Outcome> future : together) {
            Outcome.Appended done = appended(future.get());
            assertThat(proven(done.entry(), done.receipt()).size()).isEqualTo(new TreeSize(301));
        }
    }

    @Test
    void aCommandThatThrowsFailsAlone() throws Exception {
        List<Future<Outcome>> together = submitTogether(List.of(new Add("a", 1, "1"), (view, at) -> {
            throw new IllegalStateException("a defect");
        }, new Add("a", 1, "2")));

        assertThat(appended(together.get(0).get()).entry().index()).isEqualTo(new LeafIndex(1));
        assertThatThrownBy(() -> together.get(1).get()).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LedgerFault.class);
        assertThat(appended(together.get(2).get()).entry().index()).isEqualTo(new LeafIndex(2));
        assertThat(counter("a")).contains(new Counter(2, 2, NOON));
    }

    @Test
    void aCommandThatWouldWriteAPublicTableItselfFails() {
        assertThatThrownBy(() -> ledger.submit((view, at) -> {
            Decision.Accepted accepted = (Decision.Accepted) new Add("a", 1, "me").decide(view, at);
            return new Decision.Accepted(accepted.entry(), entry -> List.of(
                    new Write<>(Counters.COUNTERS, "a", new Counter(1, 1, NOON))));
        })).isInstanceOf(LedgerFault.class);
        assertThat(ledger.size()).isEqualTo(new TreeSize(1));
    }

    @Test
    void anEntryBeyondTheLimitFailsItsCommandAlone() {
        assertThatThrownBy(() -> ledger.submit(new Add("x".repeat(61 * 1024), 1, "me")))
                .isInstanceOf(LedgerFault.class);
        assertThat(appended(ledger.submit(new Add("a", 1, "me"))).entry().index()).isEqualTo(new LeafIndex(1));
    }

    @Test
    void R11_loggedAtNeverFallsWhenTheClockStepsBack() {
        ledger.submit(new Add("a", 1, "me"));
        clock.advance(Duration.ofHours(-1));
        Outcome.Appended second = appended(ledger.submit(new Add("a", 1, "me")));
        ledger.close();
        ledger = open();
        Outcome.Appended afterRestart = appended(ledger.submit(new Add("a", 1, "me")));
        clock.advance(Duration.ofHours(2));
        Outcome.Appended later = appended(ledger.submit(new Add("a", 1, "me")));

        assertThat(second.entry().loggedAt()).isEqualTo(NOON);
        assertThat(afterRestart.entry().loggedAt()).isEqualTo(NOON);
        assertThat(later.entry().loggedAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void aReopenedLogGoesOnWhereItWas() {
        IntStream.range(0, 5).forEach(i -> ledger.submit(new Add("a", 1, "me")));
        ledger.close();
        ledger = open();
        Outcome.Appended done = appended(ledger.submit(new Add("a", 1, "me")));

        assertThat(done.entry().index()).isEqualTo(new LeafIndex(6));
        proven(done.entry(), done.receipt());
    }

    @Test
    void everySizeEverPublishedIsConsistentWithTheNext() {
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j <= i * 7; j++) {
                ledger.submit(new Add("a", 1, "me"));
            }
            ledger.publishNow();
        }
        List<TreeSize> sizes = ledger.publishedSizes();
        assertThat(sizes).hasSize(13);
        for (int i = 1; i < sizes.size(); i++) {
            Checkpoint from = opened(ledger.checkpoint(sizes.get(i - 1)).orElseThrow());
            Checkpoint to = opened(ledger.checkpoint(sizes.get(i)).orElseThrow());
            ConsistencyProof proof = new ConsistencyProof(from.size(), to.size(),
                    ledger.proveConsistency(from.size(), to.size()));
            assertThat(ProofVerifier.consistency(proof, from.root(), to.root())).isEqualTo(new ProofResult.Proven());
        }
    }

    @Test
    void consistencyBeyondTheLogIsRefused() {
        assertThatThrownBy(() -> ledger.proveConsistency(new TreeSize(1), new TreeSize(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger.proveConsistency(new TreeSize(1), TreeSize.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReceiptAskedForAgainMovesUnderThePublishedCheckpoint() {
        Outcome.Appended done = appended(ledger.submit(new Add("a", 1, "me")));
        ledger.submit(new Add("a", 1, "me"));

        assertThat(proven(done.entry(), ledger.receipt(new LeafIndex(1)).orElseThrow()).size())
                .isEqualTo(new TreeSize(3));
        ledger.publishNow();
        ledger.submit(new Add("a", 1, "me"));

        Receipt published = ledger.receipt(new LeafIndex(1)).orElseThrow();
        assertThat(published.checkpoint()).isEqualTo(ledger.checkpoint());
        assertThat(proven(done.entry(), published).size()).isEqualTo(new TreeSize(3));
        assertThat(ledger.receipt(new LeafIndex(4))).isEmpty();
    }

    @Test
    void tilesAndEntriesAddUpToThePublishedRoot() {
        IntStream.range(0, 699).forEach(i -> ledger.submit(new Add("a" + i % 3, 1, "me")));
        ledger.publishNow();
        Checkpoint head = opened(ledger.checkpoint());
        List<Hash> fromTiles = new ArrayList<>();
        List<Hash> fromEntries = new ArrayList<>();
        for (int index = 0; index < 3; index++) {
            Tile tile = Tile.within(head.size(), 0, index);
            byte[] bytes = ledger.tile(tile).orElseThrow().toArray();
            for (int at = 0; at < bytes.length; at += Hash.LENGTH) {
                fromTiles.add(Hash.at(bytes, at));
            }
            for (Bytes entry : EntryBundle.decode(ledger.entries(EntryBundle.beside(tile)).orElseThrow().toArray())) {
                fromEntries.add(MerkleTree.leafHash(entry.toArray()));
            }
        }

        assertThat(head.size()).isEqualTo(new TreeSize(700));
        assertThat(MerkleTree.root(fromTiles)).isEqualTo(head.root());
        assertThat(fromEntries).isEqualTo(fromTiles);
        assertThat(ledger.tile(new Tile(1, 0, 2)).orElseThrow().size()).isEqualTo(2 * Hash.LENGTH);
    }

    @Test
    void whatIsNotPublishedIsNotServed() {
        ledger.submit(new Add("a", 1, "me"));

        assertThat(ledger.tile(new Tile(0, 0, 1))).isPresent();
        assertThat(ledger.tile(new Tile(0, 0, 2))).isEmpty();
        assertThat(ledger.entries(new EntryBundle(0, 2))).isEmpty();
        ledger.publishNow();
        assertThat(ledger.tile(new Tile(0, 0, 2))).isPresent();
        assertThat(ledger.entries(new EntryBundle(0, 2))).isPresent();
        assertThat(ledger.tile(new Tile(0, Long.MAX_VALUE >>> 8, 1))).isEmpty();
    }

    @Test
    void manySubmittersShareOneOrderWithoutGaps() throws Exception {
        List<Future<Outcome>> futures = IntStream.range(0, 640)
                .mapToObj(i -> people.submit((Callable<Outcome>) () -> ledger.submit(new Add("c" + i % 5, 1, "p" + i))))
                .toList();
        List<LeafIndex> indexes = new ArrayList<>();
        for (Future<Outcome> future : futures) {
            Outcome.Appended done = appended(future.get());
            proven(done.entry(), done.receipt());
            indexes.add(done.entry().index());
        }

        assertThat(indexes).doesNotHaveDuplicates().hasSize(640);
        assertThat(ledger.size()).isEqualTo(new TreeSize(641));
        assertThat(counter("c0").orElseThrow().times()).isEqualTo(128);
    }

    @Test
    void aClosedLogTurnsCommandsAway() {
        ledger.close();
        assertThatThrownBy(() -> ledger.submit(new Add("a", 1, "me"))).isInstanceOf(LedgerUnavailable.class);
    }

    Clock clock() {
        return clock;
    }
}
