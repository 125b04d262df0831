package id.signet.ledger.state;

/** A {@link View} that takes changes: the row under the key is inserted or replaced. */
public interface Changes extends View {

    <K, V> void put(Table<K, V> table, K key, V value);
}
