package id.signet.registry.did.weidentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.state.BatchOverlay;
import id.signet.ledger.testing.InMemoryRows;
import id.signet.registry.PublicUrl;
import id.signet.registry.RegistryNames;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.log.ImportBody;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.recheck.EntryRecheck;
import id.signet.registry.testing.Registries;
import id.signet.registry.testing.Vectors;
import id.signet.ledger.EntryDraft;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * docs/adr/0025-imported-weidentity-documents.md: these bytes can never change. The vectors were made by a program of another
 * language.
 */
class ImportVectorsTest {

    private static final ObjectNode FILE = Vectors.ours("did/imports.json");
    private static final String NETWORK = FILE.get("network").stringValue();

    private static Stream<DynamicTest> each(String list, Consumer<JsonNode> test) {
        return FILE.get(list)
                .valueStream()
                .map(vector -> DynamicTest.dynamicTest(vector.get("name").stringValue(), () -> test.accept(vector)));
    }

    private static Optional<String> text(JsonNode vector, String member) {
        return Optional.ofNullable(vector.get(member)).filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    private static Translation translated(JsonNode vector) {
        return OldDocument.parse(Bytes.utf8(vector.get("exported").stringValue()))
                .translate(NETWORK, text(vector, "block"), text(vector, "time").map(Instant::parse));
    }

    private static SignedOperation operation(String type, JsonNode operation) {
        return SignedOperation.parse(type, (ObjectNode) operation);
    }

    @TestFactory
    Stream<DynamicTest> eachOldDocumentIsTranslatedByteForByte() {
        return each("imports", vector -> {
            ObjectNode body = operation("did.import", vector.get("operation")).operation().body();

            assertThat(text(Jcs.canonicalize(translated(vector).body().toJson())))
                    .isEqualTo(text(Jcs.canonicalize(body)));
            assertThat(Jcs.canonicalize(ImportBody.parse(body).toJson())).isEqualTo(Jcs.canonicalize(body));
        });
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @TestFactory
    Stream<DynamicTest> eachPartIsReportedRowByRow() {
        return each("imports", vector -> {
            ImportReport report = translated(vector).report();

            assertThat(report.kept()
                    .stream()
                    .map(row -> row.part() + " " + row.as() + " "
                            + row.relationships().stream().map(Relationship::member).sorted().toList()))
                    .containsExactlyElementsOf(vector.get("kept")
                            .valueStream()
                            .map(row -> row.get("part").stringValue() + " " + row.get("as").stringValue() + " "
                                    + row.get("relationships")
                                            .valueStream()
                                            .map(JsonNode::stringValue)
                                            .sorted()
                                            .toList())
                            .toList());
            assertThat(report.leftOut().stream().map(row -> row.part() + " " + row.reason().text()))
                    .containsExactlyElementsOf(vector.get("leftOut")
                            .valueStream()
                            .map(row -> row.get("part").stringValue() + " " + row.get("reason").stringValue())
                            .toList());
        });
    }

    @TestFactory
    Stream<DynamicTest> eachOperationIsSignedAndHashedByteForByte() {
        return each("imports", vector -> {
            SignedOperation signed = operation("did.import", vector.get("operation"));

            assertThat(signed.operation().signedBytes().asUtf8()).isEqualTo(vector.get("signedText").stringValue());
            assertThat(HexFormat.of().formatHex(Hashes.sha256(signed.operation().signedBytes().toArray())))
                    .isEqualTo(vector.get("signedSha256").stringValue());
            assertThat(signed.hash().base64Url()).isEqualTo(vector.get("hash").stringValue());
        });
    }

    @TestFactory
    Stream<DynamicTest> eachEntryStandsAfterTheRootAuthorityAloneAndTheOldKeyGoesOn() {
        return each("imports", vector -> {
            InMemoryRows rows = new InMemoryRows();
            SignedOperation imported = operation("did.import", vector.get("operation"));

            assertThat(objection(rows, 1, imported)).as("nobody is the root yet").isPresent();
            log(rows, 1, operation(FILE.at("/authority/type").stringValue(), FILE.at("/authority/operation")));
            log(rows, 2, imported);
            assertThat(objection(rows, 3, imported)).as("a second time").isPresent();
            if (vector.has("then")) {
                log(rows, 3, operation(vector.at("/then/type").stringValue(), vector.at("/then/operation")));
            }
        });
    }

    private static Optional<String> objection(InMemoryRows rows, long index, SignedOperation signed) {
        RegistryNames names = new RegistryNames(FILE.get("origin").stringValue(),
                new PublicUrl(FILE.get("publicUrl").stringValue()), NETWORK);
        return new EntryRecheck(names).check(rows, entry(index, signed));
    }

    private static LedgerEntry entry(long index, SignedOperation signed) {
        return EntryCodec.encode(new LeafIndex(index), new EntryDraft(signed.operation().type(), signed.toJson()),
                Instant.ofEpochSecond(1_795_464_000 + index));
    }

    private static void log(InMemoryRows rows, long index, SignedOperation signed) {
        assertThat(objection(rows, index, signed)).isEmpty();
        BatchOverlay overlay = new BatchOverlay(rows);
        List.copyOf(Registries.PROJECTIONS)
                .stream()
                .filter(one -> one.types().contains(signed.operation().type()))
                .forEach(one -> one.apply(entry(index, signed), overlay.publicTables()));
        overlay.keep();
        overlay.store();
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotItsOwnersIsRefused() {
        return each("refused", vector -> assertThatThrownBy(() -> translated(vector))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining(vector.get("says").stringValue()));
    }
}
