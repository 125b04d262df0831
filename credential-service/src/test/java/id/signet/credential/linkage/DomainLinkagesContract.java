package id.signet.credential.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.jdbc.JdbcLinkedDids;
import id.signet.credential.status.StatusFailPoints;
import id.signet.credential.issue.IssuanceFailPoints;
import id.signet.credential.testing.IssuingHouse;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.key.KeyType;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.did.resolution.ResolutionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Our own origin's DID Configuration, and what tenants put up at theirs. */
abstract class DomainLinkagesContract {

    private static final WebOrigin OURS = WebOrigin.of(IssuingHouse.NAMES.publicUrl());
    private static final WebOrigin THEIRS = WebOrigin.parse("https://www.academy.example");

    private TestDatabase database;
    private IssuingHouse house;

    abstract TestDatabase open();

    @BeforeEach
    void enter() {
        database = open();
        house = new IssuingHouse(new IssuingHouse.Ground(database));
    }

    @AfterEach
    void leave() {
        house.close();
        database.close();
    }

    private LinkOutcome.Linked link(Did did, WebOrigin origin) {
        return (LinkOutcome.Linked) house.linkages.link(house.caller(), did, origin);
    }

    private String refusal(Caller caller, Did did, WebOrigin origin) {
        return ((LinkOutcome.Refused) house.linkages.link(caller, did, origin)).refusal().code();
    }

    private DidDocument document(Did did) {
        return ((ResolutionResult.Resolved) house.resolver.resolve(did)).document();
    }

    private List<String> published() {
        return house.linkages.published()
                .map(resource -> resource.get("linked_dids").valueStream().map(entry -> entry.stringValue()).toList())
                .orElse(List.of());
    }

