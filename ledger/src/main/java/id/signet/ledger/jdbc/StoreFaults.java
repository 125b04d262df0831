package id.signet.ledger.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lies under an exception of the database. */
public final class StoreFaults {

    /** PostgreSQL's {@code disk_full}. */
    private static final String DISK_FULL = "53100";

    /** As Linux and Windows say it; H2 hands the text on. */
    private static final List<String> SENTENCES = List.of("No space left on device", "Disk quota exceeded",
            "There is not enough space on the disk");

    /**
     * The connection is gone: class 08, the server's own 57P01 to 57P05, and the end that PostgreSQL makes of a session
     * that stood still inside a transaction.
     */
    private static final List<String> CONNECTION_LOST = List.of("08", "57P", "25P03", "25P04");

    /** Serialization failure, deadlock, a lock that was not to be had in time, too many connections. */
    private static final List<String> PASSING = List.of("40001", "40P01", "55P03", "53300");

    /** H2's {@code DATABASE_IS_CLOSED}. */
    private static final int H2_CLOSED = 90_098;

    private StoreFaults() {}

    /** Whether the disk of the database has no room left. */
    public static boolean isDiskFull(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState())) {
                return true;
            }
            if (cause instanceof IOException && cause.getMessage() != null
                    && SENTENCES.stream().anyMatch(cause.getMessage()::contains)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the connection broke, and what was in its transaction with it. */
    public static boolean isConnectionLost(@Nullable Throwable thrown) {
        return hasState(thrown, CONNECTION_LOST);
    }

    /** Whether the same transaction, begun anew, may well succeed. */
    public static boolean isPassing(@Nullable Throwable thrown) {
        return hasState(thrown, CONNECTION_LOST) || hasState(thrown, PASSING);
    }

    private static boolean hasState(@Nullable Throwable thrown, List<String> beginnings) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null
                    && beginnings.stream().anyMatch(sql.getSQLState()::startsWith)) {
                return true;
            }
        }
        return false;
    }

    /** Whether H2 has closed the database under its connections, as it does after a write that failed. */
    public static boolean isClosed(SQLException thrown) {
        return thrown.getErrorCode() == H2_CLOSED;
    }
}
