package id.signet.ledger.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerVectors;
import id.signet.ledger.Receipt;
import id.signet.ledger.TreeSize;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.RightEdge;
import id.signet.ledger.note.NoteSigner;
import id.signet.ledger.note.SignatureType;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.note.SignedNote;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.receipt.ReceiptResult.NotVerified;
import id.signet.ledger.receipt.ReceiptResult.Verified;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** docs/adr/0003-commitments-and-receipts.md, "Receipt". */
class ReceiptVerifierTest {

    private static final JsonNode VECTORS = LedgerVectors.read("receipts.json");
    private static final JsonNode CREDENTIALS = LedgerVectors.read("commitments.json").get("credentials");
    private static final VerifierKey LOG = VerifierKey.parse(LedgerVectors.text(VECTORS.get("log"), "verifierKey"));
    private static final VerifierKey WITNESS = VerifierKey
            .parse(LedgerVectors.text(VECTORS.get("witness"), "verifierKey"));
    private static final ReceiptVerifier VERIFIER = new ReceiptVerifier(LOG, List.of(WITNESS));
    private static final ReceiptVerifier LOG_ALONE = new ReceiptVerifier(LOG);

    @Test
    void keysAndCheckpointsAreThoseOfTheVectors() {
        NoteSigner signer = new NoteSigner(LOG.name(), SoftwareSigningKey.ofSecret(
                KeyType.ED25519, LedgerVectors.hex(VECTORS.get("log"), "secretSeed").toArray()));
        assertThat(signer.verifierKey()).isEqualTo(LOG);
        assertThat(signer.verifierKey().text()).isEqualTo(LedgerVectors.text(VECTORS.get("log"), "verifierKey"));
        assertThat(LOG.keyId()).isEqualTo(LedgerVectors.hex(VECTORS.get("log"), "keyId"));
        assertThat(WITNESS.type()).isEqualTo(SignatureType.COSIGNATURE_V1);
        List<Hash> leaves = LedgerVectors.each(VECTORS, "entries")
                .map(entry -> MerkleTree.leafHash(entry.stringValue().getBytes(StandardCharsets.UTF_8)))
                .toList();
        assertThat(leaves.stream().map(Hash::toString).toList())
                .isEqualTo(LedgerVectors.each(VECTORS, "leafHashes").map(JsonNode::stringValue).toList());
        LedgerVectors.each(VECTORS, "checkpoints").forEach(vector -> {
            int size = vector.get("size").intValue();
            Hash root = MerkleTree.root(leaves.subList(0, size));
            assertThat(root).isEqualTo(LedgerVectors.hash(vector, "root"));
            // Ed25519 is deterministic: the same checkpoint has the same signature, byte for byte.
            SignedCheckpoint signed = SignedCheckpoint.sign(new Checkpoint(LOG.name(), new TreeSize(size), root),
                    signer);
            assertThat(signed.note().text()).isEqualTo(LedgerVectors.text(vector, "noteText"));
            assertThat(signed.text()).isEqualTo(LedgerVectors.text(vector, "checkpoint"));
        });
    }

    @TestFactory
    Stream<DynamicTest> receiptsOfTheVectorsVerify() {
        return LedgerVectors.each(VECTORS, "receipts")
                .map(vector -> dynamicTest(LedgerVectors.text(vector, "name"), () -> checkReceipt(vector)));
    }

