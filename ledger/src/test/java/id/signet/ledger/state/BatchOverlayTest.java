package id.signet.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.ledger.testing.InMemoryRows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchOverlayTest {

    private static final Table<String, Long> BALANCE = Table.ofPublic("balance", String.class, Long.class);
    private static final Table<String, String> SECRET = Table.ofPrivate("secret", String.class, String.class);

    private final InMemoryRows rows = new InMemoryRows();
    private final List<Collection<?>> questions = new ArrayList<>();
    private final BatchOverlay overlay = new BatchOverlay(new Rows() {
        @Override
        public <K, V> Map<K, V> load(Table<K, V> table, Collection<K> keys) {
            questions.add(keys);
            return rows.load(table, keys);
        }

        @Override
        public <K, V> void store(Table<K, V> table, Map<K, V> inserted, Map<K, V> replaced) {
            rows.store(table, inserted, replaced);
        }
    });

    @Test
    void rowsThatWereAskedForAreLoadedWithOneQuestion() {
        rows.store(BALANCE, Map.of("a", 1L, "b", 2L), Map.of());
        overlay.row(BALANCE, "a");
        overlay.row(BALANCE, "b");
        overlay.row(BALANCE, "c");
        overlay.load();

        assertThat(overlay.get(BALANCE, "a")).contains(1L);
        assertThat(overlay.get(BALANCE, "b")).contains(2L);
        assertThat(overlay.get(BALANCE, "c")).isEmpty();
        assertThat(questions).hasSize(1);
    }

    @Test
    void aRowNobodyAskedForIsStillFound() {
        rows.store(BALANCE, Map.of("a", 1L), Map.of());

        assertThat(overlay.get(BALANCE, "a")).contains(1L);
    }

    @Test
    void aCommandSeesWhatTheOneBeforeItKept() {
        overlay.put(BALANCE, "a", 1L);
        overlay.keep();
        overlay.put(BALANCE, "a", 2L);
        overlay.discard();

        assertThat(overlay.get(BALANCE, "a")).contains(1L);
    }

    @Test
    void whatWasDiscardedIsNotStored() {
        overlay.put(BALANCE, "a", 1L);
        overlay.keep();
        overlay.put(BALANCE, "b", 2L);
        overlay.discard();
        overlay.store();

        assertThat(rows.all(BALANCE)).containsOnly(Map.entry("a", 1L));
    }

    @Test
    void aProjectionCannotTouchAPrivateTable() {
        assertThatThrownBy(() -> overlay.publicTables().put(SECRET, "a", "x")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("secret");
        assertThatThrownBy(() -> overlay.publicTables().get(SECRET, "a")).isInstanceOf(IllegalStateException.class);
    }
}
