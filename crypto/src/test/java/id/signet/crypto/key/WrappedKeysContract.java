package id.signet.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import id.signet.crypto.Bytes;

/** What every store of wrapped keys must do. */
public abstract class WrappedKeysContract {

    private static final KeyId ID = new KeyId("key-1");
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456Z");

    private WrappedKeys keys = new InMemoryWrappedKeys();

    /** An empty store. */
    protected abstract WrappedKeys create();

    @BeforeEach
    void start() {
        keys = create();
    }

    @ParameterizedTest
    @EnumSource
    void aStoredKeyIsFoundAsItWas(KeyType type) {
        WrappedKey key = key(ID, type);

        assertThat(keys.insert(key)).isTrue();

        assertThat(keys.find(ID)).contains(key);
        assertThat(key.createdAt()).isEqualTo(Instant.parse("2026-11-23T12:00:00.123Z"));
    }

    @Test
    void anUnknownKeyIsNotFound() {
        assertThat(keys.find(ID)).isEmpty();
    }

    @Test
    void aTakenIdKeepsItsKey() {
        WrappedKey first = key(ID, KeyType.ED25519);
        keys.insert(first);

        assertThat(keys.insert(key(ID, KeyType.P256))).isFalse();

        assertThat(keys.find(ID)).contains(first);
    }

    @Test
    void idsDifferByCase() {
        keys.insert(key(new KeyId("abc"), KeyType.ED25519));

        assertThat(keys.find(new KeyId("ABC"))).isEmpty();
        assertThat(keys.insert(key(new KeyId("ABC"), KeyType.ED25519))).isTrue();
    }

    @Test
    void aDeletedKeyIsNoLongerFound() {
        keys.insert(key(ID, KeyType.ED25519));

        assertThat(keys.delete(ID, NOW)).isTrue();

        assertThat(keys.find(ID)).isEmpty();
    }

    @Test
    void theIdOfADeletedKeyIsNeverFreeAgain() {
        keys.insert(key(ID, KeyType.ED25519));
        keys.delete(ID, NOW);

        assertThat(keys.insert(key(ID, KeyType.ED25519))).isFalse();
        assertThat(keys.find(ID)).isEmpty();
    }

    @Test
    void deletingTwiceChangesNothing() {
        keys.insert(key(ID, KeyType.ED25519));
        keys.delete(ID, NOW);

        assertThat(keys.delete(ID, NOW.plusSeconds(60))).isTrue();
    }

    @Test
    void deletingAnUnknownKeySaysSoAndTakesNoId() {
        assertThat(keys.delete(ID, NOW)).isFalse();
        assertThat(keys.insert(key(ID, KeyType.ED25519))).isTrue();
    }

    @Test
    void deletingOneKeyLeavesTheOthers() {
        WrappedKey other = key(new KeyId("key-2"), KeyType.ED25519);
        keys.insert(key(ID, KeyType.ED25519));
        keys.insert(other);

        keys.delete(ID, NOW);

        assertThat(keys.find(other.id())).contains(other);
    }

    @Test
    void ofManyWhoTakeOneIdAtOnceOneGetsIt() throws Exception {
        List<WrappedKey> rivals = IntStream.range(0, 8).mapToObj(_ -> key(ID, KeyType.ED25519)).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> answers = threads
                    .invokeAll(rivals.stream().map(key -> (Callable<Boolean>) () -> keys.insert(key)).toList());
            int winners = 0;
            for (Future<Boolean> answer : answers) {
                winners += answer.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
    }

    private static WrappedKey key(KeyId id, KeyType type) {
        return new WrappedKey(id, SoftwareSigningKey.generate(type).publicKey(), "0123456789abcdef",
                Bytes.of(new byte[72]), Bytes.of(new byte[88]), NOW);
    }
}