    private static void checkReceipt(JsonNode vector) {
        String text = LedgerVectors.text(vector, "receipt");
        Receipt receipt = TlogProofCodec.decode(text);
        assertThat(TlogProofCodec.encode(receipt)).isEqualTo(text);
        List<SignedNote.Verified> witnesses = LedgerVectors.each(vector, "witnesses")
                .map(w -> new SignedNote.Verified(
                        WITNESS, Optional.of(Instant.ofEpochSecond(w.get("time").longValue()))))
                .toList();
        ReceiptResult expected = new Verified(
                new LeafIndex(vector.get("index").longValue()),
                Instant.ofEpochMilli(vector.get("loggedAt").longValue()),
                new Checkpoint(
                        LOG.name(), new TreeSize(vector.get("treeSize").longValue()),
                        LedgerVectors.hash(vector, "root")),
                witnesses);
        assertThat(VERIFIER.verify(Bytes.utf8(LedgerVectors.text(vector, "entry")), receipt)).isEqualTo(expected);
        if (vector.has("commitment")) {
            assertThat(receipt.opening().map(Bytes::asUtf8)).contains(LedgerVectors.text(vector, "opening"));
            assertThat(VERIFIER.verifyCommitment(new Commitment(LedgerVectors.hash(vector, "commitment")), receipt))
                    .isEqualTo(expected);
        }
        assertThat(LOG_ALONE.verify(Bytes.utf8(LedgerVectors.text(vector, "entry")), receipt))
                .isInstanceOfSatisfying(Verified.class, verified -> assertThat(verified.witnesses()).isEmpty());
    }

    @Test
    void G09_aReceiptProvesNoOtherEntry() {
        Receipt receipt = receipt(0);
        for (int i = 0; i < 6; i++) {
            Bytes entry = Bytes.utf8(VECTORS.get("entries").get(i).stringValue());
            assertThat(VERIFIER.verify(entry, receipt) instanceof Verified).as("entry %d", i).isEqualTo(i == 1);
        }
    }

    @Test
    void G09_aReceiptProvesNoOtherCommitmentOfItsOwnBatch() {
        JsonNode batch = LedgerVectors.read("commitment-batches.json").get("batches").get(3);
        Receipt receipt = receipt(3);
        List<Boolean> proven = LedgerVectors.each(batch, "commitments")
                .map(hex -> new Commitment(Hash.of(LedgerVectors.hex(hex).toArray())))
                .map(commitment -> VERIFIER.verifyCommitment(commitment, receipt) instanceof Verified)
                .toList();
        assertThat(proven).containsExactly(false, false, false, true, false);
    }

    @Test
    void G09_aReceiptWithAnotherIndexOrMoreHashesProvesNothing() {
        Bytes entry = Bytes.utf8(VECTORS.get("entries").get(1).stringValue());
        Receipt good = receipt(0);
        List<Hash> longer = new ArrayList<>(good.path());
        longer.add(MerkleTree.EMPTY_ROOT);
        assertThat(
                VERIFIER.verify(entry, new Receipt(new LeafIndex(2), good.path(), good.checkpoint(), good.opening())))
                .isInstanceOf(NotVerified.class);
        assertThat(
                VERIFIER.verify(entry, new Receipt(new LeafIndex(5), good.path(), good.checkpoint(), good.opening())))
                .isEqualTo(new NotVerified("step 1: a tree of 4 has no leaf 5"));
        assertThat(VERIFIER.verify(entry, new Receipt(good.index(), longer, good.checkpoint(), good.opening())))
                .isEqualTo(new NotVerified("step 4.a: the path has more hashes than the tree has levels"));
    }

    @Test
    void aReceiptOfAnotherLogIsNotVerified() {
        NoteSigner other = new NoteSigner(LOG.name(), SoftwareSigningKey.generate(KeyType.ED25519));
        NoteSigner elsewhere = new NoteSigner("log.example.com", SoftwareSigningKey.generate(KeyType.ED25519));
        Bytes entry = Bytes.utf8(VECTORS.get("entries").get(1).stringValue());
        assertThat(new ReceiptVerifier(other.verifierKey()).verify(entry, receipt(0)))
                .isEqualTo(new NotVerified("no known key signed the note"));
        assertThat(new ReceiptVerifier(elsewhere.verifierKey()).verify(entry, receipt(0)))
                .isEqualTo(new NotVerified("the checkpoint is that of another log"));
    }

