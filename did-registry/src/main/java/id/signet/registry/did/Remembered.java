package id.signet.registry.did;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What was computed from a key that says all that counts; the least recently used goes first. */
public final class Remembered<K, V> {

    private final Map<K, V> values;

    public Remembered(int capacity) {
        this.values = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {

            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        });
    }

    /** The value remembered, or the one computed now; one that cannot be computed is not remembered. */
    public V get(K key, Supplier<V> compute) {
        V known = values.get(key);
        if (known == null) {
            known = compute.get();
            values.put(key, known);
        }
        return known;
    }
}
