package id.signet.ledger.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.EntryDraft;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LogStart;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.Projections;
import id.signet.ledger.follow.Follower.Terms;
import id.signet.ledger.jdbc.JdbcFollowRecords;
import id.signet.ledger.merkle.EntryBundle;
import id.signet.ledger.merkle.Tile;
import id.signet.ledger.note.Cosigner;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.receipt.ReceiptResult;
import id.signet.ledger.receipt.ReceiptVerifier;
import id.signet.ledger.testing.CounterLedger;
import id.signet.ledger.testing.Counters.Counter;
import id.signet.ledger.testing.Counters;
import id.signet.ledger.testing.InMemoryGuard;
import id.signet.ledger.testing.ScriptedOrigin;
import id.signet.ledger.testing.SteppingClock;
import id.signet.ledger.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A follower of a log that is honest, and of logs that lie, each in one way; on each database. */
abstract class FollowerContract {

    private static final SigningKey KEY = SoftwareSigningKey.generate(KeyType.ED25519);
    private static final Instant BEGIN = Instant.parse("2026-11-24T08:00:00Z");

    private final SteppingClock clock = new SteppingClock(BEGIN);
    private final ScriptedOrigin origin = ScriptedOrigin.begin(KEY);

    @TempDir
    Path folder;

    private TestDatabase database;
    private CounterLedger place;
    private Follower follower;
    private FollowedLog log;

    abstract TestDatabase database(Path folder);

    @BeforeEach
    void prepare() {
        database = database(folder.resolve("data"));
        place = CounterLedger.on(database, new InMemoryGuard());
        follow(origin, new Terms(origin.key(), List.of(), 0));
    }

    @AfterEach
    void close() {
        place.close();
        database.close();
    }

    private void follow(Origin from, Terms terms) {
        follower = new Follower(CounterLedger.START, terms, from, place.store(), place.durability(),
                new Projections(List.of(new Counters())), FollowerContract::objection,
                new JdbcFollowRecords(database.dataSource()), clock);
        log = new FollowedLog(terms.log(), place.store(), () -> follower.report().size());
    }

    /** The one rule of counters: nobody adds more than the limit. */
    private static Optional<String> objection(id.signet.ledger.state.View before, id.signet.ledger.LedgerEntry entry) {
        return entry.type().equals(Counters.ADDED) && entry.body().get("amount").longValue() > Counters.LIMIT
                ? Optional.of("above the limit")
                : Optional.empty();
    }

    private static EntryDraft add(long amount) {
        return new EntryDraft(Counters.ADDED, Json.object().put("name", "a").put("amount", amount));
    }

    private ScriptedOrigin grow(ScriptedOrigin some, int count) {
        for (int i = 0; i < count; i++) {
            some.add(add(1), BEGIN);
        }
        return some.publish();
    }

    private long total() {
        return Optional.ofNullable(place.rows().load(Counters.COUNTERS, List.of("a")).get("a"))
                .map(Counter::total)
                .orElse(0L);
    }

    private void assertAlarm(Lie lie, String word) {
        assertThat(follower.report().alarms()).singleElement().satisfies(alarm -> {
            assertThat(alarm.lie()).isEqualTo(lie);
            assertThat(alarm.sentence()).contains(word);
        });
    }

