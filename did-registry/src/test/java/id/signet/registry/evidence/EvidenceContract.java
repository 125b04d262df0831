package id.signet.registry.evidence;

import static id.signet.registry.testing.Registries.caller;
import static id.signet.registry.testing.Registries.stranger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.Hash;
import id.signet.ledger.Receipt;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.receipt.Commitment;
import id.signet.ledger.receipt.ReceiptResult;
import id.signet.ledger.receipt.ReceiptVerifier;
import id.signet.registry.audit.Caller;
import id.signet.registry.author.AuthorCommand;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.hosting.CreateDid;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.did.hosting.HostedTables;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.evidence.EvidenceOutcome.Done;
import id.signet.registry.evidence.EvidenceRegistry.Changed;
import id.signet.registry.evidence.EvidenceRegistry.Evidence;
import id.signet.registry.evidence.EvidenceRegistry.Told;
import id.signet.registry.evidence.EvidenceRegistry.Wish;
import id.signet.registry.evidence.EvidenceTables.Said;
import id.signet.registry.evidence.Statement.Description;
import id.signet.registry.idempotency.IdempotencyClaim;
import id.signet.registry.idempotency.IdempotencyKey;
import id.signet.registry.jdbc.JdbcEvidence;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.testing.Registries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Evidence over a real log in a real database: one subclass each. */
abstract class EvidenceContract extends EvidenceInDatabase {

    private static final Bytes WORK = digest("the work");

    // --- deposits ------------------------------------------------------------------------------------------------

    @Test
    void aDepositIsProvenOfflineByItsStatementAndItsReceipt() {
        Done done = deposit(wish(WORK));
        EvidenceOutcome.Proven proven = done.statements().getFirst();
        Evidence found = evidence.find(proven.evidence()).orElseThrow();

        assertThat(found.deposit().digests().sha256()).contains(WORK);
        assertThat(verify(found.statements().getFirst(), proven.receipt()))
                .isInstanceOf(ReceiptResult.Verified.class);
        assertThat(verify(found.statements().getFirst(), evidence.receipt(found.statements().getFirst().said())))
                .isInstanceOf(ReceiptResult.Verified.class);
    }

    @Test
    void aReceiptProvesNoOtherDeposit() {
        Done first = deposit(wish(WORK));
        Done second = deposit(wish(digest("another work")));

        assertThat(verify(told(second), first.statements().getFirst().receipt()))
                .isInstanceOf(ReceiptResult.NotVerified.class);
    }

    @Test
    void everythingThatWasSaidComesBackAsItWasSaid() {
        Description description = new Description(Optional.of(12L), Optional.of("原创作品"), Optional.of("work.txt"),
                Optional.of("text/plain"), Optional.of(StrictJson.parseObject("{\"pages\":3}")));
        Digests digests = new Digests(Optional.of(WORK), Optional.of(digest("sm3")), Optional.of(digest("other")));
        Done done = deposit(new Wish(digests, description, Optional.empty(), Optional.of("invoice 7"), false));
        EvidenceId id = done.statements().getFirst().evidence();

        assertThat(evidence.find(id).orElseThrow().deposit().description()).isEqualTo(description);
        assertThat(evidence.find(id).orElseThrow().deposit().digests()).isEqualTo(digests);
        assertThat(evidence.find(Registries.TENANT, "invoice 7")).contains(id);
        assertThat(evidence.find(Registries.OTHER_TENANT, "invoice 7")).isEmpty();
    }

    @Test
    void aThousandDepositsShareOneLeafAndEachHasItsOwnProof() {
        long before = ledger.size().value();
        Done done = deposit(IntStream.range(0, 1_000)
                .mapToObj(i -> wish(digest("work " + i)))
                .toArray(Wish[]::new));

        assertThat(ledger.size().value()).isEqualTo(before + 1);
        assertThat(done.statements()).hasSize(1_000);
        for (int i : List.of(0, 1, 512, 999)) {
            EvidenceOutcome.Proven one = done.statements().get(i);
            assertThat(verify(evidence.find(one.evidence()).orElseThrow().statements().getFirst(), one.receipt()))
                    .as("deposit " + i)
                    .isInstanceOf(ReceiptResult.Verified.class);
        }
    }

