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
import id.signet.registry.RegistryRefusal;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustFacts.Delegated;
import id.signet.registry.issuer.TrustFacts.Granted;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.operation.VerifiedOperation;
import id.signet.registry.recheck.EntryRecheck;
import id.signet.registry.testing.Vectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
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

    private static final ObjectNode FILE = Vectors.ours("did/delegations.json");
    private static final RegistryNames NAMES = new RegistryNames(FILE.get("origin").stringValue(),
            new PublicUrl(FILE.get("publicUrl").stringValue()), "example");

    private static SignedOperation parse(JsonNode vector) {
        return SignedOperation.parse(vector.get("type").stringValue(), (ObjectNode) vector.get("operation"));
    }

    @TestFactory
    Stream<DynamicTest> eachOperationIsSignedHashedAndWrittenByteForByte() {
        return FILE.get("operations")
                .valueStream()
                .map(vector -> DynamicTest.dynamicTest(vector.get("name").stringValue(), () -> {
                    SignedOperation signed = parse(vector);
                    SoftwareSigningKey key = SoftwareSigningKey.ofSecret(KeyType.ED25519,
                            HexFormat.of().parseHex(vector.get("secret").stringValue()));
                    ObjectNode body = signed.operation().body();
                    ObjectNode again = switch (vector.get("type").stringValue()) {
                        case TrustProjection.AUTHORITY -> TrustBody.Authority.parse(body).toJson();
                        case TrustProjection.DELEGATE -> TrustBody.Delegate.parse(body).toJson();
                        default -> TrustBody.Accredit.parse(body).toJson();
                    };

                    assertThat(signed.operation().signedBytes().asUtf8())
                            .isEqualTo(vector.get("signedText").stringValue());
                    assertThat(HexFormat.of().formatHex(Hashes.sha256(signed.operation().signedBytes().toArray())))
                            .isEqualTo(vector.get("signedSha256").stringValue());
                    assertThat(signed.operation().sign(signed.verificationMethod(), key)).isEqualTo(signed);
                    assertThat(signed.hash().base64Url()).isEqualTo(vector.get("hash").stringValue());
                    assertThat(Jcs.canonicalize(again)).isEqualTo(Jcs.canonicalize(body));
                }));
    }

    @Test
    void decisionAndRecheckAgreeOnEachOperationAndThePlacesAnswerTheQuestions() {
        InMemoryRows rows = new InMemoryRows();
        long leaf = 1;
        for (JsonNode vector : FILE.get("operations")) {
            String name = vector.get("name").stringValue();
            VerifiedOperation verified = AuthorRules.verify(rows, parse(vector)).orElseThrow();
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
