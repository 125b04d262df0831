package id.signet.ledger.state;

/** Collects the keys a batch will read, so that each table is asked once. */
public interface Prefetch {

    <K, V> void row(Table<K, V> table, K key);
}