    // ---- an honest log ----

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 1_300})
    void everyEntryIsCopiedAndProjected(int count) throws Exception {
        grow(origin, count);
        assertThat(follower.round()).isTrue();

        assertThat(total()).isEqualTo(count);
        assertThat(follower.report().size()).contains(new TreeSize(count + 1));
        assertThat(log.checkpoint()).isEqualTo(origin.checkpoint(count + 1).text());
        var receipt = log.receipt(new LeafIndex(count)).orElseThrow();
        var entry = log.entry(new LeafIndex(count)).orElseThrow();
        assertThat(new ReceiptVerifier(origin.key(), List.of()).verify(entry.bytes(), receipt))
                .isInstanceOf(ReceiptResult.Verified.class);
    }

    @Test
    void itGrowsWithTheLogAndReadsNoBundleTwice() throws Exception {
        int size = 1;
        for (int step : new int[]{3, 250, 1, 1, 256, 700}) {
            grow(origin, step);
            size += step;
            assertThat(follower.round()).isTrue();
            assertThat(follower.report().size()).contains(new TreeSize(size));
        }
        assertThat(total()).isEqualTo(size - 1);
        assertThat(origin.asked().stream().filter("tile/entries/001"::equals)).hasSize(1);
    }

    @Test
    void aPartialFileThatIsGoneIsReadFromTheFullOne() throws Exception {
        grow(origin, 100);
        assertThat(follower.round()).isTrue();
        grow(origin, 300);
        String shorter = origin.checkpoint(150).text();
        origin.onlyFull().show(shorter);
        assertThat(follower.round()).isTrue();
        assertThat(follower.report().size()).contains(new TreeSize(150));
    }

    @Test
    void anotherFollowerCanFollowIt() throws Exception {
        grow(origin, 300);
        assertThat(follower.round()).isTrue();
        FollowedLog copy = log;
        Origin second = (path, longest) -> path.equals("checkpoint")
                ? Optional.of(Bytes.of(copy.checkpoint().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                : path.startsWith("tile/entries/")
                        ? copy.entries(EntryBundle.parse(path.substring(5)))
                        : copy.tile(Tile.parse(path.substring(5)));
        try (TestDatabase other = database(folder.resolve("second"));
                CounterLedger there = CounterLedger.on(other, new InMemoryGuard())) {
            Follower next = new Follower(CounterLedger.START, new Terms(origin.key(), List.of(), 0), second,
                    there.store(), there.durability(), new Projections(List.of(new Counters())),
                    FollowerContract::objection, new JdbcFollowRecords(other.dataSource()), clock);
            assertThat(next.round()).isTrue();
            assertThat(next.report().size()).contains(new TreeSize(301));
        }
    }

    @Test
    void theAgeOfTheViewSurvivesARestartWhileTheOriginIsAway() throws Exception {
        grow(origin, 2);
        follower.round();
        Instant then = follower.report().asOf().orElseThrow();
        clock.advance(Duration.ofHours(1));
        origin.offline(true);
        assertThat(follower.round()).isFalse();
        follow(origin, new Terms(origin.key(), List.of(), 0));

        assertThat(follower.round()).isFalse();
        assertThat(follower.report().asOf()).contains(then);
        assertThat(follower.report().size()).contains(new TreeSize(3));
        assertThat(follower.report().problem().orElseThrow()).contains("connection refused");
        assertThat(follower.report().alarms()).isEmpty();

        origin.offline(false);
        assertThat(follower.round()).isTrue();
        assertThat(follower.report().asOf()).contains(clock.instant());
        assertThat(follower.report().problem()).isEmpty();
    }

    @Test
    void theNamesOfALogAreReadFromItsProvenFirstEntry() throws Exception {
        grow(origin, 700);
        assertThat(Follower.firstEntry(origin, origin.key())).isEqualTo(CounterLedger.START);
        origin.alter("tile/entries/000", bytes -> new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                .replace("signet.example", "evil.example.x")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Follower.firstEntry(origin, origin.key())).isInstanceOf(MalformedInput.class);
    }

    @Test
    void aLogThatWasBegunWithOtherNamesIsNotFollowed() throws Exception {
        follower = new Follower(new LogStart(CounterLedger.START.origin(), "https://other.example", "test"),
                new Terms(origin.key(), List.of(), 0), origin, place.store(), place.durability(),
                new Projections(List.of(new Counters())), FollowerContract::objection,
                new JdbcFollowRecords(database.dataSource()), clock);
        assertThat(follower.round()).isFalse();
        assertThat(follower.report().problem().orElseThrow()).contains("https://other.example",
                "https://signet.example");
        assertThat(follower.report().size()).isEmpty();
    }

    // ---- witnesses ----

    @Test
    void aCheckpointWithoutItsQuorumIsNotBelieved() throws Exception {
        Cosigner one = new Cosigner("w.example/1", SoftwareSigningKey.generate(KeyType.ED25519));
        Cosigner two = new Cosigner("w.example/2", SoftwareSigningKey.generate(KeyType.ED25519));
        follow(origin, new Terms(origin.key(), List.of(one.verifierKey(), two.verifierKey()), 2));
        grow(origin, 5);
        SignedCheckpoint signed = origin.checkpoint(6);
        SignedCheckpoint half = signed.with(one.cosign(signed, BEGIN));
        origin.show(half.text());
        assertThat(follower.round()).isFalse();
        assertThat(follower.report().problem().orElseThrow()).contains("cosignatures of 1 witnesses, and 2");
        assertThat(follower.report().size()).isEmpty();

        origin.show(half.with(two.cosign(signed, BEGIN)).text());
        assertThat(follower.round()).isTrue();
        assertThat(log.checkpoint()).contains("w.example/1", "w.example/2");
    }

    // ---- lies ----

    @Test
    void G12_twoRootsForOneSizeAreAnAlarmForEver() throws Exception {
        grow(origin, 5);
        follower.round();
        origin.show(grow(origin.fork(3).add(add(7), BEGIN), 2).checkpoint(6).text());
        assertThat(follower.round()).isFalse();
        assertAlarm(Lie.FORK, "for the size 6");
        assertThat(follower.report().alarms().getFirst().evidence()).startsWith("log.example/test\n6\n");
        assertThat(total()).isEqualTo(5);

        grow(origin, 1);
        assertThat(follower.round()).isTrue();
        assertAlarm(Lie.FORK, "for the size 6");
        follow(origin, new Terms(origin.key(), List.of(), 0));
        assertAlarm(Lie.FORK, "for the size 6");
    }

    @Test
    void G12_aLongerTreeThatDoesNotContinueTheFirstIsAFork() throws Exception {
        grow(origin, 300);
        follower.round();
        ScriptedOrigin other = grow(origin.fork(200).add(add(7), BEGIN), 400);
        follow(other, new Terms(origin.key(), List.of(), 0));
        assertThat(follower.round()).isFalse();
        assertAlarm(Lie.FORK, "signed a tree of size 601");
        assertThat(total()).isEqualTo(300);
    }

    @Test
    void G12_aShorterTreeOfAnotherHistoryIsAFork() throws Exception {
        grow(origin, 300);
        follower.round();
        origin.show(grow(origin.fork(10).add(add(7), BEGIN), 1).checkpoint(12).text());
        assertThat(follower.round()).isFalse();
        assertAlarm(Lie.FORK, "for the size 12");
    }

    @Test
    void G12_aTreeThatStaysShorterIsARollback() throws Exception {
        grow(origin, 10);
        follower.round();
        origin.show(origin.checkpoint(4).text());
        assertThat(follower.round()).isFalse();
        assertThat(follower.report().alarms()).isEmpty();
        clock.advance(Duration.ofSeconds(31));
        assertThat(follower.round()).isFalse();
        assertAlarm(Lie.ROLLBACK, "shows size 4 after it has shown 11");
        assertThat(log.size()).isEqualTo(new TreeSize(11));

        origin.publish();
        assertThat(follower.round()).isTrue();
        assertThat(follower.report().alarms()).isEmpty();
    }

    @Test
    void aTreeThatIsAMomentOldIsNoLie() throws Exception {
        grow(origin, 10);
        follower.round();
        origin.show(origin.checkpoint(4).text());
        follower.round();
        origin.publish();
        assertThat(follower.round()).isTrue();
        clock.advance(Duration.ofSeconds(31));
        origin.show(origin.checkpoint(4).text());
        follower.round();
        assertThat(follower.report().alarms()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Sign in</html>", "log.example/test\n6\n\n", "\0"})
    void G13_whatIsNoCheckpointIsAnAlarm(String text) throws Exception {
        origin.show(text);
        assertThat(follower.round()).isFalse();
        assertAlarm(Lie.NO_CHECKPOINT, "");
        origin.publish();
        assertThat(follower.round()).isTrue();
        assertThat(follower.report().alarms()).isEmpty();
    }

    @Test
    void G13_aCheckpointUnderAnotherKeyIsAnAlarm() throws Exception {
        origin.show(ScriptedOrigin.begin(SoftwareSigningKey.generate(KeyType.ED25519)).checkpoint(1).text());
        assertThat(follower.round()).isFalse();
        assertAlarm(Lie.OTHER_SIGNER, "sign");
    }

    @Test
    void G13_aTrailingLineIsAnAlarm() throws Exception {
        origin.show(origin.checkpoint(1).text() + "one line more\n");
        assertThat(follower.round()).isFalse();
        assertAlarm(Lie.NO_CHECKPOINT, "");
    }

    @Test
    void G13_aSignatureOfSomebodyUnknownIsIgnored() throws Exception {
        SignedCheckpoint signed = grow(origin, 2).checkpoint(3);
        Cosigner stranger = new Cosigner("w.example/9", SoftwareSigningKey.generate(KeyType.ED25519));
        origin.show(signed.with(stranger.cosign(signed, BEGIN)).text());
        assertThat(follower.round()).isTrue();
        assertThat(log.checkpoint()).isEqualTo(signed.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/entries/001.p/45", "tile/0/000", "tile/0/001.p/45"})
    void whatWasAlteredOnTheWayIsNotApplied(String path) throws Exception {
        grow(origin, 100);
        follower.round();
        grow(origin, 200);
        origin.alter(path, bytes -> {
            byte[] other = bytes.clone();
            other[other.length - 3] ^= 1;
            return other;
        });
        boolean well = follower.round();
        if (!well) {
            assertAlarm(Lie.ALTERED, "");
            assertThat(log.size()).isEqualTo(new TreeSize(101));
        }
        origin.heal();
        assertThat(follower.round()).isTrue();
        assertThat(follower.report().alarms()).isEmpty();
        assertThat(total()).isEqualTo(300);
    }

    @Test
    void anEntryBundleThatIsNoneIsAnAlarm() throws Exception {
        grow(origin, 5);
        origin.alter("tile/entries/000.p/6", bytes -> new byte[]{1, 2, 3});
        assertThat(follower.round()).isFalse();
        assertAlarm(Lie.ALTERED, "tile/entries/000.p/6");
    }

    @Test
    void aTileThatIsMissingIsATroubleAndNoAlarm() throws Exception {
        grow(origin, 5);
        follow((path, longest) -> path.startsWith("tile/") ? Optional.empty() : origin.read(path, longest),
                new Terms(origin.key(), List.of(), 0));
        assertThat(follower.round()).isFalse();
        assertThat(follower.report().alarms()).isEmpty();
        assertThat(follower.report().problem().orElseThrow()).contains("does not have tile/entries/000.p/6");
    }

    @Test
    void anEntryThatBreaksARuleIsAnAlarmForEverAndNothingOfItsBatchIsApplied() throws Exception {
        grow(origin, 3);
        follower.round();
        origin.add(add(1), BEGIN).add(add(Counters.LIMIT + 1), BEGIN).publish();
        assertThat(follower.round()).isFalse();
        assertAlarm(Lie.BAD_ENTRY, "entry 5 counter.add: above the limit");
        assertThat(total()).isEqualTo(3);
        follow(origin, new Terms(origin.key(), List.of(), 0));
        assertAlarm(Lie.BAD_ENTRY, "entry 5");
    }

    @Test
    void anEntryThatCannotBeReadIsAnAlarm() throws Exception {
        origin.add("{\"v\":1}").publish();
        assertThat(follower.round()).isFalse();
        assertAlarm(Lie.BAD_ENTRY, "entry 1");
    }

    @Test
    void anEntryBeforeItsTimeIsAnAlarm() throws Exception {
        origin.add(add(1), BEGIN).add(add(1), BEGIN.minusMillis(1)).publish();
        assertThat(follower.round()).isFalse();
        assertAlarm(Lie.BAD_ENTRY, "entry 2");
    }

    @Test
    void nobodyWritesToAFollowedLog() {
        assertThatThrownBy(() -> log.submit(new Counters.Add("a", 1, "x")))
                .isInstanceOf(FollowedLog.OnlyAtOrigin.class);
    }

    @Test
    void anOriginThatAnswersTooMuchIsATrouble() throws Exception {
        follow((path, longest) -> {
            throw new IOException("too long");
        }, new Terms(origin.key(), List.of(), 0));
        assertThat(follower.round()).isFalse();
        assertThat(follower.report().alarms()).isEmpty();
    }
}
