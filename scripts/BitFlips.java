import id.signet.crypto.Bytes;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.Receipt;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.LogCheck;
import id.signet.ledger.jdbc.H2Url;
import id.signet.ledger.jdbc.JdbcLedgerStore;
import id.signet.ledger.jdbc.JdbcTables;
import id.signet.ledger.merkle.InclusionProof;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.receipt.ReceiptResult;
import id.signet.ledger.receipt.ReceiptVerifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * G03: one bit is turned in a copy of the data. Nine of ten flips are in an entry, a hash, a checkpoint or the head: the check
 * must name that very object. The others are anywhere in the database file: the database or the check says so, or what was
 * turned was not the log. A proof built from damaged data must never prove anything that was not logged.
 */
final class BitFlips {

    private static final int ENTRIES = 60;

    private final Path database;
    private final VerifierKey key;
    private final Random random;
    private final List<Bytes> original = new ArrayList<>();
    private final Map<String, Integer> seen = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();

    private BitFlips(Path database, VerifierKey key, long seed) {
        this.database = database;
        this.key = key;
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        int flips = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        Path directory = Files.createTempDirectory("signet-bit-flips");
        System.out.printf("%d flips, seed %d, in %s%n", flips, seed, directory);
        Service service = new Service(directory);
        String key;
        try {
            service.start();
            String issuer = Certificates.accreditedIssuer(service, "Ed25519");
            for (int i = 0; i < ENTRIES; i++) {
                service.post("/api/v1/credentials", Certificates.request(issuer, Certificates.FORMATS[i % 3], i)).expect(201);
                if (i % 10 == 0) {
                    Thread.sleep(600);
                }
            }
            key = service.get("/log/key").expect(200).text().strip();
        } finally {
            service.stop();
        }
        Path database = directory.resolve("data").resolve("signet.mv.db");
        BitFlips proof = new BitFlips(database, VerifierKey.parse(key), seed);
        int inFile = Math.max(1, flips / 10);
        proof.inRows(flips - inFile, directory.resolve("rows"));
        for (int i = 0; i < inFile; i++) {
            proof.inFile(directory.resolve("file"));
        }
        proof.seen.forEach((what, count) -> System.out.printf("  %6d %s%n", count, what));
        System.out.printf("bit flips: %d, %s%n", flips,
                proof.broken.isEmpty() ? "each named, refused or harmless; zero lost acknowledgements, zero forks" : proof.broken.size() + " WRONG");
        proof.broken.stream().limit(20).forEach(System.out::println);
        // A database that hangs on damaged pages may have left threads behind.
        Runtime.getRuntime().halt(proof.broken.isEmpty() ? 0 : 1);
    }

    private static Connection open(Path file) throws SQLException {
        String path = file.toString();
        return DriverManager.getConnection(H2Url.of(Path.of(path.substring(0, path.length() - ".mv.db".length())), true), "signet", "");
    }

    private static JdbcLedgerStore store(Connection connection) {
        var one = new SingleConnectionDataSource(connection, true);
        return new JdbcLedgerStore(one, new JdbcTables(one, List.of()));
    }

    // ---- in the rows of the log ----

    private void inRows(int flips, Path copy) throws Exception {
        Files.createDirectories(copy);
        Path file = Files.copy(database, copy.resolve("signet.mv.db"));
        try (Connection connection = open(file)) {
            JdbcLedgerStore store = store(connection);
            original.addAll(store.entries(0, Integer.MAX_VALUE));
            connection.setAutoCommit(false);
            if (!new LogCheck(store, key).run().sound()) {
                broken.add("the log is not sound before anything is turned");
            }
            for (int i = 0; i < flips; i++) {
                String object = turn(connection, i % 4);
                List<String> findings = new LogCheck(store, key).run().findings();
                if (findings.isEmpty() || !findings.stream().allMatch(finding -> finding.startsWith(object + " "))) {
                    broken.add("a flip in " + object + " is told as " + findings);
                }
                count("in " + object.replaceAll("[0-9/]+.*", "").strip() + ": named");
                prove(store);
                connection.rollback();
            }
        }
    }

