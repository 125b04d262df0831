package id.signet.ledger.state;

import java.util.Optional;

/** Rows as they stand after every change made so far in the batch. */
public interface View {

    <K, V> Optional<V> get(Table<K, V> table, K key);
}
