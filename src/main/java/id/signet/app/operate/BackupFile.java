package id.signet.app.operate;

import id.signet.app.operate.BackupStream.Reader;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.Ed25519PublicKey;
import id.signet.crypto.key.SealBroken;
import id.signet.crypto.key.Sealer;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerRefusesToStart;
import id.signet.ledger.LedgerRefusesToStart.Reason;
import id.signet.ledger.LogStart;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.RightEdge;
import id.signet.ledger.note.SignatureType;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.note.VerifierKey;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A backup that was read from its first to its last byte: every part has its hash, the manifest its seal, the entries add
 * up to the root, and the log continues its own newest checkpoint and what the guard remembers.
 */
public final class BackupFile {

    private static final int CHUNK = 1_000;
    private static final int LARGEST_SMALL_PART = 16 << 20;

    private final Path file;
    private final Sealer sealer;

    public BackupFile(Path file, Sealer sealer) {
        this.file = file;
        this.sealer = sealer;
    }

    /**
     * @param schema how far the scripts of each module had been run
     * @param rows of all parts together
     */
    public record Contents(LogStart start, VerifierKey key, long size, String madeAt, Map<String, String> schema,
            long rows) {

        public Contents {
            schema = Map.copyOf(schema);
        }
    }

    /**
     * Checks everything that can be checked without a database.
     *
     * @param guard the checkpoint that the guard of this place remembers
     * @throws BackupDamaged when the file is not as it was written, the part named
     * @throws LedgerRefusesToStart when the log in it is older than the guard, or another one
     */
    public Contents verify(Optional<String> guard) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return new Pass(guard).run(new Reader(in));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Puts every row into its table; the file was verified before, and each part is again on the way. */
    void load(DatabaseTables tables) throws SQLException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            Reader reader = new Reader(in);
            for (Optional<String> part = reader.next(); part.isPresent(); part = reader.next()) {
                String table = part.get();
                boolean data = !table.equals(Backup.MANIFEST) && !table.equals(Backup.SEAL);
                SQLException[] refused = new SQLException[1];
                reader.content(content -> {
                    if (data) {
                        try {
                            tables.load(table, content);
                        } catch (SQLException e) {
                            refused[0] = e;
                        }
                    }
                });
                if (refused[0] != null) {
                    throw refused[0];
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private final class Pass {

        private final Optional<Checkpoint> guard;
        private final Optional<String> guardText;
        private final Map<String, Bytes> hashes = new HashMap<>();
        private final Map<String, Long> rows = new HashMap<>();
        private final Map<String, byte[]> keys = new HashMap<>();
        private final Map<String, String> logKeys = new HashMap<>();
        private final Map<Long, Hash> roots = new HashMap<>();
        private final TreeSet<Long> stops = new TreeSet<>();
        private final List<Hash> waiting = new ArrayList<>();
        private Optional<String> checkpoint = Optional.empty();
        private RightEdge tree = RightEdge.EMPTY;
        private @Nullable LogStart start;
        private byte[] manifest = new byte[0];
        private byte[] seal = new byte[0];

        Pass(Optional<String> guard) {
            this.guardText = guard;
            this.guard = guard.map(Pass::parsed);
            this.guard.ifPresent(remembered -> stops.add(remembered.size().value()));
        }

        private static Checkpoint parsed(String note) {
            try {
                return SignedCheckpoint.parse(note).checkpoint();
            } catch (MalformedInput e) {
                throw new LedgerRefusesToStart(Reason.GUARD_OF_ANOTHER_LOG,
                        "the guard of this place cannot be read: " + e.getMessage(), e);
            }
        }

        Contents run(Reader reader) throws IOException {
            for (Optional<String> part = reader.next(); part.isPresent(); part = reader.next()) {
                String name = part.get();
                Bytes hash = reader.content(content -> read(name, content));
                if (hashes.put(name, hash) != null) {
                    throw new BackupDamaged("part " + name + " is there twice");
                }
            }
            return judge(sealed());
        }

        private void read(String name, DataInputStream in) throws IOException {
            switch (name) {
                case Backup.MANIFEST -> manifest = in.readNBytes(LARGEST_SMALL_PART);
                case Backup.SEAL -> seal = in.readNBytes(LARGEST_SMALL_PART);
                default -> {
                    List<String> columns = new ArrayList<>();
                    rows.put(name, DatabaseTables.read(in, columns,
                            row -> look(name, DatabaseTables.named(columns, row))));
                }
            }
        }

        private void look(String table, Map<String, @Nullable Object> row) throws IOException {
            switch (table) {
                case "key_ring" -> {
                    if (text(row, "key_type").equals("Ed25519")) {
                        keys.put(text(row, "id"), bytes(row, "public_key"));
                    }
                }
                case "log_key" -> logKeys.put(text(row, "origin"), text(row, "key_id"));
                case "log_checkpoint" -> {
                    // In the order of sizes: the last one is the newest.
                    checkpoint = Optional.of(text(row, "note"));
                    stops.add(number(row, "tree_size"));
                    if (stops.size() > 2) {
                        stops.removeIf(size -> !size.equals(row.get("tree_size"))
                                && guard.map(kept -> kept.size().value() != size).orElse(true));
                    }
                }
                case "log_entry" -> entry(number(row, "leaf_index"), bytes(row, "entry"));
                default -> {
                }
            }
        }

        private void entry(long index, byte[] bytes) throws IOException {
            long expected = tree.size().value() + waiting.size();
            if (index != expected) {
                throw new IOException("entry " + expected + " is missing");
            }
            try {
                if (index == 0) {
                    start = LogStart.of(EntryCodec.decode(new LeafIndex(0), Bytes.of(bytes)));
                }
            } catch (MalformedInput e) {
                throw new IOException("entry 0 is damaged", e);
            }
            waiting.add(MerkleTree.leafHash(bytes));
            if (waiting.size() == CHUNK || stops.contains(expected + 1)) {
                grow();
            }
        }

        private void grow() {
            tree = tree.append(waiting).edge();
            waiting.clear();
            if (stops.contains(tree.size().value())) {
                roots.put(tree.size().value(), tree.root());
            }
        }

        private ObjectNode sealed() {
            try {
                if (!Bytes.of(sealer.open(seal, Backup.SEAL_CONTEXT)).equals(Bytes.of(Hashes.sha256(manifest)))) {
                    throw new BackupDamaged("part manifest is not the one that was sealed");
                }
                return StrictJson.parseObject(manifest);
            } catch (SealBroken | IllegalArgumentException e) {
                throw new BackupDamaged("part seal does not open: it is damaged, or the master key of this place is not"
                        + " the one of the backup");
            } catch (MalformedInput e) {
                throw new BackupDamaged("part manifest cannot be read: " + e.getMessage());
            }
        }

        private Contents judge(ObjectNode told) {
            long total = 0;
            int listed = 0;
            for (var part : told.withArray("parts")) {
                String name = part.get("name").stringValue();
                Bytes hash = hashes.get(name);
                if (hash == null || !hash.base64Url().equals(part.get("sha256").stringValue())
                        || !Long.valueOf(part.get("rows").longValue()).equals(rows.get(name))) {
                    throw new BackupDamaged("part " + name + " is not the one the manifest speaks of");
                }
                total += part.get("rows").longValue();
                listed++;
            }
            if (listed + 2 != hashes.size()) {
                throw new BackupDamaged("there are parts that the manifest does not speak of");
            }
            if (!told.get("format").stringValue().equals("signet-backup/1")) {
                throw new RestoreRefused("the backup has a format this version does not know");
            }
            grow();
            LogStart begun = start;
            if (begun == null || tree.size().value() != told.get("size").longValue()
                    || !tree.root().equals(Hash.of(Base64.getDecoder().decode(told.get("root").stringValue())))) {
                throw new BackupDamaged("part log_entry does not add up to the root in the manifest");
            }
            VerifierKey key = key(begun.origin());
            checkpoint.ifPresent(note -> {
                Checkpoint signed = signed(note, key)
                        .orElseThrow(
                                () -> new BackupDamaged("part log_checkpoint ends in one that the log did not sign"));
                if (!isRoot(signed)) {
                    throw new BackupDamaged("part log_entry does not add up to the newest checkpoint");
                }
            });
            guardText.ifPresent(note -> checkGuard(note, key));
            Map<String, String> schema = new TreeMap<>();
            told.withObject("schema")
                    .properties()
                    .forEach(one -> schema.put(one.getKey(), one.getValue().stringValue()));
            return new Contents(begun, key, tree.size().value(), told.get("madeAt").stringValue(), schema, total);
        }

        private VerifierKey key(String origin) {
            byte[] bytes = keys.get(logKeys.getOrDefault(origin, ""));
            if (bytes == null) {
                throw new BackupDamaged("part log_key does not name a key for " + origin);
            }
            return new VerifierKey(origin, SignatureType.ED25519, new Ed25519PublicKey(Bytes.of(bytes)));
        }

        private Optional<Checkpoint> signed(String note, VerifierKey key) {
            try {
                return Optional.of(SignedCheckpoint.parse(note).verify(key, List.of()).checkpoint());
            } catch (MalformedInput e) {
                return Optional.empty();
            }
        }

        private boolean isRoot(Checkpoint signed) {
            Hash root = roots.get(signed.size().value());
            return root != null && root.equals(signed.root());
        }

        private void checkGuard(String note, VerifierKey key) {
            Checkpoint remembered = signed(note, key)
                    .orElseThrow(() -> new LedgerRefusesToStart(Reason.GUARD_OF_ANOTHER_LOG,
                            "the guard of this place remembers another log than the one in the backup"));
            if (remembered.size().compareTo(tree.size()) > 0) {
                throw new LedgerRefusesToStart(Reason.TREE_OLDER_THAN_GUARD, "the backup has " + tree.size().value()
                        + " entries, but a checkpoint of " + remembered.size().value()
                        + " was published: what was acknowledged since, revocations among it, is not in it");
            }
            if (!isRoot(remembered)) {
                throw new LedgerRefusesToStart(Reason.TREE_INCONSISTENT_WITH_GUARD,
                        "the log in the backup does not start with the tree that the guard remembers");
            }
        }

        private static String text(Map<String, @Nullable Object> row, String column) throws IOException {
            if (row.get(column) instanceof String text) {
                return text;
            }
            throw missing(column);
        }

        private static byte[] bytes(Map<String, @Nullable Object> row, String column) throws IOException {
            if (row.get(column) instanceof byte[] bytes) {
                return bytes;
            }
            throw missing(column);
        }

        private static long number(Map<String, @Nullable Object> row, String column) throws IOException {
            if (row.get(column) instanceof Long number) {
                return number;
            }
            throw missing(column);
        }

        private static IOException missing(String column) {
            return new IOException("a row has no " + column);
        }
    }
}