    @Test
    void anotherTimeInTheOpeningLeadsToAnotherLeaf() {
        Receipt good = receipt(2);
        CommitmentOpening opening = CommitmentOpening.of(good);
        CommitmentOpening earlier = new CommitmentOpening(
                opening.salt(), opening.versionId(), opening.loggedAt().minusMillis(1), opening.batch());
        assertThat(VERIFIER.verifyCommitment(commitment(2), good.withOpening(earlier.encode())))
                .isInstanceOfSatisfying(NotVerified.class, not -> assertThat(not.reason()).startsWith("step 5"));
    }

    @Test
    void aCommitmentCannotBeVerifiedWithoutAnOpening() {
        Receipt good = receipt(2);
        Receipt bare = new Receipt(good.index(), good.path(), good.checkpoint(), Optional.empty());
        assertThat(VERIFIER.verifyCommitment(commitment(2), bare))
                .isEqualTo(new NotVerified("the receipt carries no opening"));
    }

    @Test
    void bytesThatAreNoEntryAreNotVerifiedEvenIfTheirLeafWereInTheTree() {
        Bytes noEntry = Bytes.utf8("anything");
        RightEdge.Growth tree = RightEdge.EMPTY.append(List.of(MerkleTree.leafHash(noEntry.toArray())));
        NoteSigner signer = new NoteSigner("log.example", SoftwareSigningKey.generate(KeyType.ED25519));
        Checkpoint checkpoint = new Checkpoint("log.example", tree.size(), tree.root());
        Receipt receipt = new Receipt(
                new LeafIndex(0), List.of(), SignedCheckpoint.sign(checkpoint, signer).text(), Optional.empty());
        assertThat(new ReceiptVerifier(signer.verifierKey()).verify(noEntry, receipt)).isInstanceOf(NotVerified.class);
    }

    /** Every bit of every byte; the facts a verifier has besides are those of the credential. */
    @Test
    void noReceiptWithABitFlippedAnywhereEverVerifies() {
        for (int which : new int[]{0, 2}) {
            byte[] good = text(which);
            assertThat(result(good, which)).isInstanceOf(Verified.class);
            everyFlip(good, (flipped, where) -> assertThat(result(flipped, which))
                    .as("receipt %d, %s", which, where)
                    .isInstanceOf(NotVerified.class));
        }
    }

    /** A witness whose line is damaged beyond recognition is an unknown one, and unknown ones are ignored. */
    @Test
    void noCosignedReceiptWithABitFlippedAnywhereVerifiesAsCosigned() {
        byte[] good = text(4);
        ReceiptResult cosigned = result(good, 4);
        assertThat(cosigned).isInstanceOfSatisfying(Verified.class, it -> assertThat(it.witnesses()).hasSize(1));
        everyFlip(good, (flipped, where) -> assertThat(result(flipped, 4)).as(where).isNotEqualTo(cosigned));
    }

