package id.signet.ledger.state;

import java.util.Set;

/** Told which rows entries changed: after the commit, before anybody is answered. */
public interface RowsChanged {

    RowsChanged NOBODY = new RowsChanged() {
        @Override
        public <K, V> void changed(Table<K, V> table, Set<K> keys) {}
    };

    <K, V> void changed(Table<K, V> table, Set<K> keys);
}
