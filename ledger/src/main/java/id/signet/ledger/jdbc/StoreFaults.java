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

    /** Whether H2 has closed the database under its connections, as it does after a write that failed. */
    public static boolean isClosed(SQLException thrown) {
        return thrown.getErrorCode() == H2_CLOSED;
    }
}
