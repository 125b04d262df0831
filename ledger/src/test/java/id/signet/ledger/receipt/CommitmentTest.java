package id.signet.ledger.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.LedgerVectors;
import id.signet.ledger.merkle.MerkleTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** docs/adr/0003-commitments-and-receipts.md: these bytes never change. */
class CommitmentTest {

    private static final Salt SALT = new Salt(Bytes.of(new byte[32]));
    private static final Hash INPUT = Hash.of(new byte[32]);

    @TestFactory
    Stream<DynamicTest> commitmentsAreThoseOfTheVectors() {
        JsonNode vectors = LedgerVectors.read("commitments.json");
        assertThat(Commitment.CREDENTIAL).isEqualTo(LedgerVectors.text(vectors, "tag"));
        return LedgerVectors.each(vectors, "credentials")
                .map(vector -> dynamicTest(
                        LedgerVectors.text(vector, "issuer"),
                        () -> {
                            byte[] signed = LedgerVectors.text(vector, "signedInput").getBytes(StandardCharsets.UTF_8);
                            Hash signedInput = Hash.of(Hashes.sha256(signed));
                            assertThat(signedInput).isEqualTo(LedgerVectors.hash(vector, "signedInputHash"));
                            Commitment commitment = Commitment.ofCredential(
                                    new Salt(LedgerVectors.hex(vector, "salt")),
                                    LedgerVectors.text(vector, "issuer"),
                                    LedgerVectors.text(vector, "versionId"),
                                    LedgerVectors.text(vector, "verificationMethod"),
                                    signedInput);
                            assertThat(commitment.hash()).isEqualTo(LedgerVectors.hash(vector, "commitment"));
                            assertThat(Hashes.sha256(LedgerVectors.hex(vector, "preimage").toArray()))
                                    .isEqualTo(commitment.hash().bytes());
                        }));
    }

    @TestFactory
    Stream<DynamicTest> batchesEntriesPathsAndOpeningsAreThoseOfTheVectors() {
        return LedgerVectors.each(LedgerVectors.read("commitment-batches.json"), "batches")
                .map(vector -> dynamicTest(
                        vector.get("commitments").size() + " commitments", () -> checkBatch(vector)));
    }

    private static void checkBatch(JsonNode vector) {
        List<Commitment> commitments = LedgerVectors.each(vector, "commitments")
                .map(hex -> new Commitment(Hash.of(LedgerVectors.hex(hex).toArray())))
                .toList();
        assertThat(commitments.stream().map(CommitmentBatch::leafHash).map(Hash::toString).toList())
                .isEqualTo(LedgerVectors.each(vector, "leafHashes").map(JsonNode::stringValue).toList());
        CommitmentBatch batch = CommitmentBatch.of(commitments);
        assertThat(batch.root()).isEqualTo(LedgerVectors.hash(vector, "root"));
        Instant loggedAt = Instant.ofEpochMilli(vector.get("loggedAt").longValue());
        LedgerEntry entry = EntryCodec.encode(new LeafIndex(1), batch.draft(), loggedAt);
        assertThat(entry.bytes().asUtf8()).isEqualTo(LedgerVectors.text(vector, "entry"));
        assertThat(MerkleTree.leafHash(entry.bytes().toArray())).isEqualTo(LedgerVectors.hash(vector, "leafHash"));
        for (int i = 0; i < commitments.size(); i++) {
            JsonNode expected = vector.get("openings").get(i);
            BatchPath path = batch.path(i);
            assertThat(path.path().stream().map(Hash::toString).toList())
                    .isEqualTo(LedgerVectors.each(expected, "path").map(JsonNode::stringValue).toList());
            assertThat(path.root(commitments.get(i))).isEqualTo(batch.root());
            CommitmentOpening opening = new CommitmentOpening(
                    new Salt(LedgerVectors.hex(expected, "salt")),
                    LedgerVectors.text(expected, "versionId"),
                    loggedAt,
                    path);
            assertThat(opening.encode().asUtf8()).isEqualTo(LedgerVectors.text(expected, "opening"));
            assertThat(CommitmentOpening.decode(opening.encode())).isEqualTo(opening);
        }
    }

    @TestFactory
    Stream<DynamicTest> textsThatAreNoOpeningAreRefused() {
        return LedgerVectors.each(LedgerVectors.read("commitment-batches.json"), "refused")
                .map(vector -> dynamicTest(
                        LedgerVectors.text(vector, "name"),
                        () -> assertThatExceptionOfType(MalformedInput.class)
                                .isThrownBy(() -> CommitmentOpening
                                        .decode(Bytes.utf8(LedgerVectors.text(vector, "text"))))));
    }

    @Test
    void everyFieldItsPlaceAndTheSaltChangeTheCommitment() {
        Set<Commitment> all = new HashSet<>(List.of(
                Commitment.ofCredential(SALT, "a", "b", "c", INPUT),
                Commitment.ofCredential(SALT, "b", "a", "c", INPUT),
                Commitment.ofCredential(SALT, "ab", "", "c", INPUT),
                Commitment.ofCredential(SALT, "a", "", "bc", INPUT),
                Commitment.ofCredential(SALT, "a", "b", "c", Hash.of(Hashes.sha256())),
                Commitment.ofCredential(Salt.fresh(), "a", "b", "c", INPUT),
                Commitment.of("signet/commitment/other/v1", SALT, List.of(
                        Bytes.utf8("a"), Bytes.utf8("b"), Bytes.utf8("c"), Bytes.of(INPUT.bytes())))));
        assertThat(all).hasSize(7);
    }

    @Test
    void aBatchHas1To65536Commitments() {
        Commitment commitment = Commitment.ofCredential(SALT, "a", "b", "c", INPUT);
        assertThat(CommitmentBatch.of(commitment).path(0)).isEqualTo(BatchPath.ALONE);
        List<Commitment> largest = IntStream.range(0, 65_536).mapToObj(i -> commitment).toList();
        CommitmentBatch batch = CommitmentBatch.of(largest);
        assertThat(batch.path(40_000).path()).hasSize(16);
        assertThat(batch.path(40_000).root(commitment)).isEqualTo(batch.root());
        assertThatIllegalArgumentException().isThrownBy(() -> CommitmentBatch.of(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> CommitmentBatch.of(
                IntStream.range(0, 65_537).mapToObj(i -> commitment).toList()));
    }

    @Test
    void aSaltHas32BytesIsRandomAndIsNotPrinted() {
        assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> new Salt(Bytes.of(new byte[31])));
        Salt salt = Salt.fresh();
        assertThat(salt).isNotEqualTo(Salt.fresh());
        assertThat(salt.toString()).doesNotContain(salt.bytes().hex());
    }
}
