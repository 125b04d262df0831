package id.signet.ledger.jdbc;

import java.nio.file.Path;

/** The one place where the settings of the embedded database are written down. */
public final class H2Url {

    public static final String PREFIX = "jdbc:h2:";

    private H2Url() {}

    /**
     * The JDBC address of a database file. {@code WRITE_DELAY=0} hands every commit to the operating system at once (the
     * force to disk is {@link JdbcDurableCommit}'s). {@code async:} because an interrupt that meets a thread inside an
     * ordinary file channel closes the channel, and with it the database. {@code QUERY_CACHE_SIZE} because a session that
     * remembers fewer statements than we use parses them again and again. The others make SQL read as on PostgreSQL.
     *
     * @param file the path without H2's ending {@code .mv.db}
     * @param mustExist refuse to create a database where none is: a database that vanished must never come back empty
     */
    public static String of(Path file, boolean mustExist) {
        String path = file.toAbsolutePath().toString();
        if (path.indexOf(';') >= 0) {
            throw new IllegalArgumentException("the path of an H2 database cannot hold a semicolon: " + path);
        }
        return PREFIX + "async:" + path + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=256"
                + (mustExist ? ";IFEXISTS=TRUE" : "");
    }

    /**
     * The statement that lets the database keep an eighth of a process's memory in pages, where it would keep 16 MB. It is
     * said once to an open database: each time it is said all pages are forgotten, and what stands in the address every new
     * connection says.
     *
     * @param memory of the process, in bytes
     */
    static String pages(long memory) {
        return "SET CACHE_SIZE " + Math.min(memory / 8 / 1024, Integer.MAX_VALUE);
    }
}
