package id.signet.credential.verify;

import static id.signet.credential.testing.World.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.testing.FakeSigners;
import id.signet.credential.testing.World;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Linked domains are evidence: told where the policy asks, and nothing depends on them. */
class IssuerDomainsTest {

    private final World world = new World();

    private static VerificationPolicy asking() {
        return policy("{\"linkedDomains\": true}");
    }

    private static VerificationPolicy policy(String json) {
        return VerificationPolicy.parse(Optional.of(StrictJson.parse(json)), Set.of(World.AUTHORITY));
    }

    private void linked() {
        world.domains.addObject().put("origin", "https://www.issuer.example").put("result", "linked");
    }

    @Test
    void theyStandBesideTheIssuersKeyWhereThePolicyAsks() {
        linked();

        VerificationReport report = world.verify(world.signed(), asking());

        assertThat(report.verified()).isTrue();
        assertThat(ReportJson.of(report).at("/checks/2/evidence/linkedDomains/0/origin").stringValue())
                .isEqualTo("https://www.issuer.example");
        assertThat(ReportJson.of(report).at("/policy/linkedDomains").booleanValue()).isTrue();
        assertThat(world.domainsAsked).containsExactly(World.ISSUER);
    }

    @Test
    void nobodyIsAskedWhereThePolicyDoesNotAsk() {
        assertThat(world.verify(world.signed()).verified()).isTrue();
        assertThat(world.verify(world.signed(), policy("{\"linkedDomains\": false}")).verified()).isTrue();
        assertThat(world.domainsAsked).isEmpty();
    }

    @Test
    void afterABadProofNobodyIsAsked() {
        ObjectNode forged = world.signed();
        forged.get("credentialSubject").asObject().put("course", "Crane");

        failed(world.verify(forged, asking()), CheckName.PROOF);

        assertThat(world.domainsAsked).isEmpty();
    }

    @Test
    void aDomainThatIsNotLinkedTakesNothingAway() {
        world.domains.addObject().put("origin", "https://www.issuer.example").put("result", "not-linked");

        assertThat(world.verify(world.signed(), asking()).verified()).isTrue();
    }

    @Test
    void aLinkedDomainMakesNoOtherCheckGood() {
        linked();
        assertThat(failed(world.verify(world.signed(), policy("{\"linkedDomains\": true, \"authorities\": []}")),
                CheckName.ISSUER_TRUST).code()).isEqualTo("issuer-not-accredited");
        world.clock.advance(Duration.ofDays(1_000));
        failed(world.verify(world.signed(world.certificate()), asking()), CheckName.VALIDITY_PERIOD);
    }

    @Test
    void aKeyThatIsNotTheIssuersAsksNobody() {
        world.signers.put(World.METHOD, FakeSigners.found(world.issuerKey.publicKey(), World.HOLDER,
                Set.of("assertionMethod")));

        failed(world.verify(world.signed(), asking()), CheckName.ISSUER_KEY);

        assertThat(world.domainsAsked).isEmpty();
    }

    @Test
    void thePolicysMemberIsTrueOrFalse() {
        assertThatThrownBy(() -> policy("{\"linkedDomains\": \"yes\"}"))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("linkedDomains");
    }
}
