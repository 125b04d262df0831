package id.signet.registry.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.ledger.Hash;
import id.signet.ledger.receipt.Commitment;
import id.signet.ledger.receipt.Salt;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.testing.OperationVectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** docs/adr/0039-evidence.md: these bytes can never change. The vectors were made by a program of another language. */
class EvidenceVectorsTest {

    private static final OperationVectors VECTORS = OperationVectors.ours("evidence/statements.json");

    @TestFactory
    Stream<DynamicTest> eachStatementIsSignedHashedAndWrittenByteForByte() {
        return VECTORS.eachIsMadeAgain((type, body) -> type.equals(EvidenceProjection.PUBLISH)
                ? PublicationBody.parse(body).toJson()
                : Statement.parse(type, body).toJson());
    }

    @TestFactory
    Stream<DynamicTest> eachStatementHasItsCommitment() {
        return vectors("commitment").map(vector -> DynamicTest.dynamicTest(vector.get("name").stringValue(), () -> {
            SignedOperation signed = OperationVectors.parse(vector);

            assertThat(Commitment.ofEvidence(
                    new Salt(Bytes.of(Base64Url.decode(vector.get("salt").stringValue()))),
                    signed.operation().party().did().toString(), "", signed.verificationMethod().toString(),
                    Hash.of(Hashes.sha256(signed.operation().signedBytes().toArray()))).hash().base64Url())
                    .isEqualTo(vector.get("commitment").stringValue());
        }));
    }

    @TestFactory
    Stream<DynamicTest> theIdFollowsFromTheDeposit() {
        return vectors("evidence").map(vector -> DynamicTest.dynamicTest(vector.get("name").stringValue(),
                () -> assertThat(EvidenceId.of(Hash.of(Hashes.sha256(
                        OperationVectors.parse(vector).operation().signedBytes().toArray()))).value())
                        .isEqualTo(vector.get("evidence").stringValue())));
    }

    private static Stream<JsonNode> vectors(String member) {
        return VECTORS.file().get("operations").valueStream().filter(vector -> vector.has(member));
    }
}
