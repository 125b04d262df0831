package id.signet.crypto;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A bounded, thread-safe memory of what was used lately, in two generations: what is used moves to the young one; when
 * that is full, the old one is forgotten. Holds between half and all of its capacity, with no clock and no lock on
 * reading.
 */
public final class RecentlyUsed<K, V> {

    private final long generation;
    private final ToIntBiFunction<K, V> weight;
    private volatile Generation<K, V> young = new Generation<>();
    private volatile Generation<K, V> old = new Generation<>();

    /** @param capacity the number of values */
    public RecentlyUsed(int capacity) {
        this(capacity, (key, value) -> 1);
    }

    /**
     * @param capacity the sum of weights, for values of which some are a thousand times larger than others
     * @param weight always the same for the same value
     */
    public RecentlyUsed(int capacity, ToIntBiFunction<K, V> weight) {
        this.generation = Math.max(1, capacity / 2);
        this.weight = weight;
    }

    private static final class Generation<K, V> {

        private final Map<K, V> values = new ConcurrentHashMap<>();
        private final AtomicLong weight = new AtomicLong();
    }

    /** The value remembered, or the one computed now; one that cannot be computed is not remembered. */
    public V get(K key, Supplier<V> compute) {
        V known = get(key);
        if (known == null) {
            known = compute.get();
            put(key, known);
        }
        return known;
    }

    public @Nullable V get(K key) {
        V value = young.values.get(key);
        if (value != null) {
            return value;
        }
        V aged = old.values.get(key);
        if (aged != null) {
            put(key, aged);
        }
        return aged;
    }

    public void put(K key, V value) {
        Generation<K, V> target = young;
        V before = target.values.put(key, value);
        long change = weight.applyAsInt(key, value) - (before == null ? 0L : weight.applyAsInt(key, before));
        if (target.weight.addAndGet(change) >= generation) {
            turn(target);
        }
    }

    public void remove(K key) {
        old.values.remove(key);
        V removed = young.values.remove(key);
        if (removed != null) {
            young.weight.addAndGet(-weight.applyAsInt(key, removed));
        }
    }

    public int size() {
        return young.values.size() + old.values.size();
    }

    private synchronized void turn(Generation<K, V> full) {
        if (young == full) {
            old = full;
            young = new Generation<>();
        }
    }
}
