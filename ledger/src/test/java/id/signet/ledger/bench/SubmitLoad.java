package id.signet.ledger.bench;

import com.zaxxer.hikari.HikariDataSource;
import id.signet.ledger.LedgerCommand;
import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.jdbc.H2Url;
import id.signet.ledger.testing.CounterLedger;
import id.signet.ledger.testing.Counters;
import id.signet.ledger.testing.InMemoryGuard;
import id.signet.ledger.testing.TestDatabase;
import id.signet.ledger.testing.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Submitters that each wait for their receipt, in durable mode, beside what the store alone can do with as many rows in a
 * commit, in the same run. Then the same log is closed and opened. {@code SubmitLoad <folder> [seconds] [leaves]}: with a
 * number of leaves the log on H2 is grown to it before it is opened again.
 */
public final class SubmitLoad {

    private static final int SUBMITTERS = 256;
    private static final int COMMITMENTS = 16;
    /** Entry, counter and note: what each leaf of this load writes. */
    private static final int ROWS_PER_LEAF = 3;

    private final Path folder;
    private final Duration time;
    private final long leaves;

    private SubmitLoad(Path folder, Duration time, long leaves) {
        this.folder = folder;
        this.time = time;
        this.leaves = leaves;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        long seconds = arguments.length > 1 ? Long.parseLong(arguments[1]) : 10;
        long leaves = arguments.length > 2 ? Long.parseLong(arguments[2]) : 0;
        new SubmitLoad(folder, Duration.ofSeconds(seconds), leaves).run();
    }

    private void run() throws Exception {
        System.out.printf("%d submitters, each waits for its receipt; %d s after as long a warm-up%n", SUBMITTERS,
                time.toSeconds());
        try (CounterLedger place = onH2()) {
            onOne("H2", () -> place);
        }
        onPostgres();
        if (leaves > 0) {
            restart();
        }
    }

    private CounterLedger onH2() {
        return CounterLedger.onH2(folder.resolve("h2"), fault -> {
        });
    }

    private void onPostgres() throws Exception {
        try (TestDatabase database = TestDatabase.postgres();
                CounterLedger place = CounterLedger.on(database, new InMemoryGuard())) {
            onOne("PostgreSQL", () -> place);
            System.out.printf("  raw PostgreSQL, %d rows in a commit: %,9.0f rows/s%n", SUBMITTERS * ROWS_PER_LEAF,
                    rawPostgres(database, SUBMITTERS * ROWS_PER_LEAF));
        }
        System.out.printf("  raw H2, %d rows in a forced commit: %,9.0f rows/s%n", SUBMITTERS * ROWS_PER_LEAF,
                rawH2(SUBMITTERS * ROWS_PER_LEAF));
    }

    private void onOne(String name, Supplier<CounterLedger> place) throws Exception {
        try (EmbeddedLedger ledger = place.get().open(Writer.key(), Clock.systemUTC())) {
            IntFunction<LedgerCommand> counter = person -> new Counters.Add("p" + person, 1, "me");
            submitAll(ledger, counter, time);
            print(name + ", leaves", submitAll(ledger, counter, time), 1);
            Deposit deposit = Deposit.of(COMMITMENTS);
            submitAll(ledger, person -> deposit, time.dividedBy(4));
            print(name + ", commitments, " + COMMITMENTS + " in a leaf",
                    submitAll(ledger, person -> Deposit.of(COMMITMENTS), time), COMMITMENTS);
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.printf("  heap in use after it: %,d MB, entries %,d%n",
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20, ledger.size().value());
        }
    }

    /** How long each submission took, in nanoseconds, sorted; and over how long a time. */
    private static final class Waits {

        private final long[] nanos;
        private final double seconds;

        Waits(long[] nanos, double seconds) {
            Arrays.sort(nanos);
            this.nanos = nanos;
            this.seconds = seconds;
        }

        double milliseconds(double part) {
            return nanos[(int) Math.min(nanos.length - 1, (long) (nanos.length * part))] / 1e6;
        }
    }

    private static void print(String what, Waits waits, int each) {
        System.out.printf("  %s: %,9.0f/s, to receipt p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, worst %.0f ms%n", what,
                waits.nanos.length * (double) each / waits.seconds, waits.milliseconds(0.5), waits.milliseconds(0.99),
                waits.milliseconds(0.999), waits.milliseconds(1));
    }

    private static Waits submitAll(EmbeddedLedger ledger, IntFunction<LedgerCommand> command, Duration time)
            throws InterruptedException {
        long[][] waits = new long[SUBMITTERS][1 << 16];
        int[] done = new int[SUBMITTERS];
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SUBMITTERS; i++) {
                int person = i;
                threads.execute(() -> {
                    for (long now = System.nanoTime(); now - start < time.toNanos();) {
                        ledger.submit(command.apply(person));
                        long after = System.nanoTime();
                        if (done[person] < waits[person].length) {
                            waits[person][done[person]++] = after - now;
                        }
                        now = after;
                    }
                });
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] all = new long[Arrays.stream(done).sum()];
        int at = 0;
        for (int i = 0; i < SUBMITTERS; i++) {
            System.arraycopy(waits[i], 0, all, at, done[i]);
            at += done[i];
        }
        return new Waits(all, seconds);
    }

    private void restart() throws Exception {
        try (CounterLedger place = onH2();
                EmbeddedLedger ledger = place.open(Writer.key(), Clock.systemUTC())) {
            while (ledger.size().value() < leaves) {
                submitAll(ledger, person -> new Counters.Add("p" + person, 1, "me"), Duration.ofSeconds(5));
            }
        }
        for (int round = 1; round <= 3; round++) {
            long start = System.nanoTime();
            try (CounterLedger place = onH2();
                    EmbeddedLedger ledger = place.open(Writer.key(), Clock.systemUTC())) {
                System.out.printf("  opened again with %,d leaves: %.2f s%n", ledger.size().value(),
                        (System.nanoTime() - start) / 1e9);
            }
        }
    }

    private double rawH2(int rows) throws SQLException {
        try (Connection connection = DriverManager.getConnection(H2Url.of(folder.resolve("raw"), false), "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE entry (id BIGINT PRIMARY KEY, bytes BYTEA)");
            return raw(connection, rows, "CHECKPOINT SYNC");
        }
    }

    private double rawPostgres(TestDatabase database, int rows) throws SQLException {
        try (HikariDataSource pool = database.freshConnections().dataSource();
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE entry (id BIGINT PRIMARY KEY, bytes BYTEA)");
            return raw(connection, rows, "");
        }
    }

    /** Rows of the weight of an entry, 130 bytes under a key. */
    private double raw(Connection connection, int rows, String force) throws SQLException {
        connection.setAutoCommit(false);
        byte[] bytes = new byte[130];
        long id = 0;
        long start = System.nanoTime();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?)");
                Statement statement = connection.createStatement()) {
            while (System.nanoTime() - start < time.toNanos()) {
                for (int i = 0; i < rows; i++) {
                    insert.setLong(1, id++);
                    insert.setBytes(2, bytes);
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
                if (!force.isEmpty()) {
                    statement.execute(force);
                }
            }
        }
        return id / ((System.nanoTime() - start) / 1e9);
    }
}
