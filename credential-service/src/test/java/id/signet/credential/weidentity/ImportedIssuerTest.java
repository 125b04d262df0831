package id.signet.credential.weidentity;

import static id.signet.credential.testing.World.failed;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.UnsecuredCredential;
import id.signet.credential.format.weidentity.LeafSalts;
import id.signet.credential.format.weidentity.OldNames;
import id.signet.credential.format.weidentity.OriginalFormat;
import id.signet.credential.format.weidentity.PojoParsing;
import id.signet.credential.issue.IssuanceFailPoints;
import id.signet.credential.status.StatusFailPoints;
import id.signet.credential.testing.IssuingHouse;
import id.signet.credential.testing.VerifyingHouse;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.RegistrySigners;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.Secp256k1PublicKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multibase;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.did.Did;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.weidentity.ImportedDids;
import id.signet.registry.did.weidentity.OldDocument;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Papers of issuers who moved here from WeIdentity (docs/adr/0025-imported-weidentity-documents.md). */
class ImportedIssuerTest {

    private final SoftwareSigningKey key = SoftwareSigningKey.generate(KeyType.SECP256K1);
    private final String old = WeidIdentifier.of("101", key.publicKey()).did().toString();
    private final Did here = WeidIdentifier.of(IssuingHouse.NAMES.network(), key.publicKey()).did();

    private IssuingHouse.Ground ground;
    private IssuingHouse house;
    private VerifyingHouse verifier;

    @BeforeEach
    void open() {
        ground = new IssuingHouse.Ground(TestDatabase.h2());
        house = new IssuingHouse(ground, IssuingHouse.TERMS, IssuanceFailPoints.NONE, StatusFailPoints.NONE);
        verifier = VerifyingHouse.here(house);
    }

    @AfterEach
    void close() {
        house.close();
        ground.database().close();
    }

    @ParameterizedTest
    @CsvSource({"1.x, #keys-0", "3.x, #keys-5249e55c", "3.x, #keys-0", "3.x, ''", "1.x, ''"})
    void aPaperThatNamesItsIssuerAsTheOldChainDidVerifies(String shape, String creator) {
        enter(shape.equals("1.x") ? firstShape() : thirdShape());
        house.accredit(here);

        var report = verifier.verify(paper(old, old + creator));
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(report.check(CheckName.STATUS).outcome()).isInstanceOf(CheckOutcome.Skipped.class);
        assertThat(report.credential().orElseThrow().get("issuer").stringValue()).isEqualTo(old);
    }

    /** A commitment names the key as the document does. */
    @Test
    void theFirstKeyIsTheOneOfACommitmentByEitherName() {
        enter(thirdShape());
        String listed = house.document(here).verificationMethods().getFirst().id().toString();
        assertThat(listed).isNotEqualTo(here + "#keys-0");

        assertThat(new RegistrySigners(house.resolver).listed(here + "#keys-0")).isEqualTo(listed);
        assertThat(new RegistrySigners(house.resolver).listed(here + "#keys-1")).isEqualTo(here + "#keys-1");
    }

    @Test
    void anIssuerWhoIsNotRecognizedFailsAlsoWhereItMovedHere() {
        enter(firstShape());

        assertThat(failed(verifier.verify(paper(old, old + "#keys-0")), CheckName.ISSUER_TRUST).code())
                .isEqualTo("issuer-not-accredited");
    }

    @Test
    void aDidOfAnotherChainThanItCameFromIsNobodyHere() {
        enter(firstShape());
        house.accredit(here);
        String elsewhere = old.replace(":101:", ":102:");

        assertThat(failed(verifier.verify(paper(elsewhere, elsewhere + "#keys-0")), CheckName.PROOF).code())
                .isEqualTo("key-not-found");
    }

    @Test
    void theFirstKeyIsNamedByNoOtherNumber() {
        enter(thirdShape());
        house.accredit(here);

        assertThat(failed(verifier.verify(paper(old, old + "#keys-1")), CheckName.PROOF).code())
                .isEqualTo("key-not-found");
    }

    private void enter(String document) {
        var imported = new ImportedDids(IssuingHouse.NAMES, house.ledger, house.tables, house.authors, ground.clock);
        assertThat(imported.enter(house.caller(), OldDocument.parse(Bytes.utf8(document))
                .translate(IssuingHouse.NAMES.network(), Optional.empty(), Optional.empty())))
                .isInstanceOf(DidOutcome.Done.class);
    }

    private ObjectNode paper(String issuer, String creator) {
        ObjectNode document = StrictJson
                .parseObject("""
                             {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"],
                              "id": "urn:uuid:3978344f-8596-4c3a-a978-8fcaba3903c5", "issuer": "%s",
                              "validFrom": "2026-01-01T00:00:00Z", "validUntil": "2099-01-01T00:00:00Z",
                              "credentialSubject": {"course": "Welding", "grade": 5}}""".formatted(issuer));
        var format = new OriginalFormat(new PojoParsing(IssuingHouse.NAMES.publicUrl(), OldNames.NONE),
                new LeafSalts());
        var request = format.prepare(new UnsecuredCredential(document, creator, key.publicKey(),
                ground.clock.instant(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(house.type().cptId())));
        return (ObjectNode) format.assemble(request, format.sign(request, key)).body();
    }

    private String decimal() {
        return new BigInteger(1, ((Secp256k1PublicKey) key.publicKey()).uncompressedPoint().toArray()).toString();
    }

    private String firstShape() {
        return """
               {"@context": "https://github.com/WeBankFinTech/WeIdentity/blob/master/context/v1", "id": "%1$s",
                "publicKey": [{"id": "%1$s#keys-0", "type": "Secp256k1", "owner": "%1$s", "publicKey": "%2$s",
                               "revoked": false}],
                "authentication": [{"type": "Secp256k1", "publicKey": "%1$s#keys-0", "revoked": false}],
                "service": []}""".formatted(old, decimal());
    }

    private String thirdShape() {
        byte[] text = decimal().getBytes(StandardCharsets.UTF_8);
        byte[] labelled = new byte[text.length + 2];
        labelled[0] = (byte) 0xed;
        labelled[1] = 1;
        System.arraycopy(text, 0, labelled, 2, text.length);
        return """
               {"@context": "https://github.com/WeBankFinTech/WeIdentity/blob/master/context/v1", "id": "%1$s",
                "authentication": [{"id": "%1$s#keys-5249e55c", "type": "Ed25519VerificationKey2020",
                                    "controller": "%1$s", "publicKeyMultibase": "%2$s"}],
                "service": []}""".formatted(old, Multibase.encodeBase58Btc(labelled));
    }
}
