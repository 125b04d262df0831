package id.signet.ledger.testing;

import id.signet.ledger.LedgerCommand;
import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.jdbc.H2Url;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * Durable appends per second beside what the database alone can do on the same disk in the same run. No test: numbers
 * belong beside each other, not in an assertion. {@code Throughput <folder> [seconds]}
 */
public final class Throughput {

    private Throughput() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Duration time = Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 5);
        for (int round = 1; round <= 3; round++) {
            System.out.printf("round %d%n", round);
            System.out.printf("  raw H2, a forced commit of   1 row:  %,9.0f rows/s%n",
                    raw(folder.resolve("raw1-" + round), 1, time));
            System.out.printf("  raw H2, a forced commit of  64 rows: %,9.0f rows/s%n",
                    raw(folder.resolve("raw64-" + round), 64, time));
            for (int people : new int[]{1, 16, 64, 256}) {
                Path place = folder.resolve("log" + people + "-" + round);
                System.out.printf("  H2, %3d submitters, one counter each: %,9.0f appends/s%n", people,
                        onH2(place, people, time));
            }
        }
    }

    private static double onH2(Path folder, int people, Duration time) throws Exception {
        try (CounterLedger place = CounterLedger.onH2(folder, fault -> {
        });
                EmbeddedLedger ledger = place.open(Writer.key(), Clock.systemUTC())) {
            submitAll(ledger, people, Duration.ofSeconds(2));
            return submitAll(ledger, people, time);
        }
    }

    static double submitAll(EmbeddedLedger ledger, int people, Duration time) throws Exception {
        LongAdder done = new LongAdder();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < people; i++) {
                LedgerCommand add = new Counters.Add("p" + i, 1, "me");
                threads.execute(() -> {
                    while (System.nanoTime() - start < time.toNanos()) {
                        ledger.submit(add);
                        done.increment();
                    }
                });
            }
        }
        return done.sum() / ((System.nanoTime() - start) / 1e9);
    }

    /** One row is what an entry of the tests weighs, 130 bytes under a key. */
    private static double raw(Path folder, int rows, Duration time) throws SQLException, IOException {
        Files.createDirectories(folder);
        String url = H2Url.of(folder.resolve("raw"), false);
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE entry (id BIGINT PRIMARY KEY, bytes BYTEA)");
            connection.setAutoCommit(false);
            byte[] bytes = new byte[130];
            long id = 0;
            long start = System.nanoTime();
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?)")) {
                while (System.nanoTime() - start < time.toNanos()) {
                    for (int i = 0; i < rows; i++) {
                        insert.setLong(1, id++);
                        insert.setBytes(2, bytes);
                        insert.addBatch();
                    }
                    insert.executeBatch();
                    connection.commit();
                    statement.execute("CHECKPOINT SYNC");
                }
            }
            return id / ((System.nanoTime() - start) / 1e9);
        }
    }
}
