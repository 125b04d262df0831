package id.signet.ledger.merkle;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.Hash;
import id.signet.ledger.merkle.ProofResult.NotProven;
import id.signet.ledger.merkle.ProofResult.Proven;
import java.util.ArrayList;
import java.util.List;

/** Checks proofs from anybody, step by step as RFC 9162 §2.1.3.2 and §2.1.4.2 number them. */
public final class ProofVerifier {

    private ProofVerifier() {}

    /** RFC 9162 §2.1.3.2: whether the leaf hash stands at the proof's index in the tree with that root. */
    public static ProofResult inclusion(Hash leafHash, InclusionProof proof, Hash root) {
        Hash r;
        try {
            r = rootOf(leafHash, proof);
        } catch (PathDoesNotFit e) {
            return new NotProven(e.step);
        }
        // 5. (continued) Compare r against the root_hash.
        if (!r.equals(root)) {
            return new NotProven("step 5: the path leads to root " + r + ", not to " + root);
        }
        return new Proven();
    }

    /**
     * RFC 9162 §2.1.3.2 up to the comparison with a root: the only root that the leaf hash and the path can belong to.
     *
     * @throws MalformedInput if the path is not that of the index in a tree of the size
     */
    public static Hash rootOf(Hash leafHash, InclusionProof proof) {
        long treeSize = proof.size().value();
        // 1. Compare leaf_index against tree_size. If leaf_index is greater than or equal to tree_size, then fail.
        if (proof.index().value() >= treeSize) {
            throw new PathDoesNotFit("step 1: a tree of " + treeSize + " has no leaf " + proof.index().value());
        }
        // 2. Set fn to leaf_index and sn to tree_size - 1.
        long fn = proof.index().value();
        long sn = treeSize - 1;
        // 3. Set r to hash.
        Hash r = leafHash;
        // 4. For each value p in the inclusion_path array:
        for (Hash p : proof.path()) {
            // a. If sn is 0, then stop the iteration and fail the proof verification.
            if (sn == 0) {
                throw new PathDoesNotFit("step 4.a: the path has more hashes than the tree has levels");
            }
            // b. If LSB(fn) is set, or if fn is equal to sn, then:
            if ((fn & 1) == 1 || fn == sn) {
                // i. Set r to HASH(0x01 || p || r).
                r = MerkleTree.nodeHash(p, r);
                // ii. If LSB(fn) is not set, then right-shift both fn and sn equally until either LSB(fn) is set or
                // fn is 0.
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>>= 1;
                    sn >>>= 1;
                }
            } else {
                // Otherwise: i. Set r to HASH(0x01 || r || p).
                r = MerkleTree.nodeHash(r, p);
            }
            // c. Finally, right-shift both fn and sn one time.
            fn >>>= 1;
            sn >>>= 1;
        }
        // 5. Compare sn to 0.
        if (sn != 0) {
            throw new PathDoesNotFit("step 5: the path has fewer hashes than the tree has levels");
        }
        return r;
    }

    /** The path has not the shape that index and size ask for. */
    private static final class PathDoesNotFit extends MalformedInput {

        private static final long serialVersionUID = 1L;

        private final String step;

        PathDoesNotFit(String step) {
            super(step);
            this.step = step;
        }
    }

    /**
     * RFC 9162 §2.1.4.2: whether the tree with the second root starts with the whole tree with the first root. Two trees
     * of equal size are consistent if the roots are equal and the path is empty. From the empty tree nothing can be
     * proven.
     */
    public static ProofResult consistency(ConsistencyProof proof, Hash firstRoot, Hash secondRoot) {
        long first = proof.from().value();
        long second = proof.to().value();
        // The algorithm is for 0 < first < second.
        if (first == 0) {
            return new NotProven("a proof from the empty tree shows nothing");
        }
        if (first > second) {
            return new NotProven("a tree of " + second + " cannot start with one of " + first);
        }
        if (first == second) {
            return sameSize(proof, firstRoot, secondRoot);
        }
        // 1. If consistency_path is an empty array, stop and fail the proof verification.
        if (proof.path().isEmpty()) {
            return new NotProven("step 1: the path is empty");
        }
        // 2. If first is an exact power of 2, then prepend first_hash to the consistency_path array.
        List<Hash> path = new ArrayList<>(proof.path());
        if (Long.bitCount(first) == 1) {
            path.addFirst(firstRoot);
        }
        // 3. Set fn to first - 1 and sn to second - 1.
        long fn = first - 1;
        long sn = second - 1;
        // 4. If LSB(fn) is set, then right-shift both fn and sn equally until LSB(fn) is not set.
        while ((fn & 1) == 1) {
            fn >>>= 1;
            sn >>>= 1;
        }
        // 5. Set both fr and sr to the first value in the consistency_path array.
        Hash fr = path.getFirst();
        Hash sr = path.getFirst();
        // 6. For each subsequent value c in the consistency_path array:
        for (Hash c : path.subList(1, path.size())) {
            // a. If sn is 0, then stop the iteration and fail the proof verification.
            if (sn == 0) {
                return new NotProven("step 6.a: the path has more hashes than the tree has levels");
            }
            // b. If LSB(fn) is set, or if fn is equal to sn, then:
            if ((fn & 1) == 1 || fn == sn) {
                // i. Set fr to HASH(0x01 || c || fr). ii. Set sr to HASH(0x01 || c || sr).
                fr = MerkleTree.nodeHash(c, fr);
                sr = MerkleTree.nodeHash(c, sr);
                // iii. If LSB(fn) is not set, then right-shift both fn and sn equally until either LSB(fn) is set or
                // fn is 0.
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>>= 1;
                    sn >>>= 1;
                }
            } else {
                // Otherwise: i. Set sr to HASH(0x01 || sr || c).
                sr = MerkleTree.nodeHash(sr, c);
            }
            // c. Finally, right-shift both fn and sn one time.
            fn >>>= 1;
            sn >>>= 1;
        }
        // 7. Verify that the fr calculated is equal to the first_hash supplied, that the sr calculated is equal to the
        // second_hash supplied, and that sn is 0.
        if (!fr.equals(firstRoot)) {
            return new NotProven("step 7: the path leads to first root " + fr + ", not to " + firstRoot);
        }
        if (!sr.equals(secondRoot)) {
            return new NotProven("step 7: the path leads to second root " + sr + ", not to " + secondRoot);
        }
        if (sn != 0) {
            return new NotProven("step 7: the path has fewer hashes than the tree has levels");
        }
        return new Proven();
    }

    private static ProofResult sameSize(ConsistencyProof proof, Hash firstRoot, Hash secondRoot) {
        if (!proof.path().isEmpty()) {
            return new NotProven("between equal sizes the path is empty");
        }
        if (!firstRoot.equals(secondRoot)) {
            return new NotProven("one size has two roots: " + firstRoot + " and " + secondRoot);
        }
        return new Proven();
    }
}
