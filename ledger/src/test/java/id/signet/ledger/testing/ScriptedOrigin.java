package id.signet.ledger.testing;

import id.signet.crypto.Bytes;
import id.signet.crypto.key.SigningKey;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.EntryDraft;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.TreeSize;
import id.signet.ledger.follow.Origin;
import id.signet.ledger.merkle.EntryBundle;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.Tile;
import id.signet.ledger.note.NoteSigner;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.note.VerifierKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A log that is read as static files, honest as long as it is not told to lie. */
public final class ScriptedOrigin implements Origin {

    private final NoteSigner signer;
    private final List<Bytes> entries;
    private final Map<String, UnaryOperator<byte[]>> altered = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private String checkpoint = "";
    private boolean offline;
    private boolean onlyFull;

    private ScriptedOrigin(NoteSigner signer, List<Bytes> entries) {
        this.signer = signer;
        this.entries = entries;
    }

    public static ScriptedOrigin begin(SigningKey key) {
        ScriptedOrigin origin = new ScriptedOrigin(new NoteSigner(CounterLedger.START.origin(), key),
                new ArrayList<>());
        return origin.add(CounterLedger.START.draft(), Instant.EPOCH).publish();
    }

    public VerifierKey key() {
        return signer.verifierKey();
    }

    public ScriptedOrigin add(EntryDraft draft, Instant at) {
        entries.add(EntryCodec.encode(new LeafIndex(entries.size()), draft, at).bytes());
        return this;
    }

    /** Not even an entry. */
    public ScriptedOrigin add(String bytes) {
        entries.add(Bytes.of(bytes.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Another history with the same first entries, signed by the same key. */
    public ScriptedOrigin fork(int keep) {
        return new ScriptedOrigin(signer, new ArrayList<>(entries.subList(0, keep)));
    }

    public int size() {
        return entries.size();
    }

    /** Shows a checkpoint over everything. */
    public ScriptedOrigin publish() {
        return show(checkpoint(size()).text());
    }

    public SignedCheckpoint checkpoint(int size) {
        return SignedCheckpoint.sign(new Checkpoint(CounterLedger.START.origin(), new TreeSize(size),
                MerkleTree.root(leaves().subList(0, size))), signer);
    }

    /** Shows that as its checkpoint, whatever it is. */
    public ScriptedOrigin show(String text) {
        checkpoint = text;
        return this;
    }

    public ScriptedOrigin alter(String path, UnaryOperator<byte[]> change) {
        altered.put(path, change);
        return this;
    }

    public ScriptedOrigin heal() {
        altered.clear();
        return this;
    }

    public ScriptedOrigin offline(boolean now) {
        offline = now;
        return this;
    }

    /** Has thrown away each partial file whose full one is there. */
    public ScriptedOrigin onlyFull() {
        onlyFull = true;
        return this;
    }

    /** What was asked for, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private List<Hash> leaves() {
        return entries.stream().map(entry -> MerkleTree.leafHash(entry.toArray())).toList();
    }

    @Override
    public Optional<Bytes> read(String path, int longest) throws IOException {
        if (offline) {
            throw new IOException("connection refused");
        }
        asked.add(path);
        Optional<byte[]> bytes = file(path).map(file -> altered.getOrDefault(path, same -> same).apply(file));
        if (bytes.filter(file -> file.length > longest).isPresent()) {
            throw new IOException("too long");
        }
        return bytes.map(Bytes::of);
    }

    private Optional<byte[]> file(String path) {
        if (path.equals("checkpoint")) {
            return Optional.of(checkpoint.getBytes(StandardCharsets.UTF_8));
        }
        if (path.startsWith("tile/entries/")) {
            EntryBundle bundle = EntryBundle.parse(path.substring("tile/".length()));
            return covered(new Tile(0, bundle.index(), bundle.width()))
                    ? Optional.of(EntryBundle.encode(entries.subList((int) bundle.index() * Tile.FULL,
                            (int) bundle.index() * Tile.FULL + bundle.width())))
                    : Optional.empty();
        }
        Tile tile = Tile.parse(path.substring("tile/".length()));
        if (!covered(tile)) {
            return Optional.empty();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int span = 1 << (Tile.HEIGHT * tile.level());
        for (int i = 0; i < tile.width(); i++) {
            int first = (int) (tile.firstHash() + i) * span;
            out.writeBytes(MerkleTree.root(leaves().subList(first, first + span)).bytes());
        }
        return Optional.of(out.toByteArray());
    }

    private boolean covered(Tile tile) {
        TreeSize whole = new TreeSize(size());
        boolean thrownAway = onlyFull && !tile.isFull()
                && new Tile(tile.level(), tile.index(), Tile.FULL).isCoveredBy(whole);
        return tile.isCoveredBy(whole) && !thrownAway;
    }
}
