package id.signet.app.operate;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.LedgerRefusesToStart;
import id.signet.ledger.LedgerRefusesToStart.Reason;
import id.signet.ledger.LogStart;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.LedgerStore;
import id.signet.ledger.embedded.LedgerStore.Head;
import id.signet.ledger.files.LogFiles;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.RightEdge;
import java.util.ArrayList;
import java.util.List;

/** Writes the entries and checkpoints of a verified folder into an empty store; the caller's transaction makes it whole. */
public final class ImportedLog implements LogFiles.Taker {

    private final LedgerStore store;
    private final LogStart here;
    private RightEdge tree = RightEdge.EMPTY;

    /** @param here the names this place is set up for; a log with other names is refused at its first entry */
    public ImportedLog(LedgerStore store, LogStart here) {
        this.store = store;
        this.here = here;
    }

    @Override
    public void entries(long first, List<Bytes> entries) {
        List<LedgerEntry> decoded = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            try {
                decoded.add(EntryCodec.decode(new LeafIndex(first + i), entries.get(i)));
            } catch (MalformedInput e) {
                throw new MalformedInput("entry " + (first + i) + " cannot be read: " + e.getMessage());
            }
        }
        if (first == 0 && !LogStart.of(decoded.getFirst()).equals(here)) {
            throw new LedgerRefusesToStart(Reason.BINDING_CHANGED,
                    "the log was begun as " + LogStart.of(decoded.getFirst()) + ", and this is " + here);
        }
        RightEdge.Growth growth = tree
                .append(entries.stream().map(entry -> MerkleTree.leafHash(entry.toArray())).toList());
        store.batch(locked -> {
            locked.append(new Head(growth.size(), growth.root(), decoded.getLast().loggedAt()), decoded, growth.rows());
            return true;
        });
        tree = growth.edge();
    }

    @Override
    public void checkpoint(TreeSize size, String note) {
        store.publish(size, note);
    }
}
