package id.signet.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.hash.Hashes;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.TreeSize;
import id.signet.ledger.merkle.ProofResult.NotProven;
import id.signet.ledger.merkle.ProofResult.Proven;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProofVerifierTest {

    private static final int SIZE = 21;
    private static final List<Hash> LEAVES = IntStream.range(0, SIZE)
            .mapToObj(i -> MerkleTree.leafHash(new byte[]{(byte) i}))
            .toList();
    private static final RightEdge.Growth TREE = RightEdge.EMPTY.append(LEAVES);
    private static final Hash ROOT = TREE.root();
    private static final Hash STRANGER = Hash.of(Hashes.sha256(new byte[]{99}));

    @Test
    void G09_theProofOfALeafDoesNotProveAnyOtherLeaf() {
        for (int m = 0; m < SIZE; m++) {
            for (int other = 0; other < SIZE; other++) {
                assertThat(ProofVerifier.inclusion(LEAVES.get(other), proof(m), ROOT) instanceof Proven)
                        .as("leaf %d by the proof of %d", other, m)
                        .isEqualTo(other == m);
            }
        }
    }

    @Test
    void G09_theProofOfALeafDoesNotProveItAtAnyOtherIndex() {
        for (int m = 0; m < SIZE; m++) {
            for (int other = 0; other < 2 * SIZE; other++) {
                InclusionProof moved = new InclusionProof(new LeafIndex(other), size(SIZE), proof(m).path());
                assertThat(ProofVerifier.inclusion(LEAVES.get(m), moved, ROOT) instanceof Proven)
                        .as("leaf %d at %d", m, other)
                        .isEqualTo(other == m);
            }
        }
    }

    @Test
    void G09_anIndexNotBelowTheSizeFailsStep1() {
        for (long index : new long[]{SIZE, SIZE + 1, Long.MAX_VALUE}) {
            assertThat(ProofVerifier.inclusion(
                    LEAVES.get(0), new InclusionProof(new LeafIndex(index), size(SIZE), proof(0).path()), ROOT))
                    .isEqualTo(new NotProven("step 1: a tree of 21 has no leaf " + index));
        }
        assertThat(ProofVerifier.inclusion(
                STRANGER, new InclusionProof(new LeafIndex(0), TreeSize.ZERO, List.of()), STRANGER))
                .isEqualTo(new NotProven("step 1: a tree of 0 has no leaf 0"));
    }

    @Test
    void G09_extraHashesBeforeOrBehindThePathAreRefused() {
        for (int m = 0; m < SIZE; m++) {
            for (Hash extra : List.of(STRANGER, ROOT, LEAVES.get(m))) {
                List<Hash> longer = new ArrayList<>(proof(m).path());
                longer.addLast(extra);
                assertThat(ProofVerifier.inclusion(
                        LEAVES.get(m), new InclusionProof(new LeafIndex(m), size(SIZE), longer), ROOT))
                        .isEqualTo(new NotProven("step 4.a: the path has more hashes than the tree has levels"));
                longer.removeLast();
                longer.addFirst(extra);
                assertThat(ProofVerifier.inclusion(
                        LEAVES.get(m), new InclusionProof(new LeafIndex(m), size(SIZE), longer), ROOT))
                        .isInstanceOf(NotProven.class);
            }
        }
    }

    @Test
    void G09_aPathThatIsTooShortIsRefusedEvenIfItLeadsToTheRoot() {
        // The root of a tree of two is shown as a leaf of a tree of three or more.
        Hash root = MerkleTree.nodeHash(LEAVES.get(0), LEAVES.get(1));
        assertThat(ProofVerifier.inclusion(
                LEAVES.get(0), new InclusionProof(new LeafIndex(0), size(3), List.of(LEAVES.get(1))), root))
                .isEqualTo(new NotProven("step 5: the path has fewer hashes than the tree has levels"));
    }

    @Test
    void aPathToAnotherRootFailsStep5() {
        assertThat(ProofVerifier.inclusion(LEAVES.get(3), proof(3), STRANGER))
                .isEqualTo(new NotProven("step 5: the path leads to root " + ROOT + ", not to " + STRANGER));
    }

    @Test
    void G08_consistencyFromALargerTreeIsNotProven() {
        ConsistencyProof backwards = new ConsistencyProof(size(21), size(20), List.of(STRANGER));
        assertThat(ProofVerifier.consistency(backwards, ROOT, STRANGER))
                .isEqualTo(new NotProven("a tree of 20 cannot start with one of 21"));
    }

    @Test
    void consistencyFromTheEmptyTreeIsNotProven() {
        ConsistencyProof fromNothing = ConsistencyProof.build(TreeSize.ZERO, size(SIZE), nothing());
        assertThat(fromNothing.path()).isEmpty();
        assertThat(ProofVerifier.consistency(fromNothing, MerkleTree.EMPTY_ROOT, ROOT))
                .isEqualTo(new NotProven("a proof from the empty tree shows nothing"));
    }

    @Test
    void oneSizeWithTwoRootsIsNotConsistent() {
        ConsistencyProof same = ConsistencyProof.build(size(SIZE), size(SIZE), nothing());
        assertThat(ProofVerifier.consistency(same, ROOT, ROOT)).isEqualTo(new Proven());
        assertThat(ProofVerifier.consistency(same, ROOT, STRANGER))
                .isEqualTo(new NotProven("one size has two roots: " + ROOT + " and " + STRANGER));
        assertThat(ProofVerifier.consistency(new ConsistencyProof(size(SIZE), size(SIZE), List.of(ROOT)), ROOT, ROOT))
                .isEqualTo(new NotProven("between equal sizes the path is empty"));
    }

    @Test
    void anEmptyPathBetweenTwoSizesFailsStep1() {
        assertThat(ProofVerifier.consistency(new ConsistencyProof(size(16), size(21), List.of()), STRANGER, ROOT))
                .isEqualTo(new NotProven("step 1: the path is empty"));
    }

    private static InclusionProof proof(int index) {
        return TREE.inclusionProof(new LeafIndex(index));
    }

    private static TreeSize size(long size) {
        return new TreeSize(size);
    }

    private static NodeReader nothing() {
        return (height, index) -> {
            throw new IllegalArgumentException("nothing is read");
        };
    }
}
