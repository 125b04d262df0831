package id.signet.ledger.state;

/**
 * A typed handle on a set of rows with one key. Keys and rows are immutable and have value equality.
 *
 * @param name the name of the database table
 * @param visibility public rows are written by projections alone and rebuilt by replay; private rows are not
 */
public record Table<K, V>(String name, Class<K> key, Class<V> row, Visibility visibility) {

    public enum Visibility {
        PUBLIC,
        PRIVATE
    }

    public static <K, V> Table<K, V> ofPublic(String name, Class<K> key, Class<V> row) {
        return new Table<>(name, key, row, Visibility.PUBLIC);
    }

    public static <K, V> Table<K, V> ofPrivate(String name, Class<K> key, Class<V> row) {
        return new Table<>(name, key, row, Visibility.PRIVATE);
    }
}
