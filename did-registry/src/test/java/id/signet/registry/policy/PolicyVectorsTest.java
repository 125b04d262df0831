package id.signet.registry.policy;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.ledger.EntryCodec;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Projection;
import id.signet.ledger.state.BatchOverlay;
import id.signet.ledger.testing.InMemoryRows;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.policy.PolicyTables.ClaimPolicyId;
import id.signet.registry.policy.PolicyTables.PresentationPolicyId;
import id.signet.registry.recheck.EntryRecheck;
import id.signet.registry.schema.SchemaProjection;
import id.signet.registry.testing.OperationVectors;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** docs/adr/0041-disclosure-policies.md: these bytes can never change. The vectors were made by a program of another language. */
class PolicyVectorsTest {

    private static final OperationVectors VECTORS = OperationVectors.ours("did/policies.json");

    @TestFactory
    Stream<DynamicTest> eachOperationIsSignedHashedAndWrittenByteForByte() {
        return VECTORS.eachIsMadeAgain((type, body) -> type.equals(PolicyProjection.REGISTER)
                ? PolicyBody.parse(body).toJson()
                : body);
    }

    @Test
    void theOperationsAreAllowedInTheirOrderAndTheirPoliciesAreKeptByteForByte() {
        EntryRecheck recheck = new EntryRecheck(VECTORS.names());
        InMemoryRows rows = new InMemoryRows();
        long leaf = 1;
        for (JsonNode vector : VECTORS.file().get("operations")) {
            var verified = AuthorRules.verify(rows, OperationVectors.parse(vector)).orElseThrow();
            LedgerEntry entry = EntryCodec.encode(new LeafIndex(leaf), verified.draft(),
                    Instant.ofEpochSecond(1_790_000_000 + leaf++));
            assertThat(recheck.check(rows, entry)).as(vector.get("name").stringValue()).isEmpty();
            BatchOverlay overlay = new BatchOverlay(rows);
            Projection projection = entry.type().equals(PolicyProjection.REGISTER)
                    ? new PolicyProjection()
                    : new SchemaProjection();
            projection.apply(entry, overlay.publicTables());
            overlay.keep();
            overlay.store();
            assertThat(recheck.check(rows, entry)).as("the same again").isPresent();
        }

        assertThat(rows.get(PolicyTables.CLAIM, new ClaimPolicyId(2)).orElseThrow().fields())
                .isEqualTo(VECTORS.file().get("fieldsOfClaimPolicy2").stringValue());
        assertThat(rows.get(PolicyTables.PRESENTATION, new PresentationPolicyId(1)).orElseThrow().claimPolicies())
                .isEqualTo("2 1");
        assertThat(rows.get(PolicyTables.PRESENTATION, new PresentationPolicyId(2)).orElseThrow().orgId()).isEmpty();
    }
}
