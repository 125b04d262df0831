package id.signet.ledger.merkle;

import id.signet.ledger.Hash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which subtrees a proof names, each as the complete subtrees it is made of; the leaf's end first. */
record ProofPath(List<List<Node>> steps) {

    /** PATH(m, D[n]) of RFC 9162 §2.1.3.1, the recursion written as a walk from the root. */
    static ProofPath inclusion(long leaf, long size) {
        List<List<Node>> steps = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            // "let k be the largest power of two smaller than n": PATH(m, D[n]) is
            long middle = from + Long.highestOneBit(to - from - 1);
            if (leaf < middle) {
                // PATH(m, D[0:k]) : MTH(D[k:n]) for m < k
                steps.add(Node.covering(middle, to));
                to = middle;
            } else {
                // PATH(m - k, D[k:n]) : MTH(D[0:k]) for m >= k
                steps.add(Node.covering(from, middle));
                from = middle;
            }
        }
        Collections.reverse(steps);
        return new ProofPath(steps);
    }

    /** PROOF(m, D[n]) of RFC 9162 §2.1.4.1 for 0 < m < n. */
    static ProofPath consistency(long first, long second) {
        List<List<Node>> steps = new ArrayList<>();
        long from = 0;
        long to = second;
        // PROOF(m, D[n]) = SUBPROOF(m, D[n], true); b stays true while the old tree starts where the subtree starts
        boolean b = true;
        while (first != to) {
            long middle = from + Long.highestOneBit(to - from - 1);
            if (first <= middle) {
                // SUBPROOF(m, D[0:k], b) : MTH(D[k:n]) for m <= k
                steps.add(Node.covering(middle, to));
                to = middle;
            } else {
                // SUBPROOF(m - k, D[k:n], false) : MTH(D[0:k]) for m > k
                steps.add(Node.covering(from, middle));
                from = middle;
                b = false;
            }
        }
        if (!b) {
            // SUBPROOF(m, D[m], false) = {MTH(D[m])}; with b true it is {}, the verifier has the old root
            steps.add(Node.covering(from, to));
        }
        Collections.reverse(steps);
        return new ProofPath(steps);
    }

    List<Node> nodes() {
        return steps.stream().flatMap(List::stream).toList();
    }

    List<Hash> read(NodeReader reader) {
        List<Hash> hashes = new ArrayList<>(steps.size());
        for (List<Node> step : steps) {
            hashes.add(Node.join(step, reader));
        }
        return hashes;
    }
}
