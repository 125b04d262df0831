package id.signet.credential.issue;

import static id.signet.credential.testing.IssuingHouse.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.format.dataintegrity.DataIntegrityFormat;
import id.signet.credential.issue.IssuanceFailPoints.Point;
import id.signet.credential.issue.IssueOutcome.Issued;
import id.signet.credential.issue.IssueOutcome.Refused;
import id.signet.credential.issuer.Issuers.Standing;
import id.signet.credential.presentation.DeriveCredential;
import id.signet.credential.status.StatusFailPoints;
import id.signet.credential.testing.IssuingHouse;
import id.signet.credential.verify.Anchors;
import id.signet.credential.testing.IssuingHouse.Ground;
import id.signet.credential.testing.Killed;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.JsonPointer;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** The service stops at a named point of an issuance and starts again on the same database. */
abstract class IssuanceAfterACrashContract {

    private Ground ground;
    private IssuingHouse house;

    abstract TestDatabase open();

    @BeforeEach
    void enter() {
        ground = new Ground(open());
        house = new IssuingHouse(ground);
    }

    @AfterEach
    void leave() {
        house.close();
        ground.database().close();
    }

    private void restart(IssuanceFailPoints failPoints) {
        house = house.restarted(failPoints, StatusFailPoints.NONE);
    }

    private void killAt(Point point) {
        restart(reached -> {
            if (reached == point) {
                throw new Killed();
            }
        });
    }

    private UUID onlyCredential() {
        return UUID.fromString(ground.database()
                .client()
                .sql("SELECT id FROM credential_record")
                .query(String.class)
                .single());
    }

    @ParameterizedTest
    @EnumSource(Point.class)
    void R2_aRetryWithTheSameKeyGetsTheOneCredentialWhereverTheServiceStopped(Point point) {
        Did issuer = house.issuer(KeyType.P256);
        killAt(point);
        assertThatThrownBy(() -> house.issuing.issue(house.caller("k", "body"), command(issuer, "data-integrity")))
                .isInstanceOf(Killed.class);

        restart(IssuanceFailPoints.NONE);
        var issued = (Issued) house.issuing.issue(house.caller("k", "body"), command(issuer, "data-integrity"));

        assertThat(issued.id()).isEqualTo(onlyCredential());
        var signature = house.formats.parse(issued.credential()).signatures().getFirst();
        var record = house.records.find(IssuingHouse.TENANT, issued.id()).orElseThrow();
        assertThat(signature.signedInputHash()).isEqualTo(record.record().signedInputHash());
        assertThat(house.count("SELECT COUNT(*) FROM pending_issuance")).isZero();
        assertThat(house.count("SELECT COUNT(*) FROM audit WHERE action = 'credential.issue'")).isEqualTo(1);
        assertThat(house.issuing.issue(house.caller("k", "body"), command(issuer, "data-integrity"))).isEqualTo(issued);
    }

    /** What was made for this proof alone (labels, a key pair) was sealed with the input. */
    @ParameterizedTest
    @EnumSource(Point.class)
    void R2_aCredentialOfASelectiveSuiteIsTheLoggedOneAndItsHolderDerivesFromIt(Point point) {
        Did issuer = house.issuer(KeyType.P256);
        var wish = command(issuer, "data-integrity",
                ", \"cryptosuite\": \"ecdsa-sd-2023\", \"mandatoryPointers\": [\"/credentialSubject/id\"]");
        killAt(point);
        assertThatThrownBy(() -> house.issuing.issue(house.caller("k", "body"), wish)).isInstanceOf(Killed.class);

        restart(IssuanceFailPoints.NONE);
        var issued = (Issued) house.issuing.issue(house.caller("k", "body"), wish);

        var derived = ((DeriveCredential.Outcome.Derived) new DeriveCredential(new DataIntegrityFormat(house.suites))
                .derive(new DeriveCredential.Wish((ObjectNode) issued.credential(),
                        List.of(JsonPointer.parse("/credentialSubject/course")), Bytes.EMPTY)))
                .credential();
        var record = house.records.find(IssuingHouse.TENANT, onlyCredential()).orElseThrow().record();
        var signature = house.formats.parse(derived).signatures().getFirst();
        assertThat(signature.signedInputHash()).isEqualTo(record.signedInputHash());
        var standing = (Standing.Active) house.issuers.standing(IssuingHouse.TENANT, issuer.toString());
        assertThat(signature.verify(standing.assertionMethods().getFirst().key())).isTrue();
    }

    @Test
    void R2_whatNobodyCanAskForAgainIsVoidAndItsStatusRevoked() {
        Did issuer = house.issuer(KeyType.ED25519);
        killAt(Point.INTENT_LOGGED);
        assertThatThrownBy(() -> house.issue(issuer, "data-integrity")).isInstanceOf(Killed.class);

        restart(IssuanceFailPoints.NONE);
        assertThat(house.issuing.recover(Duration.ZERO).settled()).isEqualTo(1);

        var found = house.records.find(IssuingHouse.TENANT, onlyCredential()).orElseThrow();
        assertThat(found.isVoid()).isTrue();
        assertThat(found.status()).singleElement().satisfies(entry -> assertThat(entry.revoked()).isTrue());
        var list = house.statusStore.find(found.status().getFirst().position().list()).orElseThrow();
        assertThat(list.dirty()).isFalse();
        assertThat(list.sequence()).isEqualTo(2);
        assertThat(house.count("SELECT COUNT(*) FROM pending_issuance")).isZero();
    }