    /** Turns one bit and answers how the check calls the object. */
    private String turn(Connection connection, int kind) throws SQLException {
        return switch (kind) {
            case 0 -> {
                long index = random.nextInt(original.size());
                update(connection, "log_entry", "entry", "leaf_index = " + index);
                yield "entry " + index;
            }
            case 1 -> {
                // One of several runs of one tile; which hash of it is told by where the bit is.
                var run = rows(connection, "SELECT tile_level, tile_index, first_node FROM log_hashes");
                int bit = update(connection, "log_hashes", "hashes",
                        "tile_level = " + run[0] + " AND tile_index = " + run[1] + " AND first_node = " + run[2]);
                yield "hash " + (run[2] + bit / 8 / 32) + " of tile " + run[0] + "/" + run[1];
            }
            case 2 -> {
                long size = rows(connection, "SELECT tree_size FROM log_checkpoint")[0];
                updateText(connection, size);
                yield "checkpoint " + size;
            }
            default -> {
                update(connection, "log_head", "root", "id = 1");
                yield "head";
            }
        };
    }

    private long[] rows(Connection connection, String sql) throws SQLException {
        List<long[]> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql); ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                long[] row = new long[rows.getMetaData().getColumnCount()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = rows.getLong(i + 1);
                }
                all.add(row);
            }
        }
        return all.get(random.nextInt(all.size()));
    }

    private int update(Connection connection, String table, String column, String where) throws SQLException {
        byte[] bytes;
        try (PreparedStatement select = connection.prepareStatement("SELECT " + column + " FROM " + table + " WHERE " + where);
                ResultSet row = select.executeQuery()) {
            row.next();
            bytes = row.getBytes(1);
        }
        int bit = random.nextInt(bytes.length * 8);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + table + " SET " + column + " = ? WHERE " + where)) {
            update.setBytes(1, bytes);
            update.executeUpdate();
        }
        return bit;
    }

    private void updateText(Connection connection, long size) throws SQLException {
        byte[] bytes;
        try (PreparedStatement select = connection.prepareStatement("SELECT note FROM log_checkpoint WHERE tree_size = " + size);
                ResultSet row = select.executeQuery()) {
            row.next();
            bytes = row.getString(1).getBytes(StandardCharsets.UTF_8);
        }
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(7));
        try (PreparedStatement update = connection.prepareStatement("UPDATE log_checkpoint SET note = ? WHERE tree_size = " + size)) {
            update.setString(1, new String(bytes, StandardCharsets.UTF_8));
            update.executeUpdate();
        }
    }

    /** A proof made from what is stored now, of what is stored now: it may fail, it may never prove what was not logged. */
    private void prove(JdbcLedgerStore store) {
        LeafIndex asked = new LeafIndex(random.nextInt(original.size()));
        try {
            TreeSize size = new TreeSize(Long.parseLong(store.newestCheckpoint().orElseThrow().split("\n")[1]));
            if (asked.value() >= size.value()) {
                return;
            }
            Receipt receipt = new Receipt(asked, InclusionProof.build(asked, size, store).path(), store.newestCheckpoint().orElseThrow(),
                    Optional.empty());
            Bytes stored = store.entries(asked.value(), 1).getFirst();
            boolean verified = new ReceiptVerifier(key).verify(stored, receipt) instanceof ReceiptResult.Verified;
            count(verified ? "proofs that verify, of what was logged" : "proofs that do not verify");
            if (verified && !stored.equals(original.get((int) asked.value()))) {
                broken.add("a proof verifies for entry " + asked.value() + " that was not logged so");
            }
        } catch (RuntimeException refused) {
            count("proofs that are not given");
        }
    }

    // ---- anywhere in the file ----

    private void inFile(Path folder) throws Exception {
        Files.createDirectories(folder);
        Path file = folder.resolve("flip" + random.nextInt(Integer.MAX_VALUE) + ".mv.db");
        byte[] bytes = Files.readAllBytes(database);
        int bit = random.nextInt(bytes.length);
        bytes[bit] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bytes);
        Callable<String> look = () -> {
            try (Connection connection = open(file)) {
                JdbcLedgerStore store = store(connection);
                List<String> findings = new LogCheck(store, key).run().findings();
                if (!findings.isEmpty()) {
                    prove(store);
                    return "named";
                }
                List<Bytes> entries = store.entries(0, Integer.MAX_VALUE);
                if (!entries.equals(original)) {
                    broken.add("a flip at byte " + bit + " changes the log and is not noticed");
                }
                for (Bytes entry : entries.subList(0, 1)) {
                    EntryCodec.decode(new LeafIndex(0), entry);
                }
                return "not in the log, which is whole";
            }
        };
        FutureTask<String> task = new FutureTask<>(look);
        Thread.ofPlatform().daemon().start(task);
        try {
            count("in the file: " + task.get(30, TimeUnit.SECONDS));
        } catch (ExecutionException refused) {
            count("in the file: refused by the database");
        } catch (TimeoutException hangs) {
            count("in the file: the database does not come up");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private synchronized void count(String what) {
        seen.merge(what, 1, Integer::sum);
    }
}
