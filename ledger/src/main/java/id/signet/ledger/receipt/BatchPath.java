package id.signet.ledger.receipt;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.TreeSize;
import id.signet.ledger.merkle.InclusionProof;
import id.signet.ledger.merkle.ProofVerifier;
import java.util.ArrayList;
import java.util.List;

/**
 * The place of a commitment in its batch.
 *
 * @param index counted from 0
 * @param size 1 to 65,536
 * @param path the commitment's sibling first; empty in a batch of one
 */
public record BatchPath(int index, int size, List<Hash> path) {

    /** The only commitment of its batch. */
    public static final BatchPath ALONE = new BatchPath(0, 1, List.of());

    public BatchPath {
        CommitmentBatch.requireSize(size);
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("a batch of " + size + " has no commitment " + index);
        }
        path = List.copyOf(path);
    }

    /**
     * As it lies in an opening and in a row.
     *
     * @param path hashes of 32 bytes, concatenated
     */
    public static BatchPath of(int index, int size, Bytes path) {
        if (path.size() % Hash.LENGTH != 0) {
            throw new MalformedInput("a batch path is a row of hashes");
        }
        byte[] hashes = path.toArray();
        List<Hash> split = new ArrayList<>();
        for (int at = 0; at < hashes.length; at += Hash.LENGTH) {
            split.add(Hash.at(hashes, at));
        }
        return new BatchPath(index, size, split);
    }

    /** The hashes, concatenated. */
    public Bytes concatenated() {
        byte[] bytes = new byte[path.size() * Hash.LENGTH];
        for (int i = 0; i < path.size(); i++) {
            path.get(i).copyTo(bytes, i * Hash.LENGTH);
        }
        return Bytes.of(bytes);
    }

    /**
     * The root of the batch, as far as commitment and path tell.
     *
     * @throws id.signet.crypto.MalformedInput if the path is not that of the index in a batch of the size
     */
    Hash root(Commitment commitment) {
        return ProofVerifier.rootOf(
                CommitmentBatch.leafHash(commitment),
                new InclusionProof(new LeafIndex(index), new TreeSize(size), path));
    }
}
