package id.signet.crypto.key;

import java.time.Instant;
import java.util.Optional;

/** The store of a {@link SoftwareKeyRing}. */
public interface WrappedKeys {

    /**
     * Stores a key unless its id is taken, by a living or by a deleted key.
     *
     * @return whether it was stored
     */
    boolean insert(WrappedKey key);

    /** The key, unless it was never stored or is deleted. */
    Optional<WrappedKey> find(KeyId id);

    /**
     * Erases the wrapped bytes and keeps the id, so that it can never name another key.
     *
     * @return whether there was ever such a key; deleting a deleted one changes nothing
     */
    boolean delete(KeyId id, Instant at);
}