    /** What a verifier elsewhere finds, who reads the resource at the time given. */
    private Linkage found(Did did, WebOrigin origin, ObjectNode resource) {
        DidConfigurations web = (asked, of) -> asked.equals(origin)
                ? new DidConfigurations.Answer.Found(resource, house.ground.clock.instant())
                : new DidConfigurations.Answer.Absent();
        return new LinkedDomains(web, house.ground.clock).of(document(did))
                .stream()
                .filter(domain -> domain.origin().equals(origin.text()))
                .map(LinkedDomain::linkage)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLinkedDidStandsInOurResourceAndNamesOurOrigin() {
        Did did = house.issuer(KeyType.ED25519);
        assertThat(house.linkages.published()).isEmpty();

        LinkOutcome.Linked linked = link(did, OURS);

        assertThat(linked.versionId()).contains("2");
        assertThat(LinkedDomainServices.origins(document(did))).containsExactly("https://signet.example");
        assertThat(house.linkages.published()).contains(linked.configuration());
        assertThat(found(did, OURS, linked.configuration())).isInstanceOf(Linkage.Linked.class);
    }

    @Test
    void linkingAgainChangesNothing() {
        Did did = house.issuer(KeyType.P256);
        link(did, OURS);
        long entries = house.count("SELECT COUNT(*) FROM log_entry");

        assertThat(link(did, OURS).versionId()).contains("2");
        assertThat(house.count("SELECT COUNT(*) FROM log_entry")).isEqualTo(entries);
        assertThat(published()).hasSize(1);
        assertThat(house.count("SELECT COUNT(*) FROM audit WHERE action = 'did.link-domain'")).isEqualTo(1);
    }

    @Test
    void whoWasLinkedFirstStandsFirst() {
        Did first = house.issuer(KeyType.ED25519);
        Did second = house.issuer(HostedMethod.WEB, KeyType.SECP256K1);
        link(first, OURS);
        house.ground.clock.advance(Duration.ofSeconds(1));
        link(second, OURS);

        assertThat(published().stream().map(token -> CompactToken.parse(token).claims().get("iss").stringValue()))
                .containsExactly(first.toString(), second.toString());
    }

    @Test
    void aCredentialIsServedForADayAndSignedAnewThen() {
        Did did = house.issuer(KeyType.P256);
        link(did, OURS);
        List<String> before = published();

        house.ground.clock.advance(Duration.ofHours(23));
        assertThat(published()).isEqualTo(before);
        house.ground.clock.advance(Duration.ofHours(2));
        assertThat(published()).doesNotContainAnyElementsOf(before);
        house.ground.clock.advance(Duration.ofDays(365));
        assertThat(found(did, OURS, house.linkages.published().orElseThrow())).isInstanceOf(Linkage.Linked.class);
    }

    @Test
    void afterARestartAnotherNodesCredentialIsAsGood() {
        Did did = house.issuer(KeyType.P256);
        ObjectNode before = link(did, OURS).configuration();

        house = house.restarted(IssuanceFailPoints.NONE, StatusFailPoints.NONE);

        assertThat(found(did, OURS, before)).isInstanceOf(Linkage.Linked.class);
        assertThat(found(did, OURS, house.linkages.published().orElseThrow())).isInstanceOf(Linkage.Linked.class);
    }

    @Test
    void aRetiredKeySignsNoMoreAndWhatItSignedLinksNoMore() {
        Did did = house.issuer(KeyType.ED25519);
        ObjectNode before = link(did, OURS).configuration();
        house.dids.addKey(house.caller(), did, KeyType.P256, Optional.of(did.withFragment("key-1")), Optional.empty());
        house.ground.clock.advance(Duration.ofSeconds(2));

        ObjectNode after = house.linkages.published().orElseThrow();

        assertThat(CompactToken.parse(after.get("linked_dids").get(0).stringValue()).keyId())
                .contains(did + "#key-2");
        assertThat(found(did, OURS, after)).isInstanceOf(Linkage.Linked.class);
        assertThat(found(did, OURS, before)).isInstanceOfSatisfying(Linkage.NotLinked.class,
                not -> assertThat(not.code()).isEqualTo("key-not-in-force"));
    }

    @Test
    void aDeactivatedDidIsListedNoMoreAndCannotBeLinked() {
        Did did = house.issuer(KeyType.ED25519);
        link(did, OURS);
        house.dids.deactivate(house.caller(), did, Optional.empty());

        assertThat(published()).isEmpty();
        assertThat(refusal(house.caller(), did, OURS)).isEqualTo("deactivated");
        assertThat(house.linkages.unlink(house.caller(), did, OURS)).isEmpty();
        assertThat(house.count("SELECT COUNT(*) FROM linked_did")).isZero();
    }

    @Test
    void aDidWhoseDocumentNamesOurOriginNoMoreIsListedNoMore() {
        Did did = house.issuer(KeyType.ED25519);
        link(did, OURS);
        house.dids.changeServices(house.caller(), did, services -> services.removeAll());

        assertThat(published()).isEmpty();
    }

    @Test
    void whatIsUnlinkedIsNamedAndListedNoMoreAndOtherOriginsStay() {
        Did did = house.issuer(KeyType.ED25519);
        link(did, THEIRS);
        link(did, OURS);

        assertThat(house.linkages.unlink(house.caller(), did, OURS)).isEmpty();

        assertThat(published()).isEmpty();
        assertThat(LinkedDomainServices.origins(document(did))).containsExactly("https://www.academy.example");
        assertThat(house.linkages.unlink(house.caller(), did, OURS)).isEmpty();
        assertThat(document(did).json().get("service")).hasSize(1);
    }

    @Test
    void anotherOriginGetsAResourceToPutUpAndOursListsNothing() {
        Did did = house.issuer(KeyType.P384);

        LinkOutcome.Linked linked = link(did, THEIRS);

        assertThat(found(did, THEIRS, linked.configuration())).isInstanceOf(Linkage.Linked.class);
        house.ground.clock.advance(Duration.ofDays(366));
        assertThat(found(did, THEIRS, linked.configuration())).isInstanceOfSatisfying(Linkage.NotLinked.class,
                not -> assertThat(not.code()).isEqualTo("expired"));
        assertThat(published()).isEmpty();
    }

    @Test
    void whatCannotBeLinkedIsRefused() {
        Did did = house.issuer(KeyType.ED25519);

        assertThat(refusal(Caller.of(new TenantId("others"), "x", "y"), did, OURS)).isEqualTo("forbidden");
        assertThat(house.linkages.unlink(Caller.of(new TenantId("others"), "x", "y"), did, OURS).orElseThrow().code())
                .isEqualTo("forbidden");
        assertThat(refusal(house.caller(), Did.parse("did:weid:test:0x" + "0".repeat(40)), OURS))
                .isEqualTo("not-found");
        assertThat(refusal(house.caller(), did, WebOrigin.parse("http://www.academy.example"))).isEqualTo("malformed");
        assertThat(refusal(house.caller(), did, WebOrigin.parse("https://127.0.0.1"))).isEqualTo("malformed");
        assertThat(refusal(house.caller(), house.issuer(HostedMethod.KEY, KeyType.ED25519), OURS))
                .isEqualTo("malformed");
        assertThat(refusal(house.caller(), house.issuer(KeyType.SM2), OURS)).isEqualTo("malformed");
        assertThat(published()).isEmpty();
    }

    @Test
    void whereTheResourceIsFullNoDocumentIsChanged() {
        Did did = house.issuer(KeyType.ED25519);
        LinkedDids rows = new JdbcLinkedDids(database.dataSource());
        for (int i = 0; i < 500; i++) {
            rows.add(Did.parse("did:example:" + i), Instant.EPOCH);
        }

        assertThat(refusal(house.caller(), did, OURS)).isEqualTo("conflict");

        assertThat(document(did).json().has("service")).isFalse();
        assertThat(rows.contains(did)).isFalse();
        assertThat(link(did, THEIRS).versionId()).contains("2");
    }

    @Test
    void aNewerKeyThatSignsNoTokenIsPassedOver() {
        Did did = house.issuer(KeyType.ED25519);
        house.dids.addKey(house.caller(), did, KeyType.BLS12381_G2, Optional.empty(), Optional.empty());

        ObjectNode resource = link(did, OURS).configuration();

        assertThat(CompactToken.parse(resource.get("linked_dids").get(0).stringValue()).keyId())
                .contains(did + "#key-1");
        assertThat(found(did, OURS, resource)).isInstanceOf(Linkage.Linked.class);
    }
}
