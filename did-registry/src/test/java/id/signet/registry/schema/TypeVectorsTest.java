package id.signet.registry.schema;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.state.BatchOverlay;
import id.signet.ledger.testing.InMemoryRows;
import id.signet.registry.PublicUrl;
import id.signet.registry.RegistryNames;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.net.ResourceDigest;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.operation.VerifiedOperation;
import id.signet.registry.schema.SchemaTables.VersionKey;
import id.signet.registry.testing.Vectors;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** docs/adr/0034-types.md: these bytes can never change. The vectors were made by a program of another language. */
class TypeVectorsTest {

    private static final ObjectNode FILE = Vectors.ours("did/types.json");

    private static SignedOperation parse(JsonNode vector) {
        return SignedOperation.parse(vector.get("type").stringValue(), (ObjectNode) vector.get("operation"));
    }

    @TestFactory
    Stream<DynamicTest> eachOperationIsSignedAndHashedByteForByteAndItsBodyIsWrittenAsItWasRead() {
        return FILE.get("operations")
                .valueStream()
                .map(vector -> DynamicTest.dynamicTest(vector.get("name").stringValue(), () -> {
                    SignedOperation signed = parse(vector);
                    SoftwareSigningKey key = SoftwareSigningKey.ofSecret(KeyType.ED25519,
                            HexFormat.of().parseHex(vector.get("secret").stringValue()));

                    assertThat(signed.operation().signedBytes().asUtf8())
                            .isEqualTo(vector.get("signedText").stringValue());
                    assertThat(HexFormat.of().formatHex(Hashes.sha256(signed.operation().signedBytes().toArray())))
                            .isEqualTo(vector.get("signedSha256").stringValue());
                    assertThat(signed.operation().sign(signed.verificationMethod(), key)).isEqualTo(signed);
                    assertThat(signed.hash().base64Url()).isEqualTo(vector.get("hash").stringValue());
                    ObjectNode body = signed.operation().body();
                    assertThat(Jcs.canonicalize(SchemaBody.parse(body).toJson())).isEqualTo(Jcs.canonicalize(body));
                }));
    }

    @Test
    void theOperationsAreAllowedInTheirOrderAndTheirMetadataIsServedByteForByte() {
        RegistryNames names = new RegistryNames(FILE.get("origin").stringValue(),
                new PublicUrl(FILE.get("publicUrl").stringValue()), "example");
        InMemoryRows rows = new InMemoryRows();
        long leaf = 1;
        for (JsonNode vector : FILE.get("operations")) {
            VerifiedOperation verified = AuthorRules.verify(rows, parse(vector)).orElseThrow();
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
