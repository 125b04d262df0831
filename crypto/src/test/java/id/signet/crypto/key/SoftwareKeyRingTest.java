package id.signet.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import id.signet.crypto.Bytes;
import id.signet.crypto.bbs.BbsInput;

class SoftwareKeyRingTest {

    /** Bytes that a key of every type signs. */
    private static final byte[] MESSAGE = new BbsInput(Bytes.utf8("what is signed"), List.of()).encode();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
    private final Clock clock = new MovableClock(now);
    private final CountingStore store = new CountingStore();
    private final MasterKey master = MasterKey.generate();
    private final SoftwareKeyRing ring = new SoftwareKeyRing(store, master, clock);

    @ParameterizedTest
    @EnumSource
    void aCreatedKeySignsWhatItsPublicHalfVerifies(KeyType type) {
        SigningKey key = ring.open(ring.create(type));

        assertThat(key.publicKey().type()).isEqualTo(type);
        assertThat(Signatures.verify(key.publicKey(), MESSAGE, key.sign(MESSAGE))).isTrue();
    }

    @Test
    void anUnknownKeyCannotBeOpenedOrDestroyed() {
        KeyId unknown = new KeyId("unknown");

        assertThatThrownBy(() -> ring.open(unknown)).isInstanceOf(NoSuchKey.class);
        assertThatThrownBy(() -> ring.destroy(unknown)).isInstanceOf(NoSuchKey.class);
    }

    @Test
    void aDestroyedKeyCannotBeOpened() {
        KeyId id = ring.create(KeyType.ED25519);
        ring.open(id);

        ring.destroy(id);

        assertThatThrownBy(() -> ring.open(id)).isInstanceOf(NoSuchKey.class);
        ring.destroy(id);
    }

    @ParameterizedTest
    @EnumSource
    void aDestroyedKeyThatIsAlreadyOpenNoLongerSigns(KeyType type) {
        KeyId id = ring.create(type);
        SigningKey open = ring.open(id);
        PublicKey publicKey = open.publicKey();

        ring.destroy(id);

        assertThatThrownBy(() -> open.sign(MESSAGE)).isInstanceOf(NoSuchKey.class);
        assertThat(open.publicKey()).isEqualTo(publicKey);
    }

    @Test
    void aKeyDestroyedThroughAnotherNodeStopsBeingOpenedWithinASecond() {
        KeyId id = ring.create(KeyType.ED25519);
        SigningKey open = ring.open(id);
        new SoftwareKeyRing(store, master, clock).destroy(id);

        now.set(now.get().plus(SoftwareKeyRing.RECHECK));

        assertThatThrownBy(() -> ring.open(id)).isInstanceOf(NoSuchKey.class);
        assertThatThrownBy(() -> open.sign(MESSAGE)).isInstanceOf(NoSuchKey.class);
    }

    @Test
    void aClockSetBackDoesNotKeepADestroyedKeyAlive() {
        KeyId id = ring.create(KeyType.ED25519);
        ring.open(id);
        new SoftwareKeyRing(store, master, clock).destroy(id);

        now.set(now.get().minus(Duration.ofHours(1)));

        assertThatThrownBy(() -> ring.open(id)).isInstanceOf(NoSuchKey.class);
    }

    @Test
    void openingAndSigningAgainAsksTheStoreOnce() {
        KeyId id = ring.create(KeyType.ED25519);
        for (int i = 0; i < 100; i++) {
            ring.open(id).sign(MESSAGE);
        }

        assertThat(store.finds).hasValue(1);
    }

    @Test
    void theNumberOfOpenKeysIsBounded() {
        SoftwareKeyRing small = new SoftwareKeyRing(store, master, clock, 4);
        Set<KeyId> ids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            KeyId id = small.create(KeyType.ED25519);
            small.open(id);
            ids.add(id);
        }

