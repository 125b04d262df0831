package id.signet.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CachedRowsTest {

    private static final Table<String, Integer> PUBLIC = Table.ofPublic("public", String.class, Integer.class);
    private static final Table<String, Integer> PRIVATE = Table.ofPrivate("private", String.class, Integer.class);

    /** A row takes as many bytes as its number says, one that is not there takes ten. */
    private static final RowSizes SIZES = new RowSizes() {
        @Override
        public <K, V> int bytes(Table<K, V> table, K key, Optional<V> row) {
            return row.map(Integer.class::cast).orElse(10);
        }
    };

    private final Counted stored = new Counted();
    private final CachedRows rows = new CachedRows(stored, SIZES, 30);

    @Test
    void aPublicRowIsReadOnce() {
        stored.put(PUBLIC, "a", 1);

        assertThat(rows.get(PUBLIC, "a")).contains(1);
        assertThat(rows.get(PUBLIC, "a")).contains(1);

        assertThat(stored.reads).isEqualTo(1);
    }

    @Test
    void aPrivateRowIsReadEachTime() {
        stored.put(PRIVATE, "a", 1);
        rows.get(PRIVATE, "a");
        stored.put(PRIVATE, "a", 2);

        assertThat(rows.get(PRIVATE, "a")).contains(2);
    }

    @Test
    void aChangedRowIsReadAnew() {
        stored.put(PUBLIC, "a", 1);
        rows.get(PUBLIC, "a");
        stored.put(PUBLIC, "a", 2);

        rows.changed(PUBLIC, Set.of("a"));

        assertThat(rows.get(PUBLIC, "a")).contains(2);
    }

    @Test
    void aRowThatWasAbsentIsFoundOnceItIsThere() {
        assertThat(rows.get(PUBLIC, "a")).isEmpty();
        stored.put(PUBLIC, "a", 1);

        rows.changed(PUBLIC, Set.of("a"));

        assertThat(rows.get(PUBLIC, "a")).contains(1);
    }

    @Test
    void aRowReadAheadIsNotReadAgain() {
        assertThat(rows.readAhead(PUBLIC, () -> Map.of("a", 1))).isTrue();

        assertThat(rows.get(PUBLIC, "a")).contains(1);
        assertThat(stored.reads).isZero();
    }

    @Test
    void aRowThatChangesWhileItIsReadAheadIsReadAnew() {
        stored.put(PUBLIC, "a", 2);

        rows.readAhead(PUBLIC, () -> {
            rows.changed(PUBLIC, Set.of("a"));
            return Map.of("a", 1, "b", 3);
        });

        assertThat(rows.get(PUBLIC, "a")).contains(2);
        assertThat(rows.get(PUBLIC, "b")).contains(3);
        assertThat(stored.reads).isEqualTo(1);
    }

    @Test
    void aRowThatWasAskedForIsNotOvertakenByOneReadAhead() {
        stored.put(PUBLIC, "a", 2);
        rows.get(PUBLIC, "a");

        rows.readAhead(PUBLIC, () -> Map.of("a", 1));

        assertThat(rows.get(PUBLIC, "a")).contains(2);
    }

    @Test
    void readingAheadEndsWhereTheMemoryDoes() {
        stored.put(PUBLIC, "a", 20);
        rows.get(PUBLIC, "a");

        assertThat(rows.readAhead(PUBLIC, () -> Map.of("b", 11))).isFalse();

        rows.get(PUBLIC, "a");
        assertThat(stored.reads).isEqualTo(1);
    }

    @Test
    void aRowReadBeforeACommitIsNotKeptAfterIt() {
        stored.put(PUBLIC, "a", 1);
        stored.whileReading = () -> {
            stored.put(PUBLIC, "a", 2);
            rows.changed(PUBLIC, Set.of("a"));
        };

        assertThat(rows.get(PUBLIC, "a")).as("what the reader had already read").contains(1);
        assertThat(rows.get(PUBLIC, "a")).contains(2);
    }

    @Test
    void noMoreBytesAreKeptThanAllowed() {
        for (String key : new String[]{"a", "b", "c", "d", "a"}) {
            rows.get(PUBLIC, key);
        }

        assertThat(stored.reads).isEqualTo(5);
    }

    @Test
    void theRowAskedForLongestAgoGoesFirst() {
        for (String key : new String[]{"a", "b", "c", "a", "d", "a", "c", "d"}) {
            rows.get(PUBLIC, key);
        }

        assertThat(stored.reads).as("a, b, c and d").isEqualTo(4);
    }

    @Test
    void aLargeRowTakesThePlaceOfSeveral() {
        stored.put(PUBLIC, "large", 25);
        for (String key : new String[]{"a", "b", "c", "large", "a", "b", "c"}) {
            rows.get(PUBLIC, key);
        }

        assertThat(stored.reads).isEqualTo(7);
    }

    @Test
    void aRowLargerThanAllThatMayBeKeptPushesNothingOut() {
        stored.put(PUBLIC, "huge", 31);
        for (String key : new String[]{"a", "huge", "huge", "a"}) {
            rows.get(PUBLIC, key);
        }

        assertThat(stored.reads).isEqualTo(3);
    }

    @Test
    void aRowThatWasForgottenLeavesItsRoomToOthers() {
        stored.put(PUBLIC, "large", 20);
        rows.get(PUBLIC, "large");
        rows.changed(PUBLIC, Set.of("large"));
        for (String key : new String[]{"a", "b", "c", "a", "b", "c"}) {
            rows.get(PUBLIC, key);
        }

        assertThat(stored.reads).as("large, a, b and c").isEqualTo(4);
    }

    /** Rows that count how often they are read. */
    private static final class Counted implements StoredRows {

        private final Map<Object, Object> content = new HashMap<>();
        private int reads;
        private Runnable whileReading = () -> {
        };

        <K, V> void put(Table<K, V> table, K key, V value) {
            content.put(Map.entry(table, key), value);
        }

        @Override
        public <K, V> Optional<V> get(Table<K, V> table, K key) {
            reads++;
            Optional<V> row = Optional.ofNullable(content.get(Map.entry(table, key))).map(table.row()::cast);
            Runnable meanwhile = whileReading;
            whileReading = () -> {
            };
            meanwhile.run();
            return row;
        }

        @Override
        public <K, V> Optional<V> lock(Table<K, V> table, K key) {
            throw new AssertionError("no row is changed here");
        }

        @Override
        public <K, V> boolean insertIfAbsent(Table<K, V> table, K key, V value) {
            throw new AssertionError("a cache writes nothing");
        }

        @Override
        public <K, V> boolean replace(Table<K, V> table, K key, V value) {
            throw new AssertionError("a cache writes nothing");
        }
    }
}
