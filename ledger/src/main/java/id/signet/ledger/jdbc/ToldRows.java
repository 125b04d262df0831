package id.signet.ledger.jdbc;

import id.signet.ledger.state.Rows;
import id.signet.ledger.state.RowsChanged;
import id.signet.ledger.state.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of one batch, with a memory of which were written, to be told once the transaction is over. */
final class ToldRows implements Rows {

    private final Rows rows;
    private final RowsChanged listener;
    private final List<Runnable> news = new ArrayList<>();

    ToldRows(Rows rows, RowsChanged listener) {
        this.rows = rows;
        this.listener = listener;
    }

    @Override
    public <K, V> Map<K, V> load(Table<K, V> table, Collection<K> keys) {
        return rows.load(table, keys);
    }

    @Override
    public <K, V> void store(Table<K, V> table, Map<K, V> inserted, Map<K, V> replaced) {
        rows.store(table, inserted, replaced);
        Set<K> keys = new HashSet<>(inserted.keySet());
        keys.addAll(replaced.keySet());
        news.add(() -> listener.changed(table, keys));
    }

    void tell() {
        news.forEach(Runnable::run);
    }
}
