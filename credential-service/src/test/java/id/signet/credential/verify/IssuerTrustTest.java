package id.signet.credential.verify;

import static id.signet.credential.testing.World.failed;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.testing.World;
import id.signet.credential.verify.checks.IssuerTrustCheck;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.ledger.LeafIndex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An accreditation is for a type, and a type's name means what the document's contexts say. */
class IssuerTrustTest {

    private static final String SCHEMA = "https://signet.example/schemas/2000000/1";
    private static final List<String> URIS = List.of("https://signet.example/types/2000000/1",
            "https://signet.example/types/2000000");

    private final World world = new World();
    private final List<List<String>> asked = new ArrayList<>();
    private Optional<String> anotherType = Optional.empty();
    private final Types types = reference -> reference.equals(SCHEMA) || URIS.contains(reference)
            ? Optional.of(new Types.RegisteredType(SCHEMA, "TrainingCertificate", SCHEMA + "/context", URIS, Map.of(),
                    document -> List.of()))
            : Optional.empty();

    @Test
    void aTypeIsNamedByItsSchemaAndItsContext() {
        assertThat(judge(document(SCHEMA + "/context", "TrainingCertificate")))
                .isInstanceOf(CheckOutcome.Passed.class);
        assertThat(asked).containsExactly(URIS);
    }

    @Test
    void theSameNameByAnotherContextIsAnotherType() {
        var outcome = judge(document("https://signet.example/schemas/3000000/1/context", "TrainingCertificate"));

        assertThat(outcome).isInstanceOf(CheckOutcome.Failed.class);
        assertThat(asked).containsExactly(List.of("TrainingCertificate"));
    }

    @Test
    void aSecondTypeNeedsAnAccreditationOfItsOwn() {
        var outcome = judge(document(SCHEMA + "/context", "TrainingCertificate", "MedicalDegree"));

        assertThat(outcome).isInstanceOfSatisfying(CheckOutcome.Failed.class,
                failed -> assertThat(failed.message()).contains("MedicalDegree"));
    }

    @Test
    void ofSeveralTypesTheEvidenceTellsWhoAccreditedForEach() {
        anotherType = Optional.of("MedicalDegree");

        var outcome = judge(document(SCHEMA + "/context", "TrainingCertificate", "MedicalDegree"));

        assertThat(outcome).isInstanceOfSatisfying(CheckOutcome.Passed.class, passed -> {
            assertThat(passed.evidence().get("accreditedAtLeaf")).map(JsonNode::longValue).contains(2L);
            var further = passed.evidence().get("furtherTypes").orElseThrow();
            assertThat(further).hasSize(1);
            assertThat(further.get(0).get("credentialType").stringValue()).isEqualTo("MedicalDegree");
            assertThat(further.get(0).get("accreditedAtLeaf").longValue()).isEqualTo(3);
            assertThat(further.get(0).get("chain").isArray()).isTrue();
        });
    }

    @Test
    void anSdJwtVcIsNamedByItsVct() {
        var credential = world.formats.parse(World.text(world.sdJwt()));

        assertThat(types.claimedBy(credential, Optional.empty())).containsExactly(URIS);
    }

    private JsonNode otherTypes(String members) {
        var claims = StrictJson.parseObject("{\"iss\": \"%s\", \"vct\": \"https://other.example/type\", %s}"
                .formatted(World.ISSUER, members));
        var header = Json.object().put("typ", "dc+sd-jwt").put("kid", World.METHOD);
        return World.text(Jws.sign(header, claims.toString().getBytes(StandardCharsets.UTF_8), world.issuerKey) + "~");
    }

