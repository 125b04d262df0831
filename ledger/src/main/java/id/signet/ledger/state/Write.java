package id.signet.ledger.state;

/** One private row to insert or replace together with an entry. */
public record Write<K, V>(Table<K, V> table, K key, V value) {}
