package id.signet.registry.evidence;

import static id.signet.registry.testing.Registries.caller;
import static id.signet.registry.testing.Registries.stranger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.KeyType;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.receipt.ReceiptVerifier;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.hosting.CreateDid;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.evidence.EvidenceOutcome.Done;
import id.signet.registry.evidence.EvidenceRegistry.Wish;
import id.signet.registry.evidence.EvidenceReport.Outcome;
import id.signet.registry.evidence.EvidenceVerification.Question;
import id.signet.registry.evidence.EvidenceVerification.Stated;
import id.signet.registry.evidence.Statement.Description;
import id.signet.registry.testing.Registries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Reports on statements that are handed in. */
class EvidenceVerificationTest extends EvidenceInDatabase {

    private static final Bytes WORK = Bytes.of(Hashes.sha256(new byte[]{1}));
    private static final Bytes OTHER = Bytes.of(Hashes.sha256(new byte[]{2}));

    private EvidenceVerification verification;

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }

    @BeforeEach
    void openVerification() {
        verification = new EvidenceVerification(ledger.origin(),
                new ReceiptVerifier(VerifierKey.parse(ledger.verifierKey())), registries.logged, evidence, clock);
    }

    @Test
    void whatWasSaidByEachKindOfAuthorVerifies() {
        for (HostedMethod method : List.of(HostedMethod.WEID, HostedMethod.WEB, HostedMethod.KEY, HostedMethod.JWK)) {
            EvidenceId id = deposit(registries.create(method, KeyType.P256).did());

            EvidenceReport report = verification.verify(question(id, Optional.of(Digests.ofSha256(WORK))));

            assertThat(failed(report)).as(method.toString()).isEmpty();
            assertThat(report.verified()).isTrue();
            assertThat(report.evidence()).contains(id);
            assertThat(report.rows()).extracting(EvidenceReport.Row::check)
                    .containsExactly(EvidenceReport.Check.values());
        }
    }

    @Test
    void whatWasSaidUnderSeveralVersionsOfADidVerifies() {
        EvidenceId id = deposit(publisher);
        Registries.done(registries.dids.addKey(caller(), publisher, KeyType.SECP256K1, Optional.of(method(publisher)),
                Optional.empty()));
        done(evidence.note(caller(), id, Optional.of(publisher), "seen"));
        Did other = Registries.done(registries.dids.create(stranger(), new CreateDid(HostedMethod.WEID, KeyType.P384)))
                .did();
        evidence.invite(caller(), id, other);
        done(evidence.sign(stranger(), id, Optional.of(other)));
        done(evidence.revoke(stranger(), id, Optional.of(other), Optional.empty()));

        assertThat(failed(verification.verify(question(id, Optional.empty())))).isEmpty();
    }

    @Test
    void withoutDigestsTheContentIsNotLookedAt() {
        EvidenceReport report = verification.verify(question(deposit(publisher), Optional.empty()));

        assertThat(report.rows().getLast().outcome()).isInstanceOf(Outcome.Skipped.class);
        assertThat(report.toJson().at("/checks/6/code").stringValue()).isEqualTo("not-run");
    }

    @Test
    void anotherDigestIsOtherContent() {
        assertThat(failed(verification.verify(question(deposit(publisher), Optional.of(Digests.ofSha256(OTHER))))))
                .isEqualTo(Map.of("content", "other-content"));
    }

    @Test
    void aDigestOfAnotherKindSaysNothing() {
        Digests sm3 = new Digests(Optional.empty(), Optional.of(WORK), Optional.empty());

        assertThat(failed(verification.verify(question(deposit(publisher), Optional.of(sm3)))))
                .isEqualTo(Map.of("content", "no-common-digest"));
    }

    @Test
    void anotherTitleIsNotInTheLog() {
        Question question = question(deposit(publisher), Optional.empty());
        ((ObjectNode) question.statements().getFirst().operation().get("body")).put("title", "B");

        assertThat(failed(verification.verify(question)))
                .isEqualTo(Map.of("anchor", "not-anchored", "author-key", "not-anchored"));
    }

    @Test
    void anotherSignatureIsBad() {
        Question question = question(deposit(publisher), Optional.empty());
        ObjectNode proof = (ObjectNode) question.statements().getFirst().operation().get("proof");
        proof.put("signature", Bytes.of(new byte[64]).base64Url());

        assertThat(failed(verification.verify(question))).isEqualTo(Map.of("signature", "bad-signature"));
    }

    @Test
    void theReceiptOfAnotherStatementProvesNothing() {
        Question one = question(deposit(publisher), Optional.empty());
        Question other = question(deposit(publisher), Optional.empty());

        assertThat(failed(verification.verify(new Question(one.statements(), other.receipts(), Optional.empty()))))
                .containsEntry("anchor", "not-anchored");
    }

    @Test
    void aStatementThatIsLeftOutBreaksTheChain() {
        EvidenceId id = deposit(publisher);
        done(evidence.note(caller(), id, Optional.of(publisher), "first"));
        done(evidence.note(caller(), id, Optional.of(publisher), "second"));
        Question whole = question(id, Optional.empty());

        assertThat(failed(verification.verify(new Question(
                List.of(whole.statements().get(0), whole.statements().get(2)),
                List.of(whole.receipts().get(0), whole.receipts().get(2)), Optional.empty()))))
                .isEqualTo(Map.of("chain", "broken-chain"));
    }

    @Test
    void aRevocationThatIsLeftOutIsKnownHere() {
        EvidenceId id = deposit(publisher);
        Question before = question(id, Optional.empty());
        done(evidence.revoke(caller(), id, Optional.of(publisher), Optional.empty()));

        assertThat(failed(verification.verify(before))).isEqualTo(Map.of("standing", "revoked"));
    }

    @Test
    void ofErasedEvidenceTheStatementsThemselvesTell() {
        EvidenceId id = deposit(publisher);
        Question before = question(id, Optional.empty());
        evidence.erase(caller(), id);

        EvidenceReport report = verification.verify(before);

        assertThat(failed(report)).isEmpty();
        assertThat(report.toJson().toString()).contains("handed-in");
    }

    @Test
    void ofErasedEvidenceThatWasPublishedTheLogTells() {
        EvidenceId id = deposit(publisher);
        Question before = question(id, Optional.empty());
        evidence.publish(caller(), id);
        done(evidence.revoke(caller(), id, Optional.of(publisher), Optional.empty()));
        evidence.erase(caller(), id);

        EvidenceReport report = verification.verify(before);

        assertThat(failed(report)).isEqualTo(Map.of("standing", "revoked"));
        assertThat(report.toJson().toString()).contains("\"knownBy\":\"published\"");
    }

    @Test
    void aKeyThatLeftTheDocumentLaterMakesNothingGood() {
        EvidenceId id = deposit(publisher);
        Registries.done(registries.dids.revokeKey(caller(), publisher, method(publisher), Optional.of(KeyType.P256),
                Optional.empty()));

        assertThat(failed(verification.verify(question(id, Optional.empty()))))
                .isEqualTo(Map.of("author-key", "key-revoked"));
    }

    @Test
    void ofAStolenKeyCountsWhatWasLoggedBefore() {
        EvidenceId good = deposit(publisher);
        clock.advance(Duration.ofSeconds(1));
        EvidenceId late = deposit(publisher);
        var since = evidence.find(late).orElseThrow().held().loggedAt();
        Registries.done(registries.dids.compromiseKey(caller(), publisher, method(publisher), since,
                Optional.of(KeyType.P256), Optional.empty()));

        assertThat(failed(verification.verify(question(good, Optional.empty())))).isEmpty();
        assertThat(failed(verification.verify(question(late, Optional.empty()))))
                .isEqualTo(Map.of("author-key", "key-compromised"));
    }

    @Test
    void whatIsNoStatementIsNotLookedAtFurther() {
        Question question = question(deposit(publisher), Optional.empty());
        question.statements().getFirst().operation().put("colour", "red");

        EvidenceReport report = verification.verify(question);

        assertThat(failed(report)).isEqualTo(Map.of("structure", "malformed"));
        assertThat(report.evidence()).isEmpty();
    }

    @Test
    void aStatementForAnotherLogIsNoneOfThisOne() {
        Question question = question(deposit(publisher), Optional.empty());
        question.statements().getFirst().operation().put("origin", "log.example/other");

        assertThat(failed(verification.verify(question))).isEqualTo(Map.of("structure", "other-log"));
    }

    @Test
    void aNoteAboutOtherEvidenceDoesNotBelong() {
        EvidenceId one = deposit(publisher);
        EvidenceId other = deposit(publisher);
        done(evidence.note(caller(), other, Optional.of(publisher), "seen"));
        Question first = question(one, Optional.empty());
        Question second = question(other, Optional.empty());

        assertThat(failed(verification.verify(new Question(
                List.of(first.statements().getFirst(), second.statements().getLast()),
                List.of(first.receipts().getFirst(), second.receipts().getLast()), Optional.empty()))))
                .isEqualTo(Map.of("structure", "other-evidence"));
    }

    @Test
    void eachStatementNeedsAReceipt() {
        Question question = question(deposit(publisher), Optional.empty());

        assertThatThrownBy(() -> new Question(question.statements(), List.of(), Optional.empty()))
                .isInstanceOf(MalformedInput.class);
    }

    // -------------------------------------------------------------------------------------------------------------

    private EvidenceId deposit(Did author) {
        Wish wish = new Wish(Digests.ofSha256(WORK), new Description(Optional.of(1L), Optional.of("A"),
                Optional.empty(), Optional.empty(), Optional.empty()), Optional.empty(), Optional.empty(), false);
        return done(evidence.deposit(caller(), Optional.of(author), List.of(wish))).statements()
                .getFirst()
                .evidence();
    }

    private DidUrl method(Did did) {
        return registries.logged.state(did)
                .orElseThrow()
                .document()
                .methods(Relationship.ASSERTION_METHOD)
                .getFirst()
                .id();
    }

    private Question question(EvidenceId id, Optional<Digests> digests) {
        List<Stated> statements = new ArrayList<>();
        List<String> receipts = new ArrayList<>();
        evidence.find(id).orElseThrow().statements().forEach(told -> {
            statements.add(new Stated(told.said().type(), told.operation().toJson()));
            receipts.add(TlogProofCodec.encode(evidence.receipt(told.said())));
        });
        return new Question(statements, receipts, digests);
    }

    private static Done done(EvidenceOutcome outcome) {
        if (outcome instanceof Done done) {
            return done;
        }
        throw new AssertionError("not done: " + outcome);
    }

    /** The code of each check that failed. */
    private static Map<String, String> failed(EvidenceReport report) {
        Map<String, String> failed = new HashMap<>();
        report.rows().forEach(row -> {
            if (row.outcome() instanceof Outcome.Failed(String code)) {
                failed.put(row.check().text(), code);
            }
        });
        return failed;
    }
}
