package id.signet.ledger.embedded;

import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import id.signet.ledger.merkle.RightEdge;

/**
 * A tree that is on disk.
 *
 * @param checkpoint the head signed by the log alone
 */
record DurableHead(RightEdge edge, Hash root, String checkpoint) {

    TreeSize size() {
        return edge.size();
    }
}