        assertThat(small.openKeys()).isLessThanOrEqualTo(4);
        for (KeyId id : ids) {
            SigningKey key = small.open(id);
            assertThat(Signatures.verify(key.publicKey(), MESSAGE, key.sign(MESSAGE))).isTrue();
        }
    }

    @Test
    void anotherMasterKeyIsRecognisedByItsName() {
        KeyId id = ring.create(KeyType.ED25519);
        SoftwareKeyRing other = new SoftwareKeyRing(store, MasterKey.generate(), clock);

        assertThatThrownBy(() -> other.open(id)).isInstanceOf(MasterKeyRefused.class)
                .hasMessageContaining(master.id());
    }

    @Test
    void anotherMasterKeyUnderTheSameNameDoesNotUnwrap() {
        KeyId id = ring.create(KeyType.ED25519);
        MasterKey forged = MasterKey.generate();
        store.change(id, key -> new WrappedKey(id, key.publicKey(), forged.id(), key.wrappedDataKey(),
                key.wrappedSecret(), key.createdAt()));

        assertThatThrownBy(() -> new SoftwareKeyRing(store, forged, clock).open(id)).isInstanceOf(SealBroken.class);
    }

    @Test
    void aSecretMovedToAnotherIdDoesNotOpen() {
        WrappedKey victim = store.find(ring.create(KeyType.ED25519)).orElseThrow();
        KeyId other = new KeyId("mine");
        store.insert(new WrappedKey(other, victim.publicKey(), victim.masterKeyId(), victim.wrappedDataKey(),
                victim.wrappedSecret(), victim.createdAt()));

        assertThatThrownBy(() -> ring.open(other)).isInstanceOf(SealBroken.class);
    }

    @Test
    void aSecretUnderAnotherPublicKeyDoesNotOpen() {
        KeyId id = ring.create(KeyType.ED25519);
        PublicKey other = SoftwareSigningKey.generate(KeyType.ED25519).publicKey();
        store.change(id, key -> new WrappedKey(id, other, key.masterKeyId(), key.wrappedDataKey(), key.wrappedSecret(),
                key.createdAt()));

        assertThatThrownBy(() -> ring.open(id)).isInstanceOf(SealBroken.class);
    }

    @Test
    void aFlippedBitInEitherSealDoesNotOpen() {
        KeyId id = ring.create(KeyType.P256);
        WrappedKey good = store.find(id).orElseThrow();
        store.change(id, key -> new WrappedKey(id, key.publicKey(), key.masterKeyId(), flip(key.wrappedDataKey()),
                key.wrappedSecret(), key.createdAt()));
        assertThatThrownBy(() -> ring.open(id)).isInstanceOf(SealBroken.class);
        store.change(id, _ -> new WrappedKey(id, good.publicKey(), good.masterKeyId(), good.wrappedDataKey(),
                flip(good.wrappedSecret()), good.createdAt()));
        assertThatThrownBy(() -> ring.open(id)).isInstanceOf(SealBroken.class);
        store.change(id, _ -> good);

        assertThat(ring.open(id).publicKey()).isEqualTo(good.publicKey());
    }

    @Test
    void everyKeyHasADataKeyOfItsOwn() {
        WrappedKey one = store.find(ring.create(KeyType.ED25519)).orElseThrow();
        WrappedKey two = store.find(ring.create(KeyType.ED25519)).orElseThrow();

        assertThat(one.wrappedDataKey()).isNotEqualTo(two.wrappedDataKey());
        assertThat(one.wrappedDataKey().size()).isEqualTo(24 + 32 + 16);
        assertThat(one.wrappedSecret().size()).isEqualTo(24 + 32 + 16);
    }

    @Test
    void anOpenedKeyIsNothingThatCanBeExported() {
        SigningKey key = ring.open(ring.create(KeyType.ED25519));

        assertThat(key).isNotInstanceOf(SoftwareSigningKey.class);
        assertThat(key.toString()).contains(key.publicKey().toString());
    }

    @Test
    void aSignatureBegunBeforeTheDestructionIsWholeOrRefused() throws Exception {
        for (int round = 0; round < 20; round++) {
            KeyId id = ring.create(KeyType.ED25519);
            SigningKey open = ring.open(id);
            PublicKey publicKey = open.publicKey();
            CountDownLatch signing = new CountDownLatch(1);
            AtomicInteger broken = new AtomicInteger();
            Thread signer = Thread.ofPlatform().start(() -> {
                try {
                    while (true) {
                        byte[] signature = open.sign(MESSAGE);
                        signing.countDown();
                        if (!Signatures.verify(publicKey, MESSAGE, signature)) {
                            broken.incrementAndGet();
                        }
                    }
                } catch (NoSuchKey e) {
                    signing.countDown();
                }
            });
            signing.await();

            ring.destroy(id);

            signer.join();
            assertThat(broken).hasValue(0);
        }
    }

    private static Bytes flip(Bytes bytes) {
        byte[] changed = bytes.toArray();
        changed[changed.length / 2] ^= 1;
        return Bytes.of(changed);
    }

    private static final class MovableClock extends Clock {

        private final AtomicReference<Instant> now;

        MovableClock(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** A store that counts, and whose rows somebody can change behind the ring's back. */
    private static final class CountingStore implements WrappedKeys {

        final AtomicInteger finds = new AtomicInteger();
        private final Map<KeyId, Optional<WrappedKey>> keys = new ConcurrentHashMap<>();

        @Override
        public boolean insert(WrappedKey key) {
            return keys.putIfAbsent(key.id(), Optional.of(key)) == null;
        }

        @Override
        public Optional<WrappedKey> find(KeyId id) {
            finds.incrementAndGet();
            return keys.getOrDefault(id, Optional.empty());
        }

        @Override
        public boolean delete(KeyId id, Instant at) {
            return keys.replace(id, Optional.empty()) != null;
        }

        void change(KeyId id, UnaryOperator<WrappedKey> change) {
            keys.computeIfPresent(id, (_, key) -> key.map(change));
        }
    }
}
