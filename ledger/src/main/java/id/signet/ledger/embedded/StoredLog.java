package id.signet.ledger.embedded;

import id.signet.crypto.Bytes;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Receipt;
import id.signet.ledger.TreeSize;
import id.signet.ledger.merkle.ConsistencyProof;
import id.signet.ledger.merkle.EntryBundle;
import id.signet.ledger.merkle.InclusionProof;
import id.signet.ledger.merkle.Tile;
import java.util.List;
import java.util.Optional;

/** The entries and hashes on disk, as readers ask for them. Ask for sizes that are on disk only. */
public final class StoredLog {

    private final LedgerStore store;
    private final TileCache tiles;

    public StoredLog(LedgerStore store) {
        this.store = store;
        this.tiles = new TileCache(store);
    }

    public Optional<LedgerEntry> entry(LeafIndex index) {
        return store.entries(index.value(), 1).stream().findFirst().map(bytes -> EntryCodec.decode(index, bytes));
    }

    /** @param checkpoint of that size */
    public Receipt receipt(LeafIndex index, TreeSize size, String checkpoint) {
        return new Receipt(index, InclusionProof.build(index, size, tiles).path(), checkpoint, Optional.empty());
    }

    public List<Hash> proveConsistency(TreeSize from, TreeSize to) {
        return ConsistencyProof.build(from, to, tiles).path();
    }

    /** The bytes of a tile as C2SP tlog-tiles serves them; empty unless a tree of that size covers it whole. */
    public Optional<Bytes> tile(Tile tile, TreeSize published) {
        if (!tile.isCoveredBy(published)) {
            return Optional.empty();
        }
        List<Hash> hashes = tiles.read(List.of(tile)).getFirst();
        byte[] bytes = new byte[hashes.size() * Hash.LENGTH];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).copyTo(bytes, i * Hash.LENGTH);
        }
        return Optional.of(Bytes.of(bytes));
    }

    /** The bytes of an entry bundle; empty unless a tree of that size covers it whole. */
    public Optional<Bytes> entries(EntryBundle bundle, TreeSize published) {
        if (!new Tile(0, bundle.index(), bundle.width()).isCoveredBy(published)) {
            return Optional.empty();
        }
        return Optional.of(Bytes.of(EntryBundle.encode(store.entries(bundle.index() * Tile.FULL, bundle.width()))));
    }
}
