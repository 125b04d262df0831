package id.signet.crypto.key;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Keys that end with the process: for tests. */
public final class InMemoryWrappedKeys implements WrappedKeys {

    /** Empty: deleted. */
    private final ConcurrentMap<KeyId, Optional<WrappedKey>> keys = new ConcurrentHashMap<>();

    @Override
    public boolean insert(WrappedKey key) {
        return keys.putIfAbsent(key.id(), Optional.of(key)) == null;
    }

    @Override
    public Optional<WrappedKey> find(KeyId id) {
        return keys.getOrDefault(id, Optional.empty());
    }

    @Override
    public boolean delete(KeyId id, Instant at) {
        return keys.replace(id, Optional.empty()) != null;
    }
}