    @Test
    void R2_theRecoveryAtTheStartCompletesWhatSomebodyMayStillAskFor() {
        Did issuer = house.issuer(KeyType.ED25519);
        killAt(Point.SIGNED);
        assertThatThrownBy(() -> house.issuing.issue(house.caller("k", "body"), command(issuer, "vc+jwt")))
                .isInstanceOf(Killed.class);

        restart(IssuanceFailPoints.NONE);
        house.issuing.recover(Duration.ZERO);

        assertThat(house.count("SELECT COUNT(*) FROM issuance_answer")).isEqualTo(1);
        assertThat(house.issuing.issue(house.caller("k", "body"), command(issuer, "vc+jwt")))
                .isInstanceOf(Issued.class);
        assertThat(house.count("SELECT COUNT(*) FROM credential_record")).isEqualTo(1);
    }

    @Test
    void R2_claimsAsDeepAsTheDoorTakesThemAreReadAgain() {
        house.register("Measurement", """
                                      {"type": "object", "properties": {"credentialSubject": {"type": "object",
                                        "properties": {"id": {"type": "string"}, "data": {"type": "object"}}}}}""");
        Did issuer = house.issuer(KeyType.ED25519, "Measurement");
        var deep = IssueCredentialCommand.parse(StrictJson
                .parseObject("""
                             {"issuer": "%s", "type": ["Measurement"], "format": "data-integrity",
                              "subject": {"data": %s1%s}}""".formatted(issuer, "{\"in\":".repeat(23), "}".repeat(23))));
        killAt(Point.INTENT_LOGGED);
        assertThatThrownBy(() -> house.issuing.issue(house.caller("k", "body"), deep)).isInstanceOf(Killed.class);

        restart(IssuanceFailPoints.NONE);

        assertThat(house.issuing.recover(Duration.ZERO).faults()).isEmpty();
        var issued = house.issuing.issue(house.caller("k", "body"), deep);
        assertThat(issued).isInstanceOf(Issued.class);
        assertThat(house.issuing.issue(house.caller("k", "body"), deep)).isEqualTo(issued);
    }

    @Test
    void R2_oneIssuanceThatCannotBeSettledDoesNotHoldUpTheOthers() {
        Did issuer = house.issuer(KeyType.ED25519);
        killAt(Point.INTENT_LOGGED);
        assertThatThrownBy(() -> house.issuing.issue(house.caller("k", "body"), command(issuer, "vc+jwt")))
                .isInstanceOf(Killed.class);
        UUID broken = onlyCredential();
        ground.database().client().sql("UPDATE pending_issuance SET input = ?").param(new byte[48]).update();
        assertThatThrownBy(() -> house.issue(issuer, "data-integrity")).isInstanceOf(Killed.class);

        restart(IssuanceFailPoints.NONE);
        var recovery = house.issuing.recover(Duration.ZERO);

        assertThat(recovery.settled()).isEqualTo(1);
        assertThat(recovery.faults()).containsOnlyKeys(broken);
        assertThat(house.count("SELECT COUNT(*) FROM pending_issuance")).isEqualTo(1);
    }

    @Test
    void R2_aKeyThatWasRetiredMeanwhileSignsNothingMoreAndTheIssuanceIsVoid() {
        Did issuer = house.issuer(KeyType.ED25519);
        String method = house.issuers.standing(IssuingHouse.TENANT,
                issuer.toString()) instanceof Standing.Active active
                        ? active.assertionMethods().getFirst().id()
                        : "";
        killAt(Point.INTENT_LOGGED);
        assertThatThrownBy(() -> house.issuing.issue(house.caller("k", "body"), command(issuer, "vc+jwt")))
                .isInstanceOf(Killed.class);
        restart(IssuanceFailPoints.NONE);
        // without the departure's care, as another node would do it
        house.dids.addKey(house.caller(), issuer, KeyType.ED25519, Optional.of(DidUrl.parseMethodId(method)),
                Optional.empty());

        var outcome = house.issuing.issue(house.caller("k", "body"), command(issuer, "vc+jwt"));

        assertThat(outcome).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.refusal().code()).isEqualTo("issuance-voided"));
        var record = house.records.find(IssuingHouse.TENANT, onlyCredential()).orElseThrow();
        assertThat(record.isVoid()).isTrue();
        assertThat(
                house.records.find(new Anchors.Subject(issuer.toString(), method, record.record().signedInputHash())))
                .as("nobody finds it as if it were issued")
                .isEmpty();
        assertThat(house.issuing.issue(house.caller("k", "body"), command(issuer, "vc+jwt"))).isEqualTo(outcome);
    }

    @Test
    void R2_aDeactivationFirstSettlesWhatWaitsForASignature() {
        Did issuer = house.issuer(KeyType.ED25519);
        killAt(Point.INTENT_LOGGED);
        assertThatThrownBy(() -> house.issuing.issue(house.caller("k", "body"), command(issuer, "vc+jwt")))
                .isInstanceOf(Killed.class);
        assertThatThrownBy(() -> house.issue(issuer, "data-integrity")).isInstanceOf(Killed.class);
        restart(IssuanceFailPoints.NONE);

        house.dids.deactivate(house.caller(), issuer, Optional.empty());

        assertThat(house.count("SELECT COUNT(*) FROM pending_issuance")).isZero();
        assertThat(house.count("SELECT COUNT(*) FROM void_issuance")).isEqualTo(1);
        assertThat(house.count("SELECT COUNT(*) FROM status_list WHERE changes > served_changes")).isZero();
        assertThat(house.issuing.issue(house.caller("k", "body"), command(issuer, "vc+jwt")))
                .isInstanceOf(Issued.class);
    }
}
