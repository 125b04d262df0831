package id.signet.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.TreeSize;
import id.signet.ledger.merkle.ProofResult.Proven;
import id.signet.ledger.merkle.RightEdge.Growth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

    private static final int LARGEST = 300;
    private static final List<byte[]> ENTRIES = RecursiveDefinition.entries(LARGEST);
    private static final RecursiveDefinition RFC = new RecursiveDefinition(ENTRIES);
    private static final List<Hash> LEAVES = ENTRIES.stream().map(MerkleTree::leafHash).toList();
    private static final List<Hash> ROOTS = IntStream.rangeClosed(0, LARGEST).mapToObj(n -> RFC.mth(0, n)).toList();

    @Test
    void theRootOfTheEmptyTreeIsTheHashOfNothing() {
        assertThat(MerkleTree.root(List.of()))
                .hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void rootsAreThoseOfTheRecursiveDefinitionForAllSizesTo300() {
        for (int n = 0; n <= LARGEST; n++) {
            assertThat(MerkleTree.root(LEAVES.subList(0, n))).as("size %d", n).isEqualTo(ROOTS.get(n));
        }
    }

    @Test
    void everyInclusionProofIsThatOfTheRecursiveDefinitionAndVerifiesForAllSizesTo300() {
        InMemoryHashes store = stored(LARGEST);
        for (int n = 1; n <= LARGEST; n++) {
            for (int m = 0; m < n; m++) {
                InclusionProof proof = InclusionProof.build(new LeafIndex(m), new TreeSize(n), store);
                assertThat(proof.path()).as("leaf %d of %d", m, n).isEqualTo(RFC.path(m, n));
                assertThat(ProofVerifier.inclusion(LEAVES.get(m), proof, ROOTS.get(n)))
                        .as("leaf %d of %d", m, n)
                        .isEqualTo(new Proven());
            }
        }
    }

    @Test
    void everyConsistencyProofIsThatOfTheRecursiveDefinitionAndVerifiesForAllPairsTo300() {
        InMemoryHashes store = stored(LARGEST);
        for (int n = 1; n <= LARGEST; n++) {
            for (int m = 1; m <= n; m++) {
                ConsistencyProof proof = ConsistencyProof.build(new TreeSize(m), new TreeSize(n), store);
                assertThat(proof.path()).as("from %d to %d", m, n).isEqualTo(RFC.proof(m, n));
                assertThat(ProofVerifier.consistency(proof, ROOTS.get(m), ROOTS.get(n)))
                        .as("from %d to %d", m, n)
                        .isEqualTo(new Proven());
            }
        }
    }

    @Test
    void appendingInBatchesOfAnySizeGivesTheSameTreeAndTheSameRows() {
        Random random = new Random(9162);
        for (int round = 0; round < 50; round++) {
            InMemoryHashes store = new InMemoryHashes();
            RightEdge edge = RightEdge.EMPTY;
            int size = 0;
            while (size < LARGEST) {
                int more = random.nextInt(Math.min(300 - size, 1 + random.nextInt(280)) + 1);
                Growth growth = edge.append(LEAVES.subList(size, size + more));
                size += more;
                store.write(growth.rows());
                assertThat(growth.size()).isEqualTo(new TreeSize(size));
                assertThat(growth.root()).as("size %d", size).isEqualTo(ROOTS.get(size));
                edge = growth.edge();
                assertThat(edge.root()).as("size %d", size).isEqualTo(ROOTS.get(size));
                if (random.nextBoolean()) {
                    edge = RightEdge.load(edge.size(), store);
                    assertThat(edge.root()).as("reloaded at %d", size).isEqualTo(ROOTS.get(size));
                }
            }
            assertThat(store.count(0)).isEqualTo(LARGEST);
            assertThat(store.count(1)).isEqualTo(LARGEST / Tile.FULL);
        }
    }

    @Test
    void aBatchProvesItsOwnLeavesWithoutReadingAnything() {
        Random random = new Random(7);
        RightEdge edge = RightEdge.EMPTY;
        for (int size = 0; size < LARGEST;) {
            int more = 1 + random.nextInt(Math.min(LARGEST - size, 40));
            Growth growth = edge.append(LEAVES.subList(size, size + more));
            for (int m = size; m < size + more; m++) {
                assertThat(
                        ProofVerifier.inclusion(LEAVES.get(m), growth.inclusionProof(new LeafIndex(m)), growth.root()))
                        .as("leaf %d of %d", m, size + more)
                        .isEqualTo(new Proven());
            }
            size += more;
            edge = growth.edge();
        }
    }

    @Test
    void anEdgeIsNotChangedByWhatIsAppendedToIt() {
        RightEdge edge = RightEdge.EMPTY.append(LEAVES.subList(0, 100)).edge();
        edge.append(LEAVES.subList(200, 290));
        assertThat(edge.root()).isEqualTo(ROOTS.get(100));
        assertThat(edge.append(LEAVES.subList(100, 101)).root()).isEqualTo(ROOTS.get(101));
    }

    @Test
    void storedHashesAreTheSubtreeRootsThatTheTileFormatDefines() {
        int size = 2 * 65_536 + 3 * 256 + 5;
        List<byte[]> d = IntStream.range(0, size)
                .mapToObj(i -> new byte[]{(byte) (i >> 16), (byte) (i >> 8), (byte) i})
                .toList();
        RecursiveDefinition rfc = new RecursiveDefinition(d);
        List<Hash> leaves = d.stream().map(MerkleTree::leafHash).toList();
        InMemoryHashes store = new InMemoryHashes();
        RightEdge edge = RightEdge.EMPTY;
        for (int from = 0; from < size; from += 10_007) {
            Growth growth = edge.append(leaves.subList(from, Math.min(size, from + 10_007)));
            store.write(growth.rows());
            edge = growth.edge();
        }
        assertThat(edge.root()).isEqualTo(rfc.mth(0, size));
        assertThat(store.count(0)).isEqualTo(size);
        assertThat(store.count(1)).isEqualTo(2 * 256 + 3);
        assertThat(store.count(2)).isEqualTo(2);
        // MTH(D[(n * 256 + i) * 256**l : (n * 256 + i + 1) * 256**l])
        assertThat(store.read(List.of(new Tile(1, 2, 3), new Tile(2, 0, 2)))).isEqualTo(List.of(
                List.of(
                        rfc.mth(512 * 256, 513 * 256),
                        rfc.mth(513 * 256, 514 * 256),
                        rfc.mth(514 * 256, 515 * 256)),
                List.of(
                        rfc.mth(0, 65_536),
                        rfc.mth(65_536, 131_072))));
        for (int m : new int[]{0, 255, 256, 65_535, 65_536, 131_071, 131_072, size - 6, size - 1}) {
            InclusionProof proof = InclusionProof.build(new LeafIndex(m), new TreeSize(size), store);
            assertThat(proof.path()).as("leaf %d", m).isEqualTo(rfc.path(m, size));
        }
        for (int m : new int[]{1, 256, 65_536, 65_537, 131_072, 131_073, size - 5, size - 1}) {
            ConsistencyProof proof = ConsistencyProof.build(new TreeSize(m), new TreeSize(size), store);
            assertThat(proof.path()).as("from %d", m).isEqualTo(rfc.proof(m, size));
        }
        assertThat(RightEdge.load(new TreeSize(size), store).root()).isEqualTo(edge.root());
    }

    @Test
    void G08_aConsistencyProofToASmallerTreeIsRefused() {
        InMemoryHashes store = stored(10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConsistencyProof.build(new TreeSize(7), new TreeSize(6), store))
                .withMessage("a tree of 6 cannot start with one of 7");
    }

    @Test
    void G08_sizesAreNeverNegativeSoTwoToThePowerOf63IsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TreeSize(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new TreeSize(Long.MAX_VALUE + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new LeafIndex(Long.MIN_VALUE));
    }

    @Test
    void anInclusionProofOfALeafBeyondTheTreeIsRefused() {
        InMemoryHashes store = stored(10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InclusionProof.build(new LeafIndex(10), new TreeSize(10), store))
                .withMessage("a tree of 10 has no leaf 10");
    }

    @Test
    void G10_anEntryShapedLikeAnInnerNodeHashesToSomethingElse() {
        Hash left = LEAVES.get(1);
        Hash right = LEAVES.get(2);
        byte[] shaped = new byte[65];
        shaped[0] = 1;
        left.copyTo(shaped, 1);
        right.copyTo(shaped, 33);
        Hash node = MerkleTree.nodeHash(left, right);
        assertThat(MerkleTree.leafHash(shaped)).isNotEqualTo(node);
        assertThat(MerkleTree.leafHash(HexFormat.of().parseHex(left.toString() + right))).isNotEqualTo(node);
        // A forger would show the inner node's bytes as the only leaf of a tree with the same root.
        InclusionProof forged = new InclusionProof(new LeafIndex(0), new TreeSize(1), List.of());
        assertThat(ProofVerifier.inclusion(MerkleTree.leafHash(shaped), forged, node)).isNotEqualTo(new Proven());
    }

    private static InMemoryHashes stored(int size) {
        InMemoryHashes store = new InMemoryHashes();
        store.write(RightEdge.EMPTY.append(new ArrayList<>(LEAVES.subList(0, size))).rows());
        return store;
    }
}
