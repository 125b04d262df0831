package id.signet.credential.issue;

import static id.signet.credential.testing.IssuingHouse.command;
import static id.signet.credential.testing.IssuingHouse.together;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.issue.IssueOutcome.Issued;
import id.signet.credential.issue.IssueOutcome.Refused;
import id.signet.credential.status.StatusFailPoints;
import id.signet.credential.status.StatusListTerms;
import id.signet.credential.testing.IssuingHouse;
import id.signet.credential.testing.IssuingHouse.Ground;
import id.signet.crypto.key.KeyType;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.DidOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What issuing promises when many ask at once. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class IssuanceUnderStressContract {

    /** So small that several lists are opened and many leases taken. */
    private static final StatusListTerms SMALL_LISTS = new StatusListTerms(512, 16, Duration.ofMillis(20),
            Duration.ofDays(1), Duration.ofDays(3650), Duration.ofMinutes(5));

    private Ground ground;
    private IssuingHouse house;

    abstract TestDatabase open();

    @BeforeAll
    void enter() {
        ground = new Ground(open());
        house = new IssuingHouse(ground, SMALL_LISTS, IssuanceFailPoints.NONE, StatusFailPoints.NONE);
    }

    @AfterAll
    void leave() {
        house.close();
        ground.database().close();
    }

    @Test
    void X01_fiftyRequestsWithOneKeyHaveOneEffectAndFiftyEqualAnswers() throws Exception {
        Did issuer = house.issuer(KeyType.P256);
        house.issue(issuer, "data-integrity"); // the list is open, so that the next leaf is the credential's
        LeafIndex before = new LeafIndex(house.ledger.size().value());

        List<IssueOutcome> outcomes = together(IntStream.range(0, 50)
                .<Callable<IssueOutcome>>mapToObj(
                        i -> () -> house.issuing.issue(house.caller("x01", "body"), command(issuer, "data-integrity")))
                .toList());

        assertThat(outcomes).hasSize(50).allSatisfy(outcome -> assertThat(outcome).isEqualTo(outcomes.getFirst()));
        assertThat(outcomes.getFirst()).isInstanceOf(Issued.class);
        assertThat(house.ledger.size().value()).isEqualTo(before.value() + 1);
    }

    @Test
    void X01_fiftyRequestsWithOneKeyAndOtherBodiesHaveOneEffect() throws Exception {
        Did issuer = house.issuer(KeyType.P256);

        List<IssueOutcome> outcomes = together(IntStream.range(0, 50)
                .<Callable<IssueOutcome>>mapToObj(i -> () -> house.issuing
                        .issue(house.caller("x01-bodies", "body " + i), command(issuer, "vc+jwt")))
                .toList());

        assertThat(outcomes).filteredOn(Issued.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Refused.class::isInstance)
                .hasSize(49)
                .allSatisfy(refused -> assertThat(((Refused) refused).refusal().code())
                        .isEqualTo("idempotency-key-reused"));
        assertThat(house.count("SELECT COUNT(*) FROM credential_record WHERE issuer = '" + issuer + "'")).isEqualTo(1);
    }

    @Test
    void X06_noPlaceInAListIsGivenTwice() throws Exception {
        Did issuer = house.issuer(KeyType.ED25519);
        int threads = 64;
        int each = 32;

        List<Integer> done = together(IntStream.range(0, threads).<Callable<Integer>>mapToObj(i -> () -> {
            int issued = 0;
            for (int n = 0; n < each; n++) {
                String format = n % 2 == 0 ? "data-integrity" : "dc+sd-jwt";
                issued += house.issue(issuer, format) instanceof Issued ? 1 : 0;
            }
            return issued;
        }).toList());

        assertThat(done).allSatisfy(issued -> assertThat(issued).isEqualTo(each));
        // (list, index) is the primary key, so as many rows as credentials means that all are distinct.
        String ofIssuer = " FROM status_entry e JOIN status_list l ON l.id = e.list WHERE l.issuer = '" + issuer + "'";
        assertThat(house.count("SELECT COUNT(*)" + ofIssuer)).isEqualTo((long) threads * each);
        assertThat(house.count("SELECT COUNT(DISTINCT l.id)" + ofIssuer)).isGreaterThanOrEqualTo(4);
        assertThat(house.count("SELECT COUNT(*)" + ofIssuer + " AND (e.list_index < 0 OR e.list_index >= l.entries)"))
                .isZero();
        assertThat(house.count("SELECT COUNT(DISTINCT ordinal) FROM status_list WHERE issuer = '" + issuer
                + "' AND kind = 'revocation'"))
                .isEqualTo(house.count("SELECT MAX(ordinal) FROM status_list WHERE issuer = '" + issuer
                        + "' AND kind = 'revocation'"));
    }

    @Test
    void X11_aDeactivationThatRacesIssuesComesWhollyBeforeOrAfterEach() throws Exception {
        Did issuer = house.issuer(KeyType.ED25519);
        house.issue(issuer, "data-integrity");

        List<Callable<Object>> tasks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            tasks.add(() -> house.issue(issuer, "data-integrity"));
        }
        tasks.add(20, () -> house.departure.alone(IssuingHouse.TENANT, issuer.toString(),
                () -> house.dids.deactivate(house.caller(), issuer, Optional.empty())));
        List<Object> outcomes = together(tasks);

        assertThat(outcomes.get(20)).isInstanceOf(DidOutcome.Done.class);
        LeafIndex end = ((DidOutcome.Done) outcomes.get(20)).metadata().leafIndex().orElseThrow();
        assertThat(outcomes).allSatisfy(outcome -> {
            switch (outcome) {
                case Issued issued -> assertThat(issued.leaf().isBefore(end)).isTrue();
                case Refused refused -> assertThat(refused.refusal().code()).isEqualTo("issuer-deactivated");
                default -> assertThat(outcome).isInstanceOf(DidOutcome.Done.class);
            }
        });
        long issued = outcomes.stream().filter(Issued.class::isInstance).count();
        assertThat(house.count("SELECT COUNT(*) FROM credential_record WHERE issuer = '" + issuer + "'"))
                .isEqualTo(issued + 1);
        assertThat(house.count("SELECT COUNT(*) FROM pending_issuance WHERE issuer = '" + issuer + "'")).isZero();
    }
}
