package id.signet.ledger.state;

import java.util.Collection;
import java.util.Map;

/** Where a batch reads rows from and, once all is decided, writes them to. */
public interface Rows {

    /** The rows that exist among the keys asked for. */
    <K, V> Map<K, V> load(Table<K, V> table, Collection<K> keys);

    /** Writes rows whose keys did not exist, and rows whose keys did. */
    <K, V> void store(Table<K, V> table, Map<K, V> inserted, Map<K, V> replaced);
}
