package id.signet.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import id.signet.crypto.hash.Hashes;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.TreeSize;
import id.signet.ledger.merkle.ProofResult.Proven;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The adversarial vectors of transparency-dev/merkle; the file name is the attack. The folders {@code subtree*} are for
 * proofs of the subtrees [start, end) of draft-ietf-plants-merkle-tree-certs, which this log neither makes nor reads;
 * those that start at leaf 0 are proofs of RFC 9162 in other words and are run as such. Not so the empty subtree, which
 * that draft calls consistent with every tree: RFC 9162 proves consistency for {@code 0 < first} only.
 */
class OfficialMerkleVectorsTest {

    private static final Path VECTORS = Path.of(System.getProperty("signet.vectors", "../../shared/vectors"), "merkle");

    @TestFactory
    Stream<DynamicTest> inclusionProofs() throws IOException {
        return vectors("inclusion", vector -> true)
                .map(file -> dynamicTest(name(file), () -> checkInclusion(read(file), "treeSize")));
    }

    @TestFactory
    Stream<DynamicTest> consistencyProofs() throws IOException {
        return vectors("consistency", vector -> true)
                .map(file -> dynamicTest(name(file), () -> checkConsistency(read(file), "size1", "size2")));
    }

    @TestFactory
    Stream<DynamicTest> inclusionProofsInSubtreesThatStartAtLeaf0() throws IOException {
        return vectors("subtreeinclusion", OfficialMerkleVectorsTest::startsAtLeaf0)
                .map(file -> dynamicTest(name(file), () -> checkInclusion(read(file), "end")));
    }

    @TestFactory
    Stream<DynamicTest> consistencyProofsOfSubtreesThatStartAtLeaf0() throws IOException {
        return vectors("subtreeconsistency", OfficialMerkleVectorsTest::startsAtLeaf0AndIsNotEmpty)
                .map(file -> dynamicTest(name(file), () -> checkConsistency(read(file), "end", "size")));
    }

    @Test
    void noFileIsLeftOutUnseen() throws IOException {
        assertThat(vectors("inclusion", vector -> true)).hasSize(98);
        assertThat(vectors("consistency", vector -> true)).hasSize(98);
        assertThat(vectors("subtreeinclusion", OfficialMerkleVectorsTest::startsAtLeaf0)).hasSize(101);
        assertThat(vectors("subtreeconsistency", OfficialMerkleVectorsTest::startsAtLeaf0AndIsNotEmpty)).hasSize(91);
    }

    private static void checkInclusion(JsonNode vector, String size) {
        assertThat(proves(() -> ProofVerifier.inclusion(
                hash(vector.get("leafHash")),
                new InclusionProof(
                        new LeafIndex(vector.get("leafIdx").asLong()),
                        new TreeSize(vector.get(size).asLong()),
                        path(vector)),
                hash(vector.get("root"))))).isEqualTo(isGood(vector));
    }

    private static void checkConsistency(JsonNode vector, String size1, String size2) {
        assertThat(proves(() -> ProofVerifier.consistency(
                new ConsistencyProof(
                        new TreeSize(vector.get(size1).asLong()), new TreeSize(vector.get(size2).asLong()),
                        path(vector)),
                hash(vector.get("root1")),
                hash(vector.get("root2"))))).isEqualTo(isGood(vector));
    }

    private interface Attempt {
        ProofResult run();
    }

    /** A size, an index or a hash that the types refuse to hold proves nothing either. */
    private static boolean proves(Attempt attempt) {
        try {
            return attempt.run() instanceof Proven;
        } catch (IllegalArgumentException | tools.jackson.databind.exc.JsonNodeException e) {
            return false;
        }
    }

    private static boolean isGood(JsonNode vector) {
        return !vector.get("wantErr").booleanValue();
    }

    private static List<Hash> path(JsonNode vector) {
        List<Hash> path = new ArrayList<>();
        vector.get("proof").forEach(node -> path.add(hash(node)));
        return path;
    }

    /** Some vectors have "don't care 1" where a root should be; a type of 32 bytes holds its hash instead. */
    private static Hash hash(JsonNode base64) {
        byte[] bytes = base64.binaryValue();
        if (new String(bytes, StandardCharsets.US_ASCII).startsWith("don't care")) {
            return Hash.of(Hashes.sha256(bytes));
        }
        return Hash.of(bytes);
    }

    private static boolean startsAtLeaf0(JsonNode vector) {
        return vector.get("start").asLong() == 0;
    }

    private static boolean startsAtLeaf0AndIsNotEmpty(JsonNode vector) {
        return startsAtLeaf0(vector) && vector.get("end").asLong() > 0;
    }

    private static Stream<Path> vectors(String folder, Predicate<JsonNode> applicable) throws IOException {
        Path root = VECTORS.resolve(folder);
        Assumptions.assumeTrue(Files.isDirectory(root), "the official test vectors are not here: " + root);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> applicable.test(read(file)))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static String name(Path file) {
        return VECTORS.relativize(file).toString();
    }

    private static JsonNode read(Path file) {
        return JsonMapper.shared().readTree(file.toFile());
    }
}
