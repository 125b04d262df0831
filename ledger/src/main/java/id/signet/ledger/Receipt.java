package id.signet.ledger;

import id.signet.crypto.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * Proof that an entry is in the log, checkable offline with the log's public key alone (C2SP tlog-proof).
 *
 * @param index the entry's place
 * @param path the inclusion proof, the leaf's sibling first
 * @param checkpoint the signed checkpoint, verbatim, with all its signature lines
 * @param opening for a commitment leaf, what is needed to recompute the leaf; carried in the {@code extra} line
 */
public record Receipt(LeafIndex index, List<Hash> path, String checkpoint, Optional<Bytes> opening) {

    public Receipt {
        path = List.copyOf(path);
    }

    public Receipt withOpening(Bytes bytes) {
        return new Receipt(index, path, checkpoint, Optional.of(bytes));
    }
}