    @Test
    void aBatchWithOneBadDepositLeavesNothing() {
        deposit(wish(WORK, "taken"));
        long before = ledger.size().value();

        assertThat(refused(evidence.deposit(caller(), Optional.of(publisher),
                List.of(wish(digest("a"), "free"), wish(digest("b"), "taken"))))).isEqualTo("conflict");
        assertThat(ledger.size().value()).isEqualTo(before);
        assertThat(evidence.find(Registries.TENANT, "free")).isEmpty();
    }

    @Test
    void aCustomKeyIsNeverPointedElsewhere() {
        Done first = deposit(wish(WORK, "contract 1"));

        assertThat(refused(evidence.deposit(caller(), Optional.of(publisher),
                List.of(wish(digest("forged"), "contract 1"))))).isEqualTo("conflict");
        assertThat(evidence.find(Registries.TENANT, "contract 1"))
                .contains(first.statements().getFirst().evidence());
    }

    @Test
    void nobodyDepositsInTheNameOfADidWhoseKeysHeDoesNotHave() {
        assertThat(refused(evidence.deposit(stranger(), Optional.of(publisher), List.of(wish(WORK)))))
                .isEqualTo("forbidden");
    }

    /** Its history has another form, which no package could prove. */
    @Test
    void aDidWebvhMakesNoStatements() {
        Did webvh = registries.create(HostedMethod.WEBVH, KeyType.ED25519).did();

        assertThat(refused(evidence.deposit(caller(), Optional.of(webvh), List.of(wish(WORK))))).isEqualTo("forbidden");
        EvidenceId id = id(deposit(wish(WORK)));
        assertThat(refused(evidence.sign(caller(), id, Optional.of(webvh)))).isEqualTo("forbidden");
    }

    @Test
    void aDepositSignedOutsideIsTakenAsItIsAndOnlyOnce() {
        SigningKey own = SoftwareSigningKey.generate(KeyType.P256);
        SignedOperation signed = signedDeposit(own, "log.example/test");

        assertThat(evidence.deposit(caller(), signed, Optional.empty(), true)).isInstanceOf(Done.class);
        assertThat(refused(evidence.deposit(caller(), signed, Optional.empty(), true))).isEqualTo("conflict");
    }

    @Test
    void aDepositMadeForAnotherLogIsRefused() {
        SigningKey own = SoftwareSigningKey.generate(KeyType.P256);

        assertThat(refused(evidence.deposit(caller(), signedDeposit(own, "log.example/other"), Optional.empty(),
                false))).isEqualTo("malformed");
    }

    @Test
    void aDepositWhoseSignatureIsAnotherKeysIsRefused() {
        SigningKey own = SoftwareSigningKey.generate(KeyType.P256);
        SignedOperation signed = signedDeposit(own, "log.example/test");
        SigningKey other = SoftwareSigningKey.generate(KeyType.P256);
        SignedOperation forged = signed.operation().sign(signed.verificationMethod(), other);

        assertThat(refused(evidence.deposit(caller(), forged, Optional.empty(), false))).isEqualTo("forbidden");
    }

    @Test
    void aRequestSentTwiceUnderOneKeyDepositsOnce() {
        Caller once = caller().with(new IdempotencyClaim(
                new IdempotencyKey(Registries.TENANT, "POST /api/v1/evidence", "k"), Bytes.utf8("body"),
                clock.instant().plus(Duration.ofHours(24))));
        evidence.deposit(once, Optional.of(publisher), List.of(wish(WORK)));
        long before = ledger.size().value();

        assertThat(refused(evidence.deposit(once, Optional.of(publisher), List.of(wish(WORK)))))
                .isEqualTo("already-done");
        assertThat(ledger.size().value()).isEqualTo(before);
    }

    // --- signers, notes, revocation ------------------------------------------------------------------------------

    @Test
    void somebodyElsesEvidenceRevocationIsRefused() {
        EvidenceId id = id(deposit(wish(WORK)));
        Did other = otherTenantsDid();

        assertThat(refused(evidence.revoke(stranger(), id, Optional.of(other), Optional.empty())))
                .isEqualTo("forbidden");
        assertThat(refused(evidence.revoke(stranger(), id, Optional.of(publisher), Optional.empty())))
                .isEqualTo("forbidden");
        assertThat(evidence.find(id).orElseThrow().revoked()).isFalse();
    }

