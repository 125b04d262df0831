package id.signet.registry.issuer;

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
import id.signet.registry.did.Did;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.operation.VerifiedOperation;
import id.signet.registry.testing.Vectors;
import java.time.Instant;
import java.util.HexFormat;
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

    private static final ObjectNode FILE = Vectors.ours("did/trust-operations.json");

    private static SignedOperation parse(JsonNode vector) {
        return SignedOperation.parse(vector.get("type").stringValue(), (ObjectNode) vector.get("operation"));
    }

    @TestFactory
    Stream<DynamicTest> eachOperationIsSignedAndHashedByteForByte() {
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
                }));
    }

    @TestFactory
    Stream<DynamicTest> eachBodyIsWrittenAsItWasRead() {
        return FILE.get("operations")
                .valueStream()
                .map(vector -> DynamicTest.dynamicTest(vector.get("name").stringValue(), () -> {
                    ObjectNode body = parse(vector).operation().body();
                    ObjectNode again = vector.get("type").stringValue().equals(TrustProjection.AUTHORITY)
                            ? TrustBody.Authority.parse(body).toJson()
                            : TrustBody.Accredit.parse(body).toJson();

                    assertThat(Jcs.canonicalize(again)).isEqualTo(Jcs.canonicalize(body));
                }));
    }

    @Test
    void theOperationsAreAllowedInTheirOrderAndAnswerTheQuestions() {
        RegistryNames names = new RegistryNames(FILE.get("origin").stringValue(),
                new PublicUrl(FILE.get("publicUrl").stringValue()), "example");
        InMemoryRows rows = new InMemoryRows();
        long first = FILE.get("firstLoggedAt").longValue();
        long leaf = 1;
        for (JsonNode vector : FILE.get("operations")) {
            VerifiedOperation verified = AuthorRules.verify(rows, parse(vector)).orElseThrow();
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
