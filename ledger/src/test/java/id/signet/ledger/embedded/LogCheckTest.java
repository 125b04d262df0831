package id.signet.ledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Receipt;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.EmbeddedLedger.Pace;
import id.signet.ledger.merkle.InclusionProof;
import id.signet.ledger.merkle.Tile;
import id.signet.ledger.note.NoteSigner;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.receipt.ReceiptResult;
import id.signet.ledger.receipt.ReceiptVerifier;
import id.signet.ledger.testing.CounterLedger;
import id.signet.ledger.testing.Counters.Add;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One bit is turned, and the check names the object it was in. */
class LogCheckTest {

    private static final SigningKey KEY = SoftwareSigningKey.generate(KeyType.ED25519);
    private static final VerifierKey LOG = new NoteSigner(CounterLedger.START.origin(), KEY).verifierKey();
    private static final int SIZE = 600;

    private final CounterLedger place = CounterLedger.inMemory();
    private final Random random = new Random(20261123);

    @BeforeEach
    void fillLog() {
        try (EmbeddedLedger ledger = place.open(KEY, Clock.systemUTC(), new Pace(Duration.ofHours(1), 512, 512),
                fault -> {
                })) {
            for (int i = 1; i < SIZE; i++) {
                ledger.submit(new Add("a", i, "me"));
                if (i % 70 == 0) {
                    ledger.publishNow();
                }
            }
        }
    }

    private LogCheck.Report check(LedgerStore store) {
        return new LogCheck(store, LOG).run();
    }

    private byte[] flipped(byte[] bytes) {
        byte[] copy = bytes.clone();
        copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        return copy;
    }

    @Test
    void aSoundLogHasNoFindings() {
        assertThat(check(place.store())).isEqualTo(new LogCheck.Report(new TreeSize(SIZE), List.of()));
    }

    @Test
    void G03_aFlippedBitInAnEntryIsFoundThere() {
        for (int round = 0; round < 100; round++) {
            int index = random.nextInt(SIZE);
            LedgerStore damaged = new Damaged(place.store()) {
                @Override
                public List<Bytes> entries(long from, int count) {
                    return change(super.entries(from, count), index - from,
                            bytes -> Bytes.of(flipped(bytes.toArray())));
                }
            };
            assertThat(check(damaged).findings()).isNotEmpty()
                    .allMatch(text -> text.startsWith("entry " + index + " "));
        }
    }

    @Test
    void G03_aFlippedBitInALeafHashIsFoundThereAndProvesNothing() {
        List<LedgerEntry> entries = new ArrayList<>();
        try (EmbeddedLedger ledger = place.open(KEY, Clock.systemUTC())) {
            for (int i = 0; i < SIZE; i++) {
                entries.add(ledger.entry(new LeafIndex(i)).orElseThrow());
            }
        }
        for (int round = 0; round < 100; round++) {
            int index = random.nextInt(SIZE);
            LedgerStore damaged = withDamagedHash(0, index);
            assertThat(check(damaged).findings()).singleElement()
                    .asString()
                    .startsWith("hash " + index % 256 + " of tile 0/" + index / 256 + " ");
            int asked = random.nextInt(SIZE);
            Receipt receipt = new Receipt(new LeafIndex(asked),
                    InclusionProof.build(new LeafIndex(asked), new TreeSize(SIZE), damaged).path(),
                    place.store().newestCheckpoint().orElseThrow(), Optional.empty());
            LedgerEntry other = entries.get((asked + 1) % SIZE);
            assertThat(new ReceiptVerifier(LOG).verify(other.bytes(), receipt))
                    .isInstanceOf(ReceiptResult.NotVerified.class);
        }
    }

    @Test
    void G03_aFlippedBitInANodeIsFoundThere() {
        for (int index = 0; index < SIZE / 256; index++) {
            assertThat(check(withDamagedHash(1, index)).findings()).singleElement()
                    .asString()
                    .startsWith("hash " + index + " of tile 1/0 ");
        }
    }

    @Test
    void G03_aFlippedBitInACheckpointIsFoundThere() {
        List<TreeSize> sizes = place.store().publishedSizes();
        for (int round = 0; round < 100; round++) {
            TreeSize damagedSize = sizes.get(random.nextInt(sizes.size()));
            LedgerStore damaged = new Damaged(place.store()) {
                @Override
                public Optional<String> checkpoint(TreeSize size) {
                    Optional<String> note = super.checkpoint(size);
                    return size.equals(damagedSize)
                            ? note.map(text -> new String(
                                    flipped(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
                            : note;
                }
            };
            assertThat(check(damaged).findings()).singleElement()
                    .asString()
                    .startsWith("checkpoint " + damagedSize.value() + " ");
        }
    }

    @Test
    void G03_aFlippedBitInTheHeadIsFoundThere() {
        LedgerStore damaged = new Damaged(place.store()) {
            @Override
            public Head head() {
                Head head = super.head();
                return new Head(head.size(), Hash.of(flipped(head.root().bytes())), head.loggedAt());
            }
        };
        assertThat(check(damaged).findings()).singleElement().asString().startsWith("head ");
    }

    @Test
    void aMissingEntryIsNamed() {
        LedgerStore damaged = new Damaged(place.store()) {
            @Override
            public List<Bytes> entries(long from, int count) {
                List<Bytes> entries = super.entries(from, count);
                return from <= 300 && 300 < from + entries.size() ? entries.subList(0, (int) (300 - from)) : entries;
            }
        };
        assertThat(check(damaged).findings()).singleElement().asString().startsWith("entry 300 ");
    }

    private LedgerStore withDamagedHash(int level, long index) {
        int bit = random.nextInt(256);
        return new Damaged(place.store()) {
            @Override
            public List<List<Hash>> read(List<Tile> tiles) {
                List<List<Hash>> read = new ArrayList<>(super.read(tiles));
                for (int i = 0; i < tiles.size(); i++) {
                    if (tiles.get(i).level() == level) {
                        read.set(i, change(read.get(i), index - tiles.get(i).firstHash(), hash -> {
                            byte[] bytes = hash.bytes();
                            bytes[bit / 8] ^= (byte) (1 << bit % 8);
                            return Hash.of(bytes);
                        }));
                    }
                }
                return read;
            }
        };
    }

    private static <T> List<T> change(List<T> list, long at, Function<T, T> change) {
        if (at < 0 || at >= list.size()) {
            return list;
        }
        List<T> copy = new ArrayList<>(list);
        copy.set((int) at, change.apply(list.get((int) at)));
        return copy;
    }

    /** A store that reads something else than was written. */
    private abstract static class Damaged implements LedgerStore {

        private final LedgerStore sound;

        Damaged(LedgerStore sound) {
            this.sound = sound;
        }

        @Override
        public Head head() {
            return sound.head();
        }

        @Override
        public <T> T batch(Function<Batch, T> work) {
            return sound.batch(work);
        }

        @Override
        public List<Bytes> entries(long from, int count) {
            return sound.entries(from, count);
        }

        @Override
        public List<List<Hash>> read(List<Tile> tiles) {
            return sound.read(tiles);
        }

        @Override
        public Optional<String> newestCheckpoint() {
            return sound.newestCheckpoint();
        }

        @Override
        public Optional<String> checkpoint(TreeSize size) {
            return sound.checkpoint(size);
        }

        @Override
        public List<TreeSize> publishedSizes() {
            return sound.publishedSizes();
        }

        @Override
        public void publish(TreeSize size, String checkpoint) {
            sound.publish(size, checkpoint);
        }
    }
}