    @Test
    void whoRevokedMayReinstateAndBothAreProven() {
        EvidenceId id = id(deposit(wish(WORK)));
        assertThat(evidence.revoke(caller(), id, Optional.of(publisher), Optional.of("a mistake")))
                .isInstanceOf(Done.class);
        assertThat(evidence.find(id).orElseThrow().revoked()).isTrue();
        assertThat(refused(evidence.revoke(caller(), id, Optional.of(publisher), Optional.empty())))
                .isEqualTo("forbidden");
        assertThat(evidence.reinstate(caller(), id, Optional.of(publisher), Optional.empty()))
                .isInstanceOf(Done.class);

        Evidence found = evidence.find(id).orElseThrow();
        assertThat(found.revoked()).isFalse();
        assertThat(found.statements()).hasSize(3)
                .allSatisfy(told -> assertThat(
                        verify(told, evidence.receipt(told.said()))).isInstanceOf(ReceiptResult.Verified.class));
        assertThat(found.statements().get(2).operation().operation().previous())
                .contains(found.statements().get(1).operation().hash());
    }

    @Test
    void oneWhoWasInvitedSignsAndAnswersForHisOwnSignatureAlone() {
        EvidenceId id = id(deposit(wish(WORK)));
        Did other = otherTenantsDid();
        assertThat(refused(evidence.sign(stranger(), id, Optional.of(other)))).isEqualTo("forbidden");
        assertThat(evidence.invite(caller(), id, other)).isInstanceOf(Changed.Made.class);
        assertThat(evidence.sign(stranger(), id, Optional.of(other))).isInstanceOf(Done.class);
        assertThat(evidence.note(stranger(), id, Optional.of(other), "seen")).isInstanceOf(Done.class);
        assertThat(evidence.revoke(stranger(), id, Optional.of(other), Optional.empty())).isInstanceOf(Done.class);

        Evidence found = evidence.find(id).orElseThrow();
        assertThat(found.held().signers().standing(other)).contains(Signers.Standing.REVOKED);
        assertThat(found.revoked()).isFalse();
    }

    @Test
    void aNoteByWhoIsNoSignerIsRefused() {
        EvidenceId id = id(deposit(wish(WORK)));

        assertThat(refused(evidence.note(stranger(), id, Optional.of(otherTenantsDid()), "me too")))
                .isEqualTo("forbidden");
    }

