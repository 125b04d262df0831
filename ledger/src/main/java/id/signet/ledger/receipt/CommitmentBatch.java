package id.signet.ledger.receipt;

import id.signet.crypto.json.Json;
import id.signet.ledger.EntryDraft;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.RightEdge;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** 1 to 65,536 commitments under one entry: the root of a tree (RFC 9162 §2.1) whose entries are the commitments. */
public final class CommitmentBatch {

    /** The type of the entry that carries a batch. */
    public static final String TYPE = "commitment";

    public static final int LARGEST = 65_536;

    private final int size;
    private final RightEdge.Growth tree;

    private CommitmentBatch(int size, RightEdge.Growth tree) {
        this.size = size;
        this.tree = tree;
    }

    public static CommitmentBatch of(Commitment commitment) {
        return of(List.of(commitment));
    }

    public static CommitmentBatch of(List<Commitment> commitments) {
        requireSize(commitments.size());
        return new CommitmentBatch(
                commitments.size(),
                RightEdge.EMPTY.append(commitments.stream().map(CommitmentBatch::leafHash).toList()));
    }

    public Hash root() {
        return tree.root();
    }

    public int size() {
        return size;
    }

    /** What is logged: <code>{"root": base64url, "size": n}</code>. */
    public EntryDraft draft() {
        return draft(root(), size);
    }

    /**
     * What was logged of a batch, as far as one commitment and its place in it tell.
     *
     * @throws id.signet.crypto.MalformedInput if the path is not that of the place
     */
    public static EntryDraft draft(BatchPath place, Commitment commitment) {
        return draft(place.root(commitment), place.size());
    }

    /** Where a commitment stands in the batch, counted from 0. */
    public BatchPath path(int index) {
        return new BatchPath(index, size, tree.inclusionProof(new LeafIndex(index)).path());
    }

    private static EntryDraft draft(Hash root, int size) {
        ObjectNode body = Json.object();
        body.put("root", root.base64Url());
        body.put("size", size);
        return new EntryDraft(TYPE, body);
    }

    static Hash leafHash(Commitment commitment) {
        return MerkleTree.leafHash(commitment.hash().bytes());
    }

    static void requireSize(int size) {
        if (size < 1 || size > LARGEST) {
            throw new IllegalArgumentException("a batch has 1 to " + LARGEST + " commitments, not " + size);
        }
    }
}
