package id.signet.registry.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.ledger.EntryCodec;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.state.BatchOverlay;
import id.signet.ledger.testing.InMemoryRows;
import id.signet.registry.RegistryNames;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.did.Did;
import id.signet.registry.operation.VerifiedOperation;
import id.signet.registry.testing.OperationVectors;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** docs/adr/0016-trust-registry.md: these bytes can never change. The vectors were made by a program of another language. */
class TrustVectorsTest {

    private static final OperationVectors VECTORS = OperationVectors.ours("did/trust-operations.json");
    private static final ObjectNode FILE = VECTORS.file();

    @TestFactory
    Stream<DynamicTest> eachOperationIsSignedHashedAndWrittenByteForByte() {
        return VECTORS.eachIsMadeAgain((type, body) -> type.equals(TrustProjection.AUTHORITY)
                ? TrustBody.Authority.parse(body).toJson()
                : TrustBody.Accredit.parse(body).toJson());
    }

    @Test
    void theOperationsAreAllowedInTheirOrderAndAnswerTheQuestions() {
        RegistryNames names = VECTORS.names();
        InMemoryRows rows = new InMemoryRows();
        long first = FILE.get("firstLoggedAt").longValue();
        long leaf = 1;
        for (JsonNode vector : FILE.get("operations")) {
            VerifiedOperation verified = AuthorRules.verify(rows, OperationVectors.parse(vector)).orElseThrow();
            assertThat(new TrustRules(names).check(rows, verified, loggedAt(first, leaf)))
                    .as(vector.get("name").stringValue())
                    .isEmpty();
            LedgerEntry entry = EntryCodec.encode(new LeafIndex(leaf), verified.draft(), loggedAt(first, leaf));
            BatchOverlay overlay = new BatchOverlay(rows);
            new TrustProjection().apply(entry, overlay.publicTables());
            overlay.keep();
            overlay.store();
            leaf++;
        }
        TrustFacts facts = new TrustFacts(rows, names.publicUrl());
        for (JsonNode question : FILE.get("questions")) {
            long at = question.get("at").longValue();
            assertThat(facts.find(Did.parse(FILE.get("issuer").stringValue()),
                    List.of(question.get("credentialType").stringValue()),
                    List.of(Did.parse(FILE.get("authority").stringValue())), Optional.of(new LeafIndex(at)),
                    loggedAt(first, at)).isPresent()).as(question.toString())
                    .isEqualTo(question.get("covered").booleanValue());
        }
    }

    private static Instant loggedAt(long first, long leaf) {
        return Instant.ofEpochMilli(first + (leaf - 1) * 1_000);
    }
}
