package id.signet.crypto.key;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * A bounded, thread-safe memory of what was used lately, in two generations: what is used moves to the young one; when
 * that is full, the old one is forgotten. Holds between half and all of its capacity, with no clock and no lock on
 * reading.
 */
final class RecentlyUsed<K, V> {

    private final int generationSize;
    private volatile Map<K, V> young = new ConcurrentHashMap<>();
    private volatile Map<K, V> old = new ConcurrentHashMap<>();

    RecentlyUsed(int capacity) {
        this.generationSize = Math.max(1, capacity / 2);
    }

    @Nullable
    V get(K key) {
        V value = young.get(key);
        if (value != null) {
            return value;
        }
        V aged = old.get(key);
        if (aged != null) {
            put(key, aged);
        }
        return aged;
    }

    void put(K key, V value) {
        Map<K, V> target = young;
        target.put(key, value);
        if (target.size() >= generationSize) {
            turn();
        }
    }

    void remove(K key) {
        old.remove(key);
        young.remove(key);
    }

    int size() {
        return young.size() + old.size();
    }

    private synchronized void turn() {
        if (young.size() >= generationSize) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }
}
