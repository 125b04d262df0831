package id.signet.ledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.Decision;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerFault;
import id.signet.ledger.LedgerUnavailable;
import id.signet.ledger.StorageFull;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.EmbeddedLedger.Pace;
import id.signet.ledger.embedded.LedgerStore.CommitUnknown;
import id.signet.ledger.embedded.LedgerStore.StoreFull;
import id.signet.ledger.testing.CounterLedger;
import id.signet.ledger.testing.Counters.Add;
import id.signet.ledger.testing.Counters.LimitReached;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** When it is not known what is on disk, the log says nothing more. */
class ForceFailureTest {

    private static final Pace PATIENT = new Pace(Duration.ofHours(1), 512, 2);

    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicInteger signatures = new AtomicInteger();
    private final SigningKey software = SoftwareSigningKey.generate(KeyType.ED25519);
    private final SigningKey counting = new SigningKey() {
        @Override
        public PublicKey publicKey() {
            return software.publicKey();
        }

        @Override
        public byte[] sign(byte[] message) {
            signatures.incrementAndGet();
            return software.sign(message);
        }
    };

    private final Durability failing = new Durability() {
        @Override
        public void force() {
            if (broken.get()) {
                throw new GroupForce.ForceFailed(new IOException("Input/output error"));
            }
        }

        @Override
        public boolean commitsAreDurable() {
            return false;
        }
    };

    @Test
    void R6_aFailedForceStopsTheLogBeforeAnythingIsSigned() throws Exception {
        CompletableFuture<Throwable> fatal = new CompletableFuture<>();
        try (EmbeddedLedger ledger = CounterLedger.inMemory()
                .with(failing)
                .open(counting, Clock.systemUTC(), PATIENT,
                        fatal::complete)) {
            String published = ledger.checkpoint();
            int before = signatures.get();
            broken.set(true);

            assertThatThrownBy(() -> ledger.submit(new Add("a", 1, "me"))).isInstanceOf(LedgerFault.class);
            assertThat(fatal.get()).isInstanceOf(GroupForce.ForceFailed.class);
            assertThat(signatures).hasValue(before);
            assertThat(ledger.size()).isEqualTo(new TreeSize(1));
            assertThat(ledger.entry(new LeafIndex(1))).isEmpty();
            assertThat(ledger.receipt(new LeafIndex(1))).isEmpty();
            broken.set(false);
            assertThatThrownBy(() -> ledger.submit(new Add("a", 1, "me"))).isInstanceOf(LedgerUnavailable.class);
            ledger.publishNow();
            assertThat(ledger.checkpoint()).isEqualTo(published);
        }
    }

    /** A store that is full by flag; the work is done and then rolled back. */
    private static LedgerStore full(LedgerStore store, AtomicBoolean full,
            Function<IOException, RuntimeException> end) {
        return (LedgerStore) Proxy.newProxyInstance(LedgerStore.class.getClassLoader(),
                new Class<?>[]{LedgerStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("batch") && full.get()) {
                        @SuppressWarnings("unchecked")
                        Function<LedgerStore.Batch, Object> work = (Function<LedgerStore.Batch, Object>) arguments[0];
                        return store.batch(locked -> {
                            var _ = work.apply(locked);
                            throw end.apply(new IOException("No space left on device"));
                        });
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void R5_aStoreWithoutRoomRefusesEachCommandAndTakesThemAgainOnceThereIsRoom() {
        AtomicBoolean full = new AtomicBoolean();
        CounterLedger place = CounterLedger.inMemory();
        try (EmbeddedLedger ledger = place.with(full(place.store(), full, StoreFull::new))
                .open(counting, Clock.systemUTC(), PATIENT, fault -> {
                })) {
            ledger.submit(new Add("a", 1, "me"));
            int before = signatures.get();
            full.set(true);

            assertThatThrownBy(() -> ledger.submit(new Add("a", 1, "me"))).isInstanceOf(StorageFull.class);
            assertThatThrownBy(() -> ledger.submit(new Add("a", 1, "me"))).isInstanceOf(StorageFull.class);
            assertThat(signatures).hasValue(before);
            assertThat(ledger.size()).isEqualTo(new TreeSize(2));
            assertThat(ledger.receipt(new LeafIndex(1))).as("reading goes on").isPresent();
            full.set(false);
            ledger.submit(new Add("a", 1, "me"));
            assertThat(ledger.size()).isEqualTo(new TreeSize(3));
        }
    }

    @Test
    void R5_aCommitThatMetTheEndOfTheDiskIsLookedUpBeforeAnybodyIsTold() {
        AtomicBoolean full = new AtomicBoolean();
        CounterLedger place = CounterLedger.inMemory();
        try (EmbeddedLedger ledger = place.with(full(place.store(), full, cause -> {
            full.set(false);
            return new CommitUnknown(cause);
        })).open(counting, Clock.systemUTC(), PATIENT, fault -> {
        })) {
            full.set(true);

            assertThatThrownBy(() -> ledger.submit(new Add("a", 1, "me"))).isInstanceOf(LedgerUnavailable.class);
            assertThat(ledger.size()).isEqualTo(new TreeSize(1));
            ledger.submit(new Add("a", 1, "me"));
            assertThat(ledger.size()).isEqualTo(new TreeSize(2));
        }
    }

    @Test
    void aFullQueueTurnsCommandsAwayAtOnce() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        try (EmbeddedLedger ledger = CounterLedger.inMemory().open(counting, Clock.systemUTC(), PATIENT, fault -> {
        });
                ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> held = people.submit(() -> ledger.submit((view, at) -> {
                entered.countDown();
                try {
                    leave.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return new Decision.Refused(new LimitReached("held"));
            }));
            entered.await();
            Future<?> second = people.submit(() -> ledger.submit(new Add("a", 1, "1")));
            Future<?> third = people.submit(() -> ledger.submit(new Add("a", 1, "2")));
            while (ledger.waiting() < 2) {
                Thread.onSpinWait();
            }

            assertThatThrownBy(() -> ledger.submit(new Add("a", 1, "3"))).isInstanceOf(LedgerUnavailable.class);
            leave.countDown();
            held.get();
            second.get();
            third.get();
            assertThat(ledger.size()).isEqualTo(new TreeSize(3));
        }
    }
}
