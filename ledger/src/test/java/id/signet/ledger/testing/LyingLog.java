package id.signet.ledger.testing;

import id.signet.crypto.key.SigningKey;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import id.signet.ledger.merkle.ConsistencyProof;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.NodeReader;
import id.signet.ledger.note.AddCheckpoint;
import id.signet.ledger.note.NoteSigner;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A log that signs whatever it is told to: the same key for several views, a shorter tree after a longer, any root. */
public final class LyingLog {

    private final NoteSigner signer;
    private final List<Hash> leaves;

    private LyingLog(NoteSigner signer, List<Hash> leaves) {
        this.signer = signer;
        this.leaves = leaves;
    }

    public static LyingLog begin(String origin, SigningKey key) {
        return new LyingLog(new NoteSigner(origin, key), new ArrayList<>());
    }

    /** Another view under the same key, with the same first leaves. */
    public LyingLog fork(int keep) {
        return new LyingLog(signer, new ArrayList<>(leaves.subList(0, keep)));
    }

    /** Adds leaves; views that add the same words are the same. */
    public LyingLog grow(int count, String word) {
        for (int i = 0; i < count; i++) {
            leaves.add(MerkleTree.leafHash((word + " " + i).getBytes(StandardCharsets.UTF_8)));
        }
        return this;
    }

    public VerifierKey verifierKey() {
        return signer.verifierKey();
    }

    public String origin() {
        return signer.verifierKey().name();
    }

    public int size() {
        return leaves.size();
    }

    public Hash root(int size) {
        return MerkleTree.root(leaves.subList(0, size));
    }

    public SignedCheckpoint checkpoint(int size) {
        return claim(size, root(size));
    }

    /** Signed, whether it is true or not. */
    public SignedCheckpoint claim(long size, Hash root) {
        return SignedCheckpoint.sign(new Checkpoint(origin(), new TreeSize(size), root), signer);
    }

    public List<Hash> proof(int from, int to) {
        NodeReader nodes = (height, index) -> MerkleTree
                .root(leaves.subList((int) (index << height), (int) ((index + 1) << height)));
        return ConsistencyProof.build(new TreeSize(from), new TreeSize(to), nodes).path();
    }

    /** What an honest log would ask of a witness that knows the old size. */
    public AddCheckpoint request(int old, int size) {
        return new AddCheckpoint(new TreeSize(old), proof(old, size), checkpoint(size));
    }
}
