package id.signet.credential.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.format.sdjwt.Salts;
import id.signet.credential.format.sdjwt.SdJwtVcFormat;
import id.signet.credential.format.dataintegrity.DataIntegrityFormat;
import id.signet.credential.issue.IssueOutcome.Issued;
import id.signet.credential.presentation.CreatePresentation.Command;
import id.signet.credential.presentation.CreatePresentation.Outcome;
import id.signet.credential.presentation.UnverifiedPresentation.VcPresentation;
import id.signet.credential.testing.IssuingHouse;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.multiformats.Multikey;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.TenantId;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.CreateDid;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.HostedMethod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Presentations in the name of holders whose keys are kept here. */
class CreatePresentationTest {

    private final TestDatabase database = TestDatabase.h2();
    private final IssuingHouse house = new IssuingHouse(new IssuingHouse.Ground(database));
    private final Presentations presentations = new Presentations(List.of(new SdJwtVcFormat(Salts.random())),
            new DataIntegrityFormat(house.suites));

    @AfterEach
    void close() {
        house.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource({"data-integrity, ED25519", "data-integrity, P256", "vp+jwt, ED25519", "vp+jwt, SECP256K1",
        "vp+cose, ED25519", "vp+cose, P384", "vp+cose, SECP256K1"})
    void itsSignatureIsTheHoldersAndAnswersTheVerifier(String format, KeyType type) {
        Did holder = house.issuer(type);
        var credential = ((Issued) house.issue(house.issuer(KeyType.ED25519), "vc+cose")).credential();

        var outcome = house.presenting.create(IssuingHouse.TENANT, command(document(holder, (ObjectNode) credential),
                format));

        var parsed = (VcPresentation) presentations.parse(((Outcome.Created) outcome).presentation());
        assertThat(parsed.holder()).contains(holder.toString());
        assertThat(parsed.credentials()).containsExactly(credential);
        var proof = (HolderProof.PresentationProof) parsed.proofs().getFirst();
        assertThat(proof.challenge()).contains("n-1");
        assertThat(proof.domains()).isEqualTo(Set.of("https://verifier.example"));
        assertThat(proof.signature().purpose()).isEqualTo("authentication");
        assertThat(proof.signature().verificationMethod()).isEqualTo(holder + "#key-1");
        assertThat(proof.signature().verify(Multikey.decode(multikey(holder)))).isTrue();
    }

    @Test
    void aStatementSuiteIsAWishForDataIntegrityAlone() {
        Did holder = house.issuer(KeyType.ED25519);
        var wish = new Command(document(holder), "data-integrity", Optional.of("eddsa-rdfc-2022"), Optional.empty(),
                Optional.empty(), Optional.empty());

        var created = (Outcome.Created) house.presenting.create(IssuingHouse.TENANT, wish);
        assertThat(created.presentation().at("/proof/cryptosuite").stringValue()).isEqualTo("eddsa-rdfc-2022");
        assertThat(refusal(new Command(wish.document(), "vp+jwt", wish.cryptosuite(), Optional.empty(),
                Optional.empty(), Optional.empty()))).isEqualTo("cryptosuite-not-supported");
    }

    @Test
    void whatCannotBePresentedIsRefusedByName() {
        Did holder = house.issuer(KeyType.ED25519);
        assertThat(refusal(command(document(holder), "vp+xml"))).isEqualTo("format-unknown");
        var nobody = document(holder);
        nobody.remove("holder");
        assertThat(refusal(command(nobody, "vp+jwt"))).isEqualTo("holder-missing");
        assertThat(refusal(command(document(holder).put("type", "VerifiableCredential"), "vp+jwt")))
                .isEqualTo("type-missing");
        assertThat(refusal(command(document(holder).put("proof", "x"), "vp+jwt"))).isEqualTo("proof-present");
        assertThat(refusal(command(document(holder).put("nickname", "x"), "vp+jwt")))
                .isEqualTo("presentation-malformed");
        assertThat(refusal(
                command(document(holder).put("holder", "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"),
                        "vp+jwt")))
                .isEqualTo("holder-not-hosted");
        assertThat(refusal(new Command(document(holder), "vp+jwt", Optional.empty(), Optional.of(holder + "#key-9"),
                Optional.empty(), Optional.empty()))).isEqualTo("no-fitting-key");
    }

    @Test
    void nobodySignsForAnotherTenant() {
        Did holder = house.issuer(KeyType.ED25519);

        assertThat(house.presenting.create(new TenantId("others"), command(document(holder), "vp+cose")))
                .isInstanceOfSatisfying(Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("holder-not-hosted"));
    }

    @Test
    void aDeactivatedHolderSignsNothingMore() {
        Did holder = ((DidOutcome.Done) house.dids.create(house.caller(),
                new CreateDid(HostedMethod.WEID, KeyType.ED25519))).did();
        house.dids.deactivate(house.caller(), holder, Optional.empty());

        assertThat(refusal(command(document(holder), "vp+jwt"))).isEqualTo("holder-not-active");
    }

    @Test
    void anSm2KeySignsNoPresentation() {
        Did holder = ((DidOutcome.Done) house.dids.create(house.caller(),
                new CreateDid(HostedMethod.WEID, KeyType.SM2))).did();

        assertThat(refusal(command(document(holder), "vp+jwt"))).isEqualTo("no-fitting-key");
    }

    private String refusal(Command command) {
        return ((Outcome.Refused) house.presenting.create(IssuingHouse.TENANT, command)).code();
    }

    private String multikey(Did holder) {
        return house.document(holder)
                .verificationMethods()
                .stream()
                .filter(method -> method.id().toString().equals(holder + "#key-1"))
                .map(method -> Multikey.encode(method.key()))
                .findFirst()
                .orElseThrow();
    }

    private static Command command(ObjectNode document, String format) {
        return new Command(document, format, Optional.empty(), Optional.empty(), Optional.of("n-1"),
                Optional.of("https://verifier.example"));
    }

    private static ObjectNode document(Did holder, ObjectNode... credentials) {
        var document = Json.object().put("@context", "https://www.w3.org/ns/credentials/v2");
        document.put("type", "VerifiablePresentation").put("holder", holder.toString());
        if (credentials.length > 0) {
            document.putArray("verifiableCredential").addAll(List.of(credentials));
        }
        return document;
    }
}
