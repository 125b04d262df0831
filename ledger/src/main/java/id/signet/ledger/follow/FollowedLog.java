package id.signet.ledger.follow;

import id.signet.crypto.Bytes;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerCommand;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.LedgerUnavailable;
import id.signet.ledger.Outcome;
import id.signet.ledger.embedded.PublishedLog;
import id.signet.ledger.Receipt;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.LedgerStore;
import id.signet.ledger.embedded.StoredLog;
import id.signet.ledger.merkle.EntryBundle;
import id.signet.ledger.merkle.Tile;
import id.signet.ledger.note.VerifierKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The verified copy of a followed log. Nothing goes beyond the newest checkpoint whose entries are all verified. */
public final class FollowedLog implements PublishedLog {

    private final VerifierKey key;
    private final LedgerStore store;
    private final StoredLog log;
    private final Supplier<Optional<TreeSize>> shown;

    /** @param shown the size of the view */
    public FollowedLog(VerifierKey key, LedgerStore store, Supplier<Optional<TreeSize>> shown) {
        this.key = key;
        this.store = store;
        this.log = new StoredLog(store);
        this.shown = shown;
    }

    /** A command was given to a log that only its origin writes. */
    public static final class OnlyAtOrigin extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OnlyAtOrigin() {
            super("a follower writes nothing");
        }
    }

    @Override
    public String origin() {
        return key.name();
    }

    @Override
    public String verifierKey() {
        return key.text();
    }

    @Override
    public Outcome submit(LedgerCommand command) {
        throw new OnlyAtOrigin();
    }

    @Override
    public Optional<LedgerEntry> entry(LeafIndex index) {
        return size().covers(index) ? log.entry(index) : Optional.empty();
    }

    /** @throws LedgerUnavailable before the first */
    @Override
    public String checkpoint() {
        return shown.get()
                .flatMap(store::checkpoint)
                .orElseThrow(() -> new LedgerUnavailable("no checkpoint of the followed log is verified yet"));
    }

    @Override
    public Optional<String> checkpoint(TreeSize size) {
        return store.checkpoint(size);
    }

    @Override
    public Optional<Receipt> receipt(LeafIndex index) {
        return shown.get().flatMap(size -> receipt(index, size));
    }

    @Override
    public Optional<Receipt> receipt(LeafIndex index, TreeSize size) {
        return size.covers(index)
                ? store.checkpoint(size).map(checkpoint -> log.receipt(index, size, checkpoint))
                : Optional.empty();
    }

    @Override
    public List<Hash> proveConsistency(TreeSize from, TreeSize to) {
        if (to.compareTo(size()) > 0) {
            throw new IllegalArgumentException("the view has " + size().value() + " entries, not " + to.value());
        }
        return log.proveConsistency(from, to);
    }

    @Override
    public TreeSize size() {
        return shown.get().orElse(TreeSize.ZERO);
    }

    @Override
    public Optional<Bytes> tile(Tile tile) {
        return log.tile(tile, size());
    }

    @Override
    public Optional<Bytes> entries(EntryBundle bundle) {
        return log.entries(bundle, size());
    }
}
