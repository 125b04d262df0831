package id.signet.ledger.bench;

import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.TreeSize;
import id.signet.ledger.merkle.ConsistencyProof;
import id.signet.ledger.merkle.EntryBundle;
import id.signet.ledger.merkle.InclusionProof;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.ProofResult;
import id.signet.ledger.merkle.ProofVerifier;
import id.signet.ledger.merkle.RightEdge;
import id.signet.crypto.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Hashing, proofs and tiles, in microseconds per operation, beside the digest of the JDK in the same run. The tree has
 * 10,000,000 leaves; its tiles are simulated, so that nothing but the work of the log is measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MerkleBenchmark {

    private static final int BATCH = 256;
    private static final byte[] ENTRY = new byte[300];

    private final UniformTree tree = new UniformTree(ENTRY, 10_000_000);
    private final RightEdge edge = tree.edge();
    private final Hash root = edge.root();
    private final Hash leaf = MerkleTree.leafHash(ENTRY);
    private final List<Hash> batch = Collections.nCopies(BATCH, leaf);
    private final List<Bytes> entries = Collections.nCopies(BATCH, Bytes.of(ENTRY));
    private final InclusionProof known = InclusionProof.build(new LeafIndex(4_242_424), tree.size(), tree);
    private final byte[] node = new byte[1 + 2 * Hash.LENGTH];
    private long next = 1;

    /** What the JDK needs for the bytes of an inner node. */
    @Benchmark
    public byte[] rawDigestOfNode() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(node);
    }

    @Benchmark
    public Hash nodeHash() {
        return MerkleTree.nodeHash(leaf, leaf);
    }

    @Benchmark
    public Hash leafHash() {
        return MerkleTree.leafHash(ENTRY);
    }

    /** A batch of 256 leaves: every new node, the root, the rows to be stored. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int appendPerLeaf() {
        RightEdge.Growth growth = edge.append(batch);
        return growth.root().hashCode() + growth.rows().size();
    }

    /** One of the batch's leaves under the batch's head: what each answered write carries. */
    @Benchmark
    public InclusionProof inclusionProofOfNewLeaf() {
        return edge.append(batch.subList(0, 1)).inclusionProof(new LeafIndex(tree.size().value()));
    }

    @Benchmark
    public InclusionProof inclusionProof() {
        next = (next * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L) & Long.MAX_VALUE;
        return InclusionProof.build(new LeafIndex(next % tree.size().value()), tree.size(), tree);
    }

    @Benchmark
    public ProofResult verifyInclusion() {
        return ProofVerifier.inclusion(leaf, known, root);
    }

    @Benchmark
    public ConsistencyProof consistencyProof() {
        return ConsistencyProof.build(new TreeSize(4_242_424), tree.size(), tree);
    }

    /** A full entry bundle as it is served. */
    @Benchmark
    public byte[] entryBundle() {
        return EntryBundle.encode(entries);
    }
}
