package id.signet.registry.issuer;

import static id.signet.registry.testing.Registries.caller;
import static id.signet.registry.testing.Registries.stranger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.LeafIndex;
import id.signet.registry.RegistryRefusal.Kind;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.CreateDid;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.testing.Registries;
import id.signet.crypto.key.KeyType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrustRegistryTest {

    private static final String TYPE = "https://signet.example/types/2000000";

    private final Registries registries = Registries.inMemory();
    private final TrustRegistry trust = registries.trust;
    private final Did root = registries.weid();
    private final Did issuer = registries.weid();

    @BeforeEach
    void registerRoot() {
        done(trust.registerAuthority(caller(), root, "Board", true));
    }

    private static LeafIndex done(TrustOutcome outcome) {
        assertThat(outcome).isInstanceOf(TrustOutcome.Done.class);
        return ((TrustOutcome.Done) outcome).receipt().index();
    }

    private static void assertRefused(TrustOutcome outcome, Kind kind) {
        assertThat(outcome).isInstanceOfSatisfying(TrustOutcome.Refused.class,
                refused -> assertThat(refused.refusal().kind()).as(refused.refusal().message()).isEqualTo(kind));
    }

    private static List<Accreditation> always(String... types) {
        return java.util.Arrays.stream(types)
                .map(type -> new Accreditation(type, Optional.empty(), Optional.empty()))
                .toList();
    }

    private boolean accredited(String type, Optional<LeafIndex> at) {
        return trust.find(issuer, List.of(type), List.of(root), at).isPresent();
    }

    @Test
    void theFirstAuthoritySignsItselfAndIsTheRoot() {
        assertThat(trust.rootAuthority()).contains(root);
        assertThat(trust.facts().isActiveAuthority(root, Optional.empty())).isTrue();
    }

    @Test
    void nobodyElseMakesHimselfAnAuthority() {
        Did other = Registries.done(registries.dids.create(stranger(), new CreateDid(HostedMethod.WEID, KeyType.P256)))
                .did();

        assertRefused(trust.registerAuthority(stranger(), other, "Me", true), Kind.FORBIDDEN);
        assertRefused(trust.accredit(stranger(), other, issuer, "Academy", always(TYPE)), Kind.FORBIDDEN);
        assertRefused(trust.accredit(stranger(), root, issuer, "Academy", always(TYPE)), Kind.FORBIDDEN);
    }

    @Test
    void anAccreditedIssuerIsFoundWithItsSource() {
        LeafIndex since = done(trust.accredit(caller(), root, issuer, "Academy", always(TYPE)));

        assertThat(trust.find(issuer, List.of("https://other.example/T", TYPE), List.of(root), Optional.empty()))
                .hasValueSatisfying(granted -> {
                    assertThat(granted.authority()).isEqualTo(root);
                    assertThat(granted.since()).isEqualTo(since);
                });
        assertThat(trust.issuer(issuer)).hasValueSatisfying(found -> {
            assertThat(found.name()).isEqualTo("Academy");
            assertThat(found.accreditations()).hasSize(1);
        });
        assertThat(trust.issuer(root)).isEmpty();
    }

    @Test
    void aTypeOverAllVersionsCoversEachOfThem() {
        done(trust.accredit(caller(), root, issuer, "Academy", always(TYPE)));

        assertThat(accredited(TYPE + "/3", Optional.empty())).isTrue();
        assertThat(accredited(TYPE + "/3#TrainingCertificate", Optional.empty())).isTrue();
        assertThat(accredited(TYPE + "0/3", Optional.empty())).isFalse();
        assertThat(accredited("https://signet.example/types/2000001/1", Optional.empty())).isFalse();
    }

    @Test
    void oneVersionCoversItselfAlone() {
        done(trust.accredit(caller(), root, issuer, "Academy", always(TYPE + "/1")));

        assertThat(accredited(TYPE + "/1", Optional.empty())).isTrue();
        assertThat(accredited(TYPE + "/2", Optional.empty())).isFalse();
        assertThat(accredited(TYPE, Optional.empty())).isFalse();
    }

    @Test
    void noAuthorityMeansNobody() {
        done(trust.accredit(caller(), root, issuer, "Academy", always(TYPE)));

        assertThat(trust.find(issuer, List.of(TYPE), List.of(), Optional.empty())).isEmpty();
        assertThat(trust.find(issuer, List.of(TYPE), List.of(issuer), Optional.empty())).isEmpty();
    }

    @Test
    void thePastIsJudgedByWhatHeldThen() {
        LeafIndex before = new LeafIndex(registries.ledger.size().value() - 1);
        LeafIndex granted = done(trust.accredit(caller(), root, issuer, "Academy", always(TYPE)));
        LeafIndex withdrawn = done(trust.withdraw(caller(), root, issuer, List.of(TYPE)));

        assertThat(accredited(TYPE, Optional.of(before))).isFalse();
        assertThat(accredited(TYPE, Optional.of(granted))).isTrue();
        assertThat(accredited(TYPE, Optional.of(withdrawn))).isFalse();
        assertThat(accredited(TYPE, Optional.empty())).isFalse();
        assertThat(accredited(TYPE, Optional.of(new LeafIndex(1_000)))).isFalse();
    }

    @Test
    void thePeriodHoldsFromItsFirstMomentToBeforeItsLast() {
        Instant start = registries.clock.instant().plus(Duration.ofDays(1));
        done(trust.accredit(caller(), root, issuer, "Academy", List.of(
                new Accreditation(TYPE, Optional.of(start), Optional.of(start.plus(Duration.ofDays(1)))))));

        assertThat(accredited(TYPE, Optional.empty())).isFalse();
        registries.clock.advance(Duration.ofDays(1));
        assertThat(accredited(TYPE, Optional.empty())).isTrue();
        registries.clock.advance(Duration.ofDays(1));
        assertThat(accredited(TYPE, Optional.empty())).isFalse();
    }

    @Test
    void accreditationsAddUpAndOneOfTheSameTypeReplaces() {
        done(trust.accredit(caller(), root, issuer, "Academy", always(TYPE)));
        Accreditation other = new Accreditation("https://x.example/T", Optional.empty(), Optional.empty());
        Accreditation ended = new Accreditation(TYPE, Optional.empty(),
                Optional.of(Instant.parse("2026-01-01T00:00:00Z")));

        done(trust.accredit(caller(), root, issuer, "Academy of Ports", List.of(other, ended)));

        assertThat(trust.issuer(issuer)).hasValueSatisfying(found -> {
            assertThat(found.name()).isEqualTo("Academy of Ports");
            assertThat(found.accreditations()).extracting(TrustFacts.Granted::accreditation)
                    .containsExactlyInAnyOrder(other, ended);
        });
    }

    @Test
    void anAuthorityThatIsEndedVouchesForNobodyFromThenOn() {
        Did second = registries.weid();
        done(trust.registerAuthority(caller(), second, "Second", true));
        LeafIndex granted = done(trust.accredit(caller(), second, issuer, "Academy", always(TYPE)));
        done(trust.registerAuthority(caller(), second, "Second", false));

        assertThat(trust.find(issuer, List.of(TYPE), List.of(second), Optional.of(granted))).isPresent();
        assertThat(trust.find(issuer, List.of(TYPE), List.of(second), Optional.empty())).isEmpty();
        assertRefused(trust.accredit(caller(), second, issuer, "Academy", always(TYPE)), Kind.FORBIDDEN);
    }

    @Test
    void aDidThatIsNotThereOrDeactivatedIsMadeNoAuthority() {
        Did gone = registries.weid();
        Registries.done(registries.dids.deactivate(caller(), gone, Optional.empty()));
        Did unknown = Did.parse("did:weid:test:0x" + "1".repeat(40));

        assertRefused(trust.registerAuthority(caller(), gone, "Gone", true), Kind.DEACTIVATED);
        assertRefused(trust.registerAuthority(caller(), unknown, "Nobody", true), Kind.NOT_FOUND);
    }

    @Test
    void theRootCannotEndItself() {
        assertRefused(trust.registerAuthority(caller(), root, "Board", false), Kind.MALFORMED);
    }

    @Test
    void aNameThatHoldsAPersonsAddressIsRefused() {
        assertRefused(trust.accredit(caller(), root, issuer, "li.wei@mail.example", always(TYPE)), Kind.MALFORMED);
    }

    @Test
    void onlyWhatIsGrantedIsWithdrawn() {
        assertRefused(trust.withdraw(caller(), root, issuer, List.of(TYPE)), Kind.NOT_FOUND);
    }

    @Test
    void anAccreditationEndsAfterItBeginsAndNamesAUri() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");

        assertThatThrownBy(() -> new Accreditation(TYPE, Optional.of(now), Optional.of(now)))
                .isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> new Accreditation("TrainingCertificate", Optional.empty(), Optional.empty()))
                .isInstanceOf(MalformedInput.class);
    }

    @Test
    void aTypeIsAnAbsoluteUriWithoutAPersonsAddress() {
        for (String type : List.of("/types/1", "https://e.example/" + "x".repeat(512), "https://e.example/\u00e9",
                "https://e.example/a b", "mailto:li.wei@mail.example")) {
            assertThatThrownBy(() -> always(type)).as(type).isInstanceOf(MalformedInput.class);
        }
        assertThat(always("urn:example:Diploma", "https://www.w3.org/2018/credentials#VerifiableCredential"))
                .hasSize(2);
    }

    @Test
    void aPeriodLiesBetweenTheYears1And9999() {
        assertThatThrownBy(() -> new Accreditation(TYPE, Optional.of(Instant.MIN), Optional.empty()))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("years");
        assertThatThrownBy(() -> new Accreditation(TYPE, Optional.empty(), Optional.of(Instant.MAX)))
                .isInstanceOf(MalformedInput.class);
    }

    @Test
    void S18_aForeignVocabularyIsNotCoveredByItsDocument() {
        done(trust.accredit(caller(), root, issuer, "Academy", always("https://www.w3.org/2018/credentials")));

        assertThat(accredited("https://www.w3.org/2018/credentials#VerifiableCredential", Optional.empty())).isFalse();
    }

    @Test
    void anAuthorityGrantsAnIssuerAtMost200Types() {
        String[] most = java.util.stream.IntStream.rangeClosed(1, 200)
                .mapToObj(i -> TYPE + "/" + i)
                .toArray(String[]::new);
        done(trust.accredit(caller(), root, issuer, "Academy", always(most)));

        assertRefused(trust.accredit(caller(), root, issuer, "Academy", always("urn:example:one-more")),
                Kind.MALFORMED);
        done(trust.withdraw(caller(), root, issuer, List.of(most)));
        done(trust.accredit(caller(), root, issuer, "Academy", always("urn:example:one-more")));
    }
}