    @Test
    void S18_whatElseAnSdJwtVcSaysItIsCountsForNothing() {
        var credential = world.formats.parse(otherTypes("\"aka_vcts\": [\"" + World.VCT + "\"]"));

        assertThat(types.claimedBy(credential, Optional.empty()))
                .containsExactly(List.of("https://other.example/type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"aka_vcts\": []", "\"aka_vcts\": \"x\"", "\"aka_vcts\": [1]",
        "\"aka_vcts\": [\"https://other.example/type\"]"})
    void S18_otherTypesThatAreNoneAreMalformed(String members) {
        assertThat(failed(world.verify(otherTypes(members)), CheckName.STRUCTURE).code())
                .isEqualTo("aka-vcts-malformed");
    }

    @Test
    void aCredentialOfNoTypeIsAccreditedByNobody() {
        var document = document(SCHEMA + "/context");

        assertThat(judge(document)).isInstanceOf(CheckOutcome.Failed.class);
    }

    @Test
    void atTheDefaultPolicyAStrangerIsNotTrusted() {
        var policy = VerificationPolicy.standard(Set.of("did:weid:test:0x00000000000000000000000000000000000000ee"));

        assertThat(failed(world.verify(world.signed(), policy), CheckName.ISSUER_TRUST).code())
                .isEqualTo("issuer-not-accredited");
    }

    @Test
    void onOneOfTheListsOfThePolicyTheIssuerMustStandBesides() {
        var document = document(SCHEMA + "/context", "TrainingCertificate");
        var lists = "[\"https://signet.example/issuer-types/schools\",\"https://signet.example/issuer-types/academies\"]";
        assertThat(judge(document, policy(lists))).isInstanceOfSatisfying(CheckOutcome.Failed.class,
                failed -> assertThat(failed.code()).isEqualTo("issuer-not-on-list"));

        anotherType = Optional.of("https://signet.example/issuer-types/academies");

        assertThat(judge(document, policy(lists))).isInstanceOfSatisfying(CheckOutcome.Passed.class,
                passed -> assertThat(passed.evidence().get("issuerType")).map(JsonNode::stringValue)
                        .isEqualTo(anotherType));
    }

    @Test
    void aListIsNoAccreditationForTheType() {
        anotherType = Optional.of("https://signet.example/issuer-types/academies");
        var document = document("https://signet.example/schemas/3000000/1/context", "TrainingCertificate");

        assertThat(judge(document, policy("[\"" + anotherType.get() + "\"]")))
                .isInstanceOfSatisfying(CheckOutcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("issuer-not-accredited"));
    }

    private static VerificationPolicy policy(String issuerTypes) {
        return VerificationPolicy.parse(
                Optional.of(StrictJson.parseObject("{\"issuerTypes\":" + issuerTypes + "}")),
                Set.of(World.AUTHORITY));
    }

    private CheckOutcome judge(ObjectNode document) {
        return judge(document, World.policy());
    }

    private CheckOutcome judge(ObjectNode document, VerificationPolicy policy) {
        Accreditations accreditations = (issuer, uris, authorities, at) -> {
            asked.add(uris);
            if (anotherType.filter(uris::contains).isPresent()) {
                return Optional.of(new Accreditations.Accreditation(World.AUTHORITY, anotherType.get(),
                        new LeafIndex(3), List.of()));
            }
            return uris.contains(URIS.getLast())
                    ? Optional.of(new Accreditations.Accreditation(World.AUTHORITY, URIS.getLast(), new LeafIndex(2),
                            List.of()))
                    : Optional.empty();
        };
        var credential = world.formats.parse(world.signed(document));
        return new IssuerTrustCheck(accreditations, ListedIssuers.NONE, types)
                .run(new Verification(
                        credential,
                        policy,
                        World.NOW,
                        List.of(),
                        new Anchors.Answer.NotAnchored(),
                        Optional.empty()));
    }

    private ObjectNode document(String context, String... names) {
        var document = world.certificate();
        document.putArray("@context").add("https://www.w3.org/ns/credentials/v2").add(context);
        var type = document.putArray("type").add("VerifiableCredential");
        List.of(names).forEach(type::add);
        document.putObject("credentialSchema").put("id", SCHEMA).put("type", "JsonSchema");
        return document;
    }
}
