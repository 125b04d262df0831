package id.signet.ledger.state;

import java.util.Optional;

/** What rows take in memory. */
public interface RowSizes {

    /** About how many bytes a row takes with its key; of a row that is not there, what it takes to know that. */
    <K, V> int bytes(Table<K, V> table, K key, Optional<V> row);
}
