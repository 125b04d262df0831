package id.signet.ledger.state;

import java.util.Optional;

/**
 * Rows as they are committed, read without a lock, and single private rows written inside a {@code DurableCommit} or next
 * to it. Entries write theirs with the entry.
 */
public interface StoredRows extends View {

    /** The row of a private table, which nobody else changes before the calling thread's transaction ends. */
    <K, V> Optional<V> lock(Table<K, V> table, K key);

    /** Whether this call inserted the row; a row that is there stays as it is. */
    <K, V> boolean insertIfAbsent(Table<K, V> table, K key, V value);

    /** Whether there was a row to replace. */
    <K, V> boolean replace(Table<K, V> table, K key, V value);
}
