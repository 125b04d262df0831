package id.signet.ledger.jdbc;

import id.signet.ledger.state.CachedRows;
import id.signet.ledger.state.Table;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads a table of the embedded database into memory once, in the background, so that the first question for a row costs no
 * more than the next. It ends when all rows were seen or the memory for rows is full.
 */
public final class ReadAhead implements AutoCloseable {

    private static final int PART = 500;

    private final JdbcTables tables;
    private final CachedRows rows;
    private final Thread thread;
    private volatile boolean closed;

    private ReadAhead(JdbcTables tables, CachedRows rows, Table<?, ?> table) {
        this.tables = tables;
        this.rows = rows;
        this.thread = Thread.ofPlatform().name("signet-read-ahead").daemon().unstarted(() -> read(table));
    }

    public static ReadAhead start(JdbcTables tables, CachedRows rows, Table<?, ?> table) {
        ReadAhead ahead = new ReadAhead(tables, rows, table);
        ahead.thread.start();
        return ahead;
    }

    private <K, V> void read(Table<K, V> table) {
        long end = tables.endOfRows(table);
        boolean room = true;
        for (long from = 0; from < end && room && !closed; from += PART) {
            long first = from;
            Supplier<Map<K, V>> part = () -> tables.rowsBetween(table, first, first + PART);
            room = rows.readAhead(table, part);
        }
    }

    /** Nothing is read any more once it answers. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
