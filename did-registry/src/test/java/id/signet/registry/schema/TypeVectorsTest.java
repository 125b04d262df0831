package id.signet.registry.schema;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.ledger.EntryCodec;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.state.BatchOverlay;
import id.signet.ledger.testing.InMemoryRows;
import id.signet.registry.RegistryNames;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.net.ResourceDigest;
import id.signet.registry.operation.VerifiedOperation;
import id.signet.registry.schema.SchemaTables.VersionKey;
import id.signet.registry.testing.OperationVectors;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** docs/adr/0034-types.md: these bytes can never change. The vectors were made by a program of another language. */
class TypeVectorsTest {

    private static final OperationVectors VECTORS = OperationVectors.ours("did/types.json");

    @TestFactory
    Stream<DynamicTest> eachOperationIsSignedHashedAndWrittenByteForByte() {
        return VECTORS.eachIsMadeAgain((type, body) -> SchemaBody.parse(body).toJson());
    }

    @Test
    void theOperationsAreAllowedInTheirOrderAndTheirMetadataIsServedByteForByte() {
        RegistryNames names = VECTORS.names();
        InMemoryRows rows = new InMemoryRows();
        long leaf = 1;
        for (JsonNode vector : VECTORS.file().get("operations")) {
            VerifiedOperation verified = AuthorRules.verify(rows, OperationVectors.parse(vector)).orElseThrow();
            Instant loggedAt = Instant.ofEpochSecond(1_780_000_000 + leaf);
            assertThat(new SchemaRegistrationRules(names).check(rows, verified, loggedAt))
                    .as(vector.get("name").stringValue())
                    .isEmpty();
            LedgerEntry entry = EntryCodec.encode(new LeafIndex(leaf++), verified.draft(), loggedAt);
            BatchOverlay overlay = new BatchOverlay(rows);
            new SchemaProjection().apply(entry, overlay.publicTables());
            overlay.keep();
            overlay.store();
            SchemaBody body = SchemaBody.parse(verified.operation().body());
            VersionKey key = new VersionKey(body.cptId(), body.version());
            RegisteredSchema schema = new RegisteredSchema(names.publicUrl(), key.cptId(), key.version(),
                    rows.get(SchemaTables.VERSION, key).orElseThrow());
            assertThat(schema.typeMetadataBytes().asUtf8()).isEqualTo(vector.get("typeMetadata").stringValue());
            assertThat(ResourceDigest.sri(schema.typeMetadataBytes()))
                    .isEqualTo(vector.get("vctIntegrity").stringValue());
        }
    }
}