    @Test
    void statementsMadeAtTheSameMomentFormOneChain() throws Exception {
        EvidenceId id = id(deposit(wish(WORK)));
        List<Future<EvidenceOutcome>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                String text = "note " + i;
                all.add(threads.submit(() -> evidence.note(caller(), id, Optional.of(publisher), text)));
            }
        }
        for (Future<EvidenceOutcome> one : all) {
            assertThat(one.get()).isInstanceOf(Done.class);
        }
        List<Told> chain = evidence.find(id).orElseThrow().statements();

        assertThat(chain).hasSize(21);
        for (int i = 1; i < chain.size(); i++) {
            assertThat(chain.get(i).operation().operation().previous()).contains(chain.get(i - 1).operation().hash());
        }
    }

    @Test
    void aStatementThatWasReplacedMeanwhileIsNotTaken() {
        SigningKey own = SoftwareSigningKey.generate(KeyType.ED25519);
        SignedOperation deposit = signedDeposit(own, "log.example/test");
        EvidenceId id = id((Done) evidence.deposit(caller(), deposit, Optional.empty(), false));
        SignedOperation note = signed(own, new Statement.Note(id, "first"), 2, Optional.of(deposit.hash()));
        SignedOperation late = signed(own, new Statement.Note(id, "second"), 2, Optional.of(deposit.hash()));

        assertThat(evidence.say(caller(), id, note)).isInstanceOf(Done.class);
        long before = ledger.size().value();
        assertThat(refused(evidence.say(caller(), id, late))).isEqualTo("stale-version");
        assertThat(ledger.size().value()).isEqualTo(before);
    }

    // --- cases ---------------------------------------------------------------------------------------------------

    @Test
    void theDepositsOfACaseNameEachOtherInTheirOrder() {
        CaseId id = openCase();
        EvidenceId first = id(deposit(inCase(id)));
        Done two = deposit(inCase(id), inCase(id));

        assertThat(place(first)).isEqualTo(new Statement.InCase(id, 1, Optional.empty()));
        assertThat(place(two.statements().get(0).evidence()))
                .isEqualTo(new Statement.InCase(id, 2, Optional.of(first)));
        assertThat(place(two.statements().get(1).evidence()))
                .isEqualTo(new Statement.InCase(id, 3, Optional.of(two.statements().get(0).evidence())));
    }

    @Test
    void depositsIntoOneCaseAtTheSameMomentLeaveNoGap() throws Exception {
        CaseId id = openCase();
        List<Future<EvidenceOutcome>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                all.add(threads.submit(
                        () -> evidence.deposit(caller(), Optional.of(publisher), List.of(inCase(id)))));
            }
        }
        for (Future<EvidenceOutcome> one : all) {
            assertThat(one.get()).isInstanceOf(Done.class);
        }

        assertThat(evidence.findCase(Registries.TENANT, id).orElseThrow().count()).isEqualTo(20);
        assertThat(new JdbcEvidence(database.client(), tables).ofCase(id, 0, 100)).hasSize(20);
    }

    @Test
    void nobodyPutsADepositIntoTheCaseOfAnotherTenant() {
        CaseId id = openCase();

        assertThat(refused(evidence.deposit(stranger(), Optional.empty(), List.of(inCase(id)))))
                .isEqualTo("not-found");
    }

    // --- finding, publishing, erasing ----------------------------------------------------------------------------

    @Test
    void aDepositIsFoundByItsDigestOnlyIfItsDepositorWantsIt() {
        EvidenceId hidden = id(deposit(wish(WORK)));
        EvidenceId findable = id((Done) evidence.deposit(caller(), Optional.of(publisher), List.of(new Wish(
                Digests.ofSha256(WORK), Description.NONE, Optional.empty(), Optional.empty(), true))));

        assertThat(evidence.find(WORK, Optional.empty(), 10).held()).containsExactly(findable);
        assertThat(evidence.find(WORK, Optional.of(Registries.OTHER_TENANT), 10).held()).containsExactly(findable);
        assertThat(evidence.find(WORK, Optional.of(Registries.TENANT), 10).held())
                .containsExactlyInAnyOrder(hidden, findable);
    }

    @Test
    void whatIsPublishedIsFoundAndItsRevocationIsPublishedToo() {
        EvidenceId id = id(deposit(wish(WORK)));
        assertThat(evidence.publish(caller(), id)).isInstanceOf(EvidenceOutcome.Published.class);

        assertThat(evidence.find(WORK, Optional.empty(), 10).held()).containsExactly(id);
        assertThat(evidence.publication(publisher, id).orElseThrow().revoked()).isFalse();
        evidence.revoke(caller(), id, Optional.of(publisher), Optional.empty());
        assertThat(evidence.publication(publisher, id).orElseThrow().revoked()).isTrue();
    }

    @Test
    void onlyTheDepositorsTenantPublishes() {
        EvidenceId id = id(deposit(wish(WORK)));

        assertThat(refused(evidence.publish(stranger(), id))).isEqualTo("not-found");
    }

    @Test
    void aStrangersPublicationUnderTheIdOfOthersIsRefusedAndOneThatGotIntoTheLogLeadsNobodyAstray() {
        EvidenceId id = id(deposit(wish(WORK)));
        SigningKey own = SoftwareSigningKey.generate(KeyType.ED25519);
        Bytes other = digest("what the stranger wants to be found by");
        SignedOperation foreign = publication(own, id, other);

        assertThat(refused(evidence.publish(caller(), id, foreign))).isEqualTo("forbidden");
        assertThat(refused(evidence.publish(caller(), id(deposit(wish(digest("b")))), foreign))).isEqualTo("malformed");
        ledger.submit(new AuthorCommand(caller(), foreign.verify(own.publicKey()).orElseThrow(), id.value(),
                new PublicationRules(registries.names)));
        assertThat(evidence.find(other, Optional.empty(), 10).held()).isEmpty();
        assertThat(evidence.find(other, Optional.empty(), 10).published()).isEmpty();
    }

    @Test
    void aPublicationThatContradictsTheDepositorsStandingIsRefused() {
        SigningKey own = SoftwareSigningKey.generate(KeyType.ED25519);
        SignedOperation deposit = signedDeposit(own, "log.example/test");
        EvidenceId id = id((Done) evidence.deposit(caller(), deposit, Optional.empty(), false));
        evidence.say(caller(), id, signed(own, new Statement.Revocation(id, Optional.empty()), 2,
                Optional.of(deposit.hash())));

        assertThat(refused(evidence.publish(caller(), id, publication(own, id, WORK)))).isEqualTo("stale-version");
        assertThat(evidence.publication(DidKey.of(own.publicKey()), id)).isEmpty();
    }

    @Test
    void whatIsPublishedIsNotPublishedAgain() {
        EvidenceId id = id(deposit(wish(WORK)));
        evidence.publish(caller(), id);
        long before = ledger.size().value();

        assertThat(evidence.publish(caller(), id)).isInstanceOf(EvidenceOutcome.Published.class);
        assertThat(ledger.size().value()).isEqualTo(before);
    }

    @Test
    void theTenantsOwnDepositIsFoundHoweverManyOthersMade() {
        for (int i = 0; i < 5; i++) {
            evidence.deposit(stranger(), Optional.empty(), List.of(new Wish(Digests.ofSha256(WORK), Description.NONE,
                    Optional.empty(), Optional.empty(), true)));
        }
        EvidenceId own = id(deposit(wish(WORK)));

        assertThat(evidence.find(WORK, Optional.of(Registries.TENANT), 5).held()).hasSize(5).contains(own);
    }

    @Test
    void aCustomKeyThatNoColumnHoldsIsRefusedAlsoOfADepositThatWasSignedOutside() {
        SignedOperation signed = signedDeposit(SoftwareSigningKey.generate(KeyType.P256), "log.example/test");
        for (String key : List.of("x".repeat(257), " ", "a\u0000b")) {
            assertThatThrownBy(() -> evidence.deposit(caller(), signed, Optional.of(key), false)).as(key)
                    .isInstanceOf(MalformedInput.class)
                    .hasMessageContaining("custom key");
        }
    }

    @Test
    void anAuthorWhoseDidNoColumnHoldsIsRefused() {
        SigningKey own = SoftwareSigningKey.generate(KeyType.ED25519);
        String jwk = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + own.publicKey().encoded().base64Url() + "\""
                + " ".repeat(800) + "}";
        Did did = Did.parse("did:jwk:" + Bytes.utf8(jwk).base64Url());
        Statement.Deposit deposit = Statement.Deposit.fresh(Digests.ofSha256(WORK), Description.NONE,
                Optional.empty());
        SignedOperation signed = new Operation(deposit.type(), "log.example/test", new Operation.Party.Author(did), 1,
                Optional.empty(), deposit.toJson()).sign(did.withFragment("0"), own);
        EvidenceOutcome outcome = evidence.deposit(caller(), signed, Optional.empty(), false);

        assertThat(((EvidenceOutcome.Refused) outcome).refusal().message()).contains("longer than those of the log");
        assertThat(evidence.invite(caller(), id(deposit(wish(WORK))), did)).isInstanceOf(Changed.Refused.class);
    }

    @Test
    void oneSignerTooManyIsRefused() {
        EvidenceId id = id(deposit(wish(WORK)));
        for (int i = 1; i < Signers.MOST; i++) {
            assertThat(evidence.sign(caller(), id, Optional.of(registries.create(HostedMethod.KEY, KeyType.ED25519)
                    .did()))).isInstanceOf(Done.class);
        }
        EvidenceOutcome outcome = evidence.sign(caller(), id,
                Optional.of(registries.create(HostedMethod.KEY, KeyType.ED25519).did()));

        assertThat(((EvidenceOutcome.Refused) outcome).refusal().message()).contains("at most 64 signers");
    }

    @Test
    void aTitleThatNoJsonTextMayHoldIsRefused() {
        for (String title : List.of("\uFFFF", "\uFDD0", "a\u0007", "\uD800", "\u007f")) {
            assertThatThrownBy(() -> new Description(Optional.empty(), Optional.of(title), Optional.empty(),
                    Optional.empty(), Optional.empty())).isInstanceOf(MalformedInput.class);
        }
    }

    @Test
    void erasedEvidenceLeavesNoRowWithItsWords() {
        EvidenceId id = id(deposit(new Wish(Digests.ofSha256(WORK), new Description(Optional.empty(),
                Optional.of("a secret title"), Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty(), Optional.of("a secret key"), true)));
        assertThat(evidence.erase(stranger(), id)).isInstanceOf(Changed.Refused.class);
        assertThat(evidence.erase(caller(), id)).isInstanceOf(Changed.Made.class);

        assertThat(evidence.find(id)).isEmpty();
        assertThat(evidence.find(WORK, Optional.of(Registries.TENANT), 10).held()).isEmpty();
        assertThat(evidence.find(Registries.TENANT, "a secret key")).isEmpty();
        assertThat(database.client().sql("SELECT COUNT(*) FROM evidence_statement").query(Long.class).single())
                .isZero();
    }

    @Test
    void anErasureAndStatementsThatMeetLeaveNoWords() throws Exception {
        EvidenceId id = id(deposit(wish(WORK, "a key")));
        List<Future<EvidenceOutcome>> all = new ArrayList<>();
        Future<Changed<EvidenceId>> erased;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                String text = "words " + i;
                all.add(threads.submit(() -> evidence.note(caller(), id, Optional.of(publisher), text)));
            }
            erased = threads.submit(() -> evidence.erase(caller(), id));
        }
        assertThat(erased.get()).isInstanceOf(Changed.Made.class);
        for (Future<EvidenceOutcome> one : all) {
            if (one.get() instanceof EvidenceOutcome.Refused(var refusal)) {
                assertThat(refusal.code()).isIn("not-found", "malformed");
            }
        }

        for (String table : List.of("evidence", "evidence_statement", "evidence_custom_key")) {
            assertThat(database.client().sql("SELECT COUNT(*) FROM " + table).query(Long.class).single()).as(table)
                    .isZero();
        }
    }

    @Test
    void whoIsInvitedWhileOthersSpeakIsInvitedAllTheSame() throws Exception {
        EvidenceId id = id(deposit(wish(WORK)));
        List<Did> guests = IntStream.range(0, 8)
                .mapToObj(i -> DidKey.of(SoftwareSigningKey.generate(KeyType.ED25519).publicKey()))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Did guest : guests) {
                var _ = threads.submit(() -> evidence.note(caller(), id, Optional.of(publisher), "a word"));
                var _ = threads.submit(() -> evidence.invite(caller(), id, guest));
            }
        }

        assertThat(evidence.find(id).orElseThrow().held().signers().standings().keySet()).containsAll(guests);
        assertThat(evidence.find(id).orElseThrow().statements()).hasSize(9);
    }

    @Test
    void aRevocationWhosePublicationDidNotComeAboutIsPublishedLater() {
        EvidenceId id = id(deposit(wish(WORK)));
        evidence.publish(caller(), id);
        Evidence before = evidence.find(id).orElseThrow();
        SigningKey key = registries.keyRing.open(registries.rows.get(HostedTables.KEY,
                before.statements().getFirst().operation().verificationMethod()).orElseThrow().keyId());
        Statement.Revocation revocation = new Statement.Revocation(id, Optional.empty());
        evidence.say(caller(), id, new Operation(revocation.type(), "log.example/test",
                new Operation.Party.Author(publisher), 2, Optional.of(before.held().head()), revocation.toJson())
                .sign(before.statements().getFirst().operation().verificationMethod(), key));
        assertThat(evidence.publication(publisher, id).orElseThrow().revoked()).isFalse();

        evidence.publishChange(caller(), id);
        assertThat(evidence.publication(publisher, id).orElseThrow().revoked()).isTrue();
        long size = ledger.size().value();
        evidence.publishChange(caller(), id);
        assertThat(ledger.size().value()).as("what is said already is not said again").isEqualTo(size);
    }

    @Test
    void aPageOfTheTenantsEvidenceBeginsBehindTheLastOne() {
        Done many = deposit(IntStream.range(0, 5).mapToObj(i -> wish(digest("w" + i))).toArray(Wish[]::new));
        deposit(wish(WORK));
        JdbcEvidence store = new JdbcEvidence(database.client(), tables);
        List<EvidenceId> first = store.ofTenant(Registries.TENANT, Optional.empty(), 4);
        Optional<EvidenceStore.Place> end = evidence.held(first.getLast())
                .map(held -> new EvidenceStore.Place(held.leaf(), held.batchIndex()));
        evidence.erase(caller(), first.getLast());
        List<EvidenceId> rest = store.ofTenant(Registries.TENANT, end, 4);

        assertThat(first).hasSize(4);
        assertThat(rest).hasSize(2).doesNotContainAnyElementsOf(first);
        assertThat(store.ofTenant(Registries.OTHER_TENANT, end, 4)).isEmpty();
        assertThat(store.ofLeaf(Registries.TENANT, many.statements().getFirst().receipt().index().value()))
                .containsExactlyElementsOf(many.statements()
                        .stream()
                        .map(EvidenceOutcome.Proven::evidence)
                        .filter(id -> !id.equals(first.getLast()))
                        .toList());
    }

    // -------------------------------------------------------------------------------------------------------------

    private static Bytes digest(String text) {
        return Bytes.of(Hashes.sha256(Bytes.utf8(text).toArray()));
    }

    private static Wish wish(Bytes digest) {
        return new Wish(Digests.ofSha256(digest), Description.NONE, Optional.empty(), Optional.empty(), false);
    }

    private static Wish wish(Bytes digest, String customKey) {
        return new Wish(Digests.ofSha256(digest), Description.NONE, Optional.empty(), Optional.of(customKey), false);
    }

    private static Wish inCase(CaseId id) {
        return new Wish(Digests.ofSha256(WORK), Description.NONE, Optional.of(id), Optional.empty(), false);
    }

    private CaseId openCase() {
        return ((Changed.Made<CaseId>) evidence.openCase(caller(), "Copying of a novel")).value();
    }

    private Did otherTenantsDid() {
        return Registries.done(registries.dids.create(stranger(), new CreateDid(HostedMethod.WEID, KeyType.P256)))
                .did();
    }

    private Done deposit(Wish... wishes) {
        return (Done) evidence.deposit(caller(), Optional.of(publisher), List.of(wishes));
    }

    private static EvidenceId id(Done done) {
        return done.statements().getFirst().evidence();
    }

    private Told told(Done done) {
        return evidence.find(id(done)).orElseThrow().statements().getFirst();
    }

    private Statement.InCase place(EvidenceId id) {
        return evidence.find(id).orElseThrow().deposit().place().orElseThrow();
    }

    private static String refused(EvidenceOutcome outcome) {
        return ((EvidenceOutcome.Refused) outcome).refusal().code();
    }

    private ReceiptResult verify(Told told, Receipt receipt) {
        Said said = told.said();
        return new ReceiptVerifier(VerifierKey.parse(ledger.verifierKey())).verifyCommitment(
                Commitment.ofEvidence(said.salt(), said.author().toString(), said.versionId(),
                        told.operation().verificationMethod().toString(),
                        Hash.of(Hashes.sha256(told.operation().operation().signedBytes().toArray()))),
                receipt);
    }

    private static SignedOperation signedDeposit(SigningKey key, String origin) {
        Statement.Deposit deposit = Statement.Deposit.fresh(Digests.ofSha256(WORK), Description.NONE,
                Optional.empty());
        Did did = DidKey.of(key.publicKey());
        return new Operation(Statement.Deposit.TYPE, origin, new Operation.Party.Author(did), 1, Optional.empty(),
                deposit.toJson()).sign(method(did), key);
    }

    private static SignedOperation publication(SigningKey key, EvidenceId id, Bytes digest) {
        Did did = DidKey.of(key.publicKey());
        return new Operation(EvidenceProjection.PUBLISH, "log.example/test", new Operation.Party.Author(did), 1,
                Optional.empty(), new PublicationBody(id, Digests.ofSha256(digest), false).toJson())
                .sign(method(did), key);
    }

    private static DidUrl method(Did did) {
        return DidKey.document(did).methods(Relationship.ASSERTION_METHOD).getFirst().id();
    }

    private static SignedOperation signed(SigningKey key, Statement statement, long sequence,
            Optional<Bytes> previous) {
        Did did = DidKey.of(key.publicKey());
        return new Operation(statement.type(), "log.example/test", new Operation.Party.Author(did), sequence, previous,
                statement.toJson()).sign(method(did), key);
    }
}
