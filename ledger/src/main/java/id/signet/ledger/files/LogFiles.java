package id.signet.ledger.files;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.LedgerStore;
import id.signet.ledger.merkle.EntryBundle;
import id.signet.ledger.merkle.HashRow;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.RightEdge;
import id.signet.ledger.merkle.Tile;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.note.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder with {@code checkpoint}, {@code tile/<L>/<N>[.p/<W>]} and {@code tile/entries/<N>[.p/<W>]} as C2SP tlog-tiles lays
 * them out, and beside them the log's verifier key in {@code key} and every checkpoint ever published in
 * {@code checkpoints/<size>}.
 */
public final class LogFiles {

    private static final long LARGEST_FILE = (long) Tile.FULL * (EntryBundle.LONGEST_ENTRY + 2);

    private final Path folder;
    private final VerifierKey key;

    /** @param key of the log; what is written and read must be signed by it */
    public LogFiles(Path folder, VerifierKey key) {
        this.folder = folder;
        this.key = key;
    }

    /** Takes what was verified, run after run, before the next is read. */
    public interface Taker {

        /** @param first the index of the first of the entries */
        void entries(long first, List<Bytes> entries);

        /** A published checkpoint, after all entries that it covers. */
        void checkpoint(TreeSize size, String note);
    }

    // ---- writing ----

    /**
     * Writes the log as far as its newest published checkpoint goes. A log that its readers could not verify is not
     * written.
     */
    public TreeSize write(LedgerStore store) throws IOException {
        String newest = store.newestCheckpoint()
                .orElseThrow(() -> new MalformedInput("the log has not published a checkpoint yet"));
        TreeSize size = verified(newest, "the newest checkpoint").size();
        Files.createDirectories(folder.resolve("checkpoints"));
        for (Tile tile : Tile.grown(TreeSize.ZERO, size)) {
            write("tile/" + tile.path(), bytes(store.read(List.of(tile)).getFirst()));
            if (tile.level() == 0) {
                List<Bytes> entries = store.entries(tile.firstHash(), tile.width());
                write("tile/" + EntryBundle.beside(tile).path(), EntryBundle.encode(entries));
            }
        }
        for (TreeSize published : store.publishedSizes()) {
            write("checkpoints/" + published.value(), utf8(store.checkpoint(published).orElseThrow()));
        }
        write("key", utf8(key.text() + "\n"));
        // Last, so that a folder with a checkpoint has all that it speaks of.
        write("checkpoint", utf8(newest));
        return size;
    }

    private void write(String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, bytes);
    }

    private static byte[] bytes(List<Hash> hashes) {
        byte[] bytes = new byte[hashes.size() * Hash.LENGTH];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).copyTo(bytes, i * Hash.LENGTH);
        }
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    // ---- reading ----

    /**
     * Verifies every signature, entry, hash and root, and gives what was verified on.
     *
     * @throws MalformedInput when a file is missing or not what it should be, the file named
     */
    public TreeSize read(Taker taker) throws IOException {
        Checkpoint newest = verified(text("checkpoint"), "checkpoint");
        NavigableMap<Long, String> published = published();
        RightEdge tree = RightEdge.EMPTY;
        Map<Tile, byte[]> above = new HashMap<>();
        for (long index = 0; index * Tile.FULL < newest.size().value(); index++) {
            Tile tile = Tile.within(newest.size(), 0, index);
            List<Bytes> entries = bundle(tile);
            List<Hash> hashes = entries.stream().map(entry -> MerkleTree.leafHash(entry.toArray())).toList();
            if (!Arrays.equals(bytes(hashes), file("tile/" + tile.path()))) {
                throw new MalformedInput("tile/" + tile.path() + " does not have the hashes of its entries");
            }
            taker.entries(tile.firstHash(), entries);
            tree = grown(tree, hashes, published, newest.size(), above, taker);
        }
        if (!tree.root().equals(newest.root())) {
            throw new MalformedInput("checkpoint has another root than the entries add up to");
        }
        return newest.size();
    }

    private List<Bytes> bundle(Tile tile) throws IOException {
        String path = "tile/" + EntryBundle.beside(tile).path();
        List<Bytes> entries;
        try {
            entries = EntryBundle.decode(file(path));
        } catch (MalformedInput e) {
            throw new MalformedInput(path + ": " + e.getMessage());
        }
        if (entries.size() != tile.width()) {
            throw new MalformedInput(path + " has " + entries.size() + " entries, not " + tile.width());
        }
        return entries;
    }

    private RightEdge grown(RightEdge before, List<Hash> hashes, NavigableMap<Long, String> published, TreeSize size,
            Map<Tile, byte[]> above, Taker taker) throws IOException {
        RightEdge tree = before;
        int done = 0;
        while (done < hashes.size()) {
            long at = tree.size().value();
            Long stop = published.higherKey(at);
            int to = stop == null || stop - at > hashes.size() - done ? hashes.size() : done + (int) (stop - at);
            RightEdge.Growth growth = tree.append(hashes.subList(done, to));
            for (HashRow row : growth.rows()) {
                if (row.level() > 0) {
                    checkAbove(row, size, above);
                }
            }
            tree = growth.edge();
            done = to;
            String note = published.get(tree.size().value());
            if (note != null) {
                String name = "checkpoints/" + tree.size().value();
                Checkpoint signed = verified(note, name);
                if (!signed.size().equals(tree.size()) || !signed.root().equals(tree.root())) {
                    throw new MalformedInput(name + " is not the head of the log at that size");
                }
                taker.checkpoint(tree.size(), note);
            }
        }
        return tree;
    }

    private void checkAbove(HashRow row, TreeSize size, Map<Tile, byte[]> above) throws IOException {
        Tile tile = Tile.within(size, row.level(), row.index() / Tile.FULL);
        byte[] bytes = above.get(tile);
        if (bytes == null) {
            bytes = file("tile/" + tile.path());
            above.keySet().removeIf(other -> other.level() == tile.level());
            above.put(tile, bytes);
        }
        int from = (int) (row.index() % Tile.FULL) * Hash.LENGTH;
        if (bytes.length != tile.width() * Hash.LENGTH
                || !Arrays.equals(row.hash().bytes(), 0, Hash.LENGTH, bytes, from,
                        from + Hash.LENGTH)) {
            throw new MalformedInput("tile/" + tile.path() + " does not have the roots of the tiles below it");
        }
    }

    private NavigableMap<Long, String> published() throws IOException {
        NavigableMap<Long, String> notes = new TreeMap<>();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> listed = Files.list(folder.resolve("checkpoints"))) {
            listed.forEach(files::add);
        } catch (NoSuchFileException e) {
            throw new MalformedInput("checkpoints is missing");
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            if (!name.matches("[1-9][0-9]{0,17}")) {
                throw new MalformedInput("checkpoints/" + name + " is not the size of a tree");
            }
            notes.put(Long.parseLong(name), text("checkpoints/" + name));
        }
        return notes;
    }

    private Checkpoint verified(String note, String name) {
        try {
            return SignedCheckpoint.parse(note).verify(key, List.of()).checkpoint();
        } catch (MalformedInput e) {
            throw new MalformedInput(name + ": " + e.getMessage());
        }
    }

    private String text(String path) throws IOException {
        return new String(file(path), StandardCharsets.UTF_8);
    }

    private byte[] file(String path) throws IOException {
        Path file = folder.resolve(path);
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new MalformedInput(path + " is too large");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new MalformedInput(path + " is missing");
        }
    }
}
