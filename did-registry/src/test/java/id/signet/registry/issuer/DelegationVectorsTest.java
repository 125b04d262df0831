package id.signet.registry.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.ledger.EntryCodec;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.state.BatchOverlay;
import id.signet.ledger.testing.InMemoryRows;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustFacts.Delegated;
import id.signet.registry.issuer.TrustFacts.Granted;
import id.signet.registry.operation.VerifiedOperation;
import id.signet.registry.recheck.EntryRecheck;
import id.signet.registry.testing.OperationVectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * docs/adr/0035-delegated-authorities.md: these bytes can never change. The vectors were made by a program of another
 * language.
 */
class DelegationVectorsTest {

    private static final OperationVectors VECTORS = OperationVectors.ours("did/delegations.json");
    private static final ObjectNode FILE = VECTORS.file();
    private static final RegistryNames NAMES = VECTORS.names();

    @TestFactory
    Stream<DynamicTest> eachOperationIsSignedHashedAndWrittenByteForByte() {
        return VECTORS.eachIsMadeAgain((type, body) -> switch (type) {
            case TrustProjection.AUTHORITY -> TrustBody.Authority.parse(body).toJson();
            case TrustProjection.DELEGATE -> TrustBody.Delegate.parse(body).toJson();
            default -> TrustBody.Accredit.parse(body).toJson();
        });
    }

    @Test
    void decisionAndRecheckAgreeOnEachOperationAndThePlacesAnswerTheQuestions() {
        InMemoryRows rows = new InMemoryRows();
        long leaf = 1;
        for (JsonNode vector : FILE.get("operations")) {
            String name = vector.get("name").stringValue();
            VerifiedOperation verified = AuthorRules.verify(rows, OperationVectors.parse(vector)).orElseThrow();
            Optional<RegistryRefusal> refusal = new TrustRules(NAMES).check(rows, verified, loggedAt(leaf));
            LedgerEntry entry = EntryCodec.encode(new LeafIndex(leaf), verified.draft(), loggedAt(leaf));

            assertThat(refusal.map(one -> one.kind().name().toLowerCase(Locale.ROOT))).as(name)
                    .isEqualTo(Optional.ofNullable(vector.get("refused")).map(JsonNode::stringValue));
            assertThat(new EntryRecheck(NAMES).check(rows, entry)).as(name)
                    .isEqualTo(refusal.map(RegistryRefusal::message));
            if (refusal.isEmpty()) {
                BatchOverlay overlay = new BatchOverlay(rows);
                new TrustProjection().apply(entry, overlay.publicTables());
                overlay.keep();
                overlay.store();
                leaf++;
            }
        }
        TrustFacts facts = new TrustFacts(rows, NAMES.publicUrl());
        for (JsonNode question : FILE.get("questions")) {
            long at = question.get("at").longValue();
            Optional<Granted> found = facts.find(Did.parse(FILE.get("issuer").stringValue()),
                    List.of(question.get("credentialType").stringValue()),
                    List.of(Did.parse(question.get("trusted").stringValue())), Optional.of(new LeafIndex(at)),
                    loggedAt(at));
            assertThat(found.map(DelegationVectorsTest::leaves).orElse(List.of())).as(question.toString())
                    .isEqualTo(question.get("chain").valueStream().map(JsonNode::longValue).toList());
        }
    }

    private static List<Long> leaves(Granted granted) {
        List<Long> leaves = new ArrayList<>();
        leaves.add(granted.leave().top().since().value());
        granted.leave().links().stream().map(Delegated::since).map(LeafIndex::value).forEach(leaves::add);
        leaves.add(granted.since().value());
        return leaves;
    }

    private static Instant loggedAt(long leaf) {
        return Instant.ofEpochMilli(FILE.get("firstLoggedAt").longValue() + (leaf - 1) * 1_000);
    }
}