    private static void everyFlip(byte[] good, BiConsumer<byte[], String> check) {
        for (int at = 0; at < good.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = good.clone();
                flipped[at] ^= (byte) (1 << bit);
                check.accept(flipped, "byte " + at + ", bit " + bit);
            }
        }
    }

    /** What a verifier finds who holds the entry, or the credential that belongs to the commitment. */
    private static ReceiptResult result(byte[] text, int which) {
        JsonNode vector = VECTORS.get("receipts").get(which);
        try {
            Receipt receipt = TlogProofCodec.decode(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString());
            if (!vector.has("commitment")) {
                return VERIFIER.verify(Bytes.utf8(LedgerVectors.text(vector, "entry")), receipt);
            }
            CommitmentOpening opening = CommitmentOpening.of(receipt);
            JsonNode credential = CREDENTIALS.get(which == 4 ? 2 : 0);
            Commitment commitment = Commitment.ofCredential(
                    opening.salt(),
                    LedgerVectors.text(credential, "issuer"),
                    opening.versionId(),
                    LedgerVectors.text(credential, "verificationMethod"),
                    LedgerVectors.hash(credential, "signedInputHash"));
            return VERIFIER.verifyCommitment(commitment, receipt);
        } catch (MalformedInput e) {
            return new NotVerified(e.getMessage());
        } catch (CharacterCodingException e) {
            return new NotVerified("the receipt is not UTF-8");
        }
    }

    private static byte[] text(int which) {
        return LedgerVectors.text(VECTORS.get("receipts").get(which), "receipt").getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "\n\n", "c2sp.org/tlog-proof@v1\n\nCP", "c2sp.org/tlog-proof@v2\nindex 0\n\nCP",
        "c2sp.org/tlog-proof@v1\nindex 00\n\nCP", "c2sp.org/tlog-proof@v1\nindex -1\n\nCP",
        "c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\nCP", "c2sp.org/tlog-proof@v1\nindex  0\n\nCP",
        "c2sp.org/tlog-proof@v1\nextra \nindex 0\n\nCP", "c2sp.org/tlog-proof@v1\nextra AA\nindex 0\n\nCP",
        "c2sp.org/tlog-proof@v1\nindex 0\nextra AAAA\n\nCP",
        "c2sp.org/tlog-proof@v1\nextra AAAA\nextra AAAA\nindex 0\n\nCP",
        "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nCP", "c2sp.org/tlog-proof@v1\nindex 0\nHASH \n\nCP",
        "c2sp.org/tlog-proof@v1\nindex 0\n", "c2sp.org/tlog-proof@v1\nindex 0\n\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n\n\nCP",
        "c2sp.org/tlog-proof@v1\nindex 0\n\nCPtrailing", "c2sp.org/tlog-proof@v1\nindex 0\n\nCP\n",
        "c2sp.org/tlog-proof@v1\r\nindex 0\n\nCP", " c2sp.org/tlog-proof@v1\nindex 0\n\nCP",
        "c2sp.org/tlog-proof@v1\nindex 0\nHASH64\n\nCP"})
    void aTextThatIsNotWrittenExactlyAsTheProofFormatSaysIsRefused(String text) {
        String hash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        String receipt = text.replace("HASH64", String.join("\n", Collections.nCopies(64, hash)))
                .replace("HASH", hash)
                .replace("CP", receipt(0).checkpoint());
        assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> TlogProofCodec.decode(receipt));
    }

    @Test
    void theReceiptOfACommitmentIsUnder2000BytesAtABillionLeaves() {
        String receipt = realisticReceipt(BatchPath.ALONE);
        assertThat(receipt.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2_000);
        assertThat(TlogProofCodec.encode(TlogProofCodec.decode(receipt))).isEqualTo(receipt);
    }

    @Test
    void theReceiptOfACommitmentInTheLargestBatchIsUnder3000BytesAtABillionLeaves() {
        List<Hash> path = IntStream.range(0, 16).mapToObj(i -> Hash.of(Hashes.sha256(new byte[]{(byte) i}))).toList();
        assertThat(realisticReceipt(new BatchPath(65_535, 65_536, path)).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(3_000);
    }

    private static String realisticReceipt(BatchPath batch) {
        String origin = "log.identity.example.gov/2026";
        NoteSigner signer = new NoteSigner(origin, SoftwareSigningKey.generate(KeyType.ED25519));
        List<Hash> path = IntStream.range(0, 30).mapToObj(i -> Hash.of(Hashes.sha256(new byte[]{(byte) i}))).toList();
        Checkpoint checkpoint = new Checkpoint(origin, new TreeSize(1_000_000_000), MerkleTree.EMPTY_ROOT);
        CommitmentOpening opening = new CommitmentOpening(
                Salt.fresh(), "1234", Instant.parse("2036-11-23T09:00:00.123Z"), batch);
        return TlogProofCodec.encode(new Receipt(
                new LeafIndex(999_999_998),
                path,
                SignedCheckpoint.sign(checkpoint, signer).text(),
                Optional.of(opening.encode())));
    }

    private static Receipt receipt(int which) {
        return TlogProofCodec.decode(LedgerVectors.text(VECTORS.get("receipts").get(which), "receipt"));
    }

    private static Commitment commitment(int which) {
        return new Commitment(LedgerVectors.hash(VECTORS.get("receipts").get(which), "commitment"));
    }
}
