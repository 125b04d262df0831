package id.signet.registry.did.webvh;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.state.BatchOverlay;
import id.signet.ledger.testing.InMemoryRows;
import id.signet.registry.PublicUrl;
import id.signet.registry.RegistryNames;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.log.DidTables.VersionKey;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.recheck.EntryRecheck;
import id.signet.registry.testing.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * docs/adr/0026-did-webvh-hosted.md: these bytes can never change. The vectors were made by a program of another language.
 */
class WebvhVectorsTest {

    private static final ObjectNode FILE = Vectors.ours("did/webvh.json");
    private static final RegistryNames NAMES = new RegistryNames(FILE.get("origin").stringValue(),
            new PublicUrl(FILE.get("publicUrl").stringValue()), FILE.get("network").stringValue());
    private static final WebvhProjection PROJECTION = new WebvhProjection();

    private final InMemoryRows rows = new InMemoryRows();
    private final LoggedWebvh logged = new LoggedWebvh(rows, NAMES.publicUrl());

    private Stream<DynamicTest> each(Consumer<JsonNode> test) {
        return FILE.get("logs")
                .valueStream()
                .map(vector -> DynamicTest.dynamicTest(vector.get("name").stringValue(), () -> test.accept(vector)));
    }

    private static List<LedgerEntry> entries(JsonNode vector) {
        List<LedgerEntry> entries = new ArrayList<>();
        for (JsonNode entry : vector.get("entries")) {
            entries.add(EntryCodec.decode(new LeafIndex(entries.size() + 1L),
                    Bytes.utf8(entry.get("entry").stringValue())));
        }
        return entries;
    }

    private static Did did(JsonNode vector) {
        return Did.parse(vector.get("did").stringValue());
    }

    private void log(LedgerEntry entry) {
        assertThat(new EntryRecheck(NAMES).check(rows, entry)).isEmpty();
        BatchOverlay overlay = new BatchOverlay(rows);
        PROJECTION.apply(entry, overlay.publicTables());
        overlay.keep();
        overlay.store();
    }

    @TestFactory
    Stream<DynamicTest> eachEntryHasItsLeafHash() {
        return each(vector -> {
            List<LedgerEntry> entries = entries(vector);
            for (int i = 0; i < entries.size(); i++) {
                assertThat(HexFormat.of().formatHex(MerkleTree.leafHash(entries.get(i).bytes().toArray()).bytes()))
                        .isEqualTo(vector.at("/entries/" + i + "/leafHash").stringValue());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> eachEntryStandsAfterTheOneBeforeAndOnceOnly() {
        return each(vector -> {
            for (LedgerEntry entry : entries(vector)) {
                log(entry);
                assertThat(new EntryRecheck(NAMES).check(rows, entry)).isPresent();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> theFilesAreServedByteForByte() {
        return each(vector -> {
            entries(vector).forEach(this::log);

            assertThat(logged.log(did(vector))).contains(vector.get("didJsonl").stringValue());
            ArrayNode witnesses = (ArrayNode) vector.get("didWitness");
            assertThat(logged.approvals(did(vector))).isEqualTo(
                    witnesses.isEmpty() ? Optional.empty() : Optional.of(witnesses));
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsServedVerifiesAsTheLogOfAStranger() {
        return each(vector -> {
            WebvhLog log = WebvhLog.read(WebvhDid.of(did(vector)),
                    vector.get("didJsonl").stringValue().getBytes(StandardCharsets.UTF_8),
                    Instant.parse("2027-01-01T00:00:00Z"));

            assertThat(log.fault()).isEmpty();
            assertThat(log.needsWitnesses()).isEqualTo(!vector.get("didWitness").isEmpty());
            assertThat(log.witnessed(Jcs.canonicalize(vector.get("didWitness"))).fault()).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> eachLineIsSignedAgainByteForByte() {
        return each(vector -> {
            List<LedgerEntry> entries = entries(vector);
            for (LedgerEntry entry : entries) {
                ObjectNode line = LoggedLine.parse(entry.body()).json();
                String multikey = line.at("/proof/0/verificationMethod").stringValue().replaceFirst(".*#", "");
                SoftwareSigningKey key = SoftwareSigningKey.ofSecret(KeyType.ED25519,
                        HexFormat.of().parseHex(vector.get("secrets").get(multikey).stringValue()));
                Instant time = Instant.parse(line.get("versionTime").stringValue());
                LoggedLine again = rows.get(WebvhTables.LINE, new VersionKey(did(vector), lineNumber(line) - 1))
                        .map(before -> NextLine.after(before, lineNumber(line), time,
                                (ObjectNode) line.get("parameters"),
                                DidDocument.parse(did(vector), (ObjectNode) line.get("state"))))
                        .orElseGet(() -> first(line, time))
                        .sign(key);

                assertThat(Jcs.canonicalize(again.json())).isEqualTo(Jcs.canonicalize(line));
                log(entry);
            }
        });
    }

    private static long lineNumber(ObjectNode line) {
        return Long.parseLong(line.get("versionId").stringValue().replaceFirst("-.*", ""));
    }

    private static NextLine first(ObjectNode line, Instant time) {
        String scid = line.at("/parameters/scid").stringValue();
        ObjectNode parameters = line.get("parameters").deepCopy().asObject();
        parameters.remove("method");
        parameters.remove("scid");
        return NextLine.first(NAMES.publicUrl(), time, parameters, draft -> DidDocument.parse(draft,
                StrictJson.parseObject(line.get("state")
                        .toString()
                        .replace(scid, draft.specificId().substring(0, draft.specificId().indexOf(':'))))));
    }

    @TestFactory
    Stream<DynamicTest> theDidWebBesideIsAsTheSpecificationMakesIt() {
        return each(vector -> {
            if (!vector.has("parallelOfLine3")) {
                return;
            }
            entries(vector).subList(0, 3).forEach(this::log);
            Did web = logged.webBeside(did(vector));

            assertThat(logged.beside(web)).contains(did(vector));
            assertThat(logged.resolveBeside(web, did(vector))).isInstanceOfSatisfying(ResolutionResult.Resolved.class,
                    resolved -> assertThat(resolved.document().json()).isEqualTo(vector.get("parallelOfLine3")));
            log(entries(vector).get(3));
            assertThat(logged.resolveBeside(web, did(vector))).isInstanceOf(ResolutionResult.Deactivated.class);
            assertThat(logged.resolve(did(vector), ResolutionOptions.atNumber(3)))
                    .isInstanceOfSatisfying(ResolutionResult.Resolved.class,
                            old -> assertThat(old.metadata().deactivated()).isTrue());
        });
    }
}
