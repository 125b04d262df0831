package id.signet.registry.issuer;

import static id.signet.registry.testing.Registries.caller;
import static id.signet.registry.testing.Registries.stranger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import id.signet.crypto.Bytes;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.Decision;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerCommand;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Outcome;
import id.signet.ledger.state.BatchOverlay;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.Table;
import id.signet.ledger.state.View;
import id.signet.ledger.testing.InMemoryRows;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.RegistryRefusal.Kind;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.author.AuthorCommand;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.author.Authors.Author;
import id.signet.registry.author.Authors;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.idempotency.IdempotencyClaim;
import id.signet.registry.idempotency.IdempotencyKey;
import id.signet.registry.issuer.TrustFacts.Granted;
import id.signet.registry.issuer.TrustTables.Chain;
import id.signet.registry.issuer.TrustTables.PairKey;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.operation.VerifiedOperation;
import id.signet.registry.recheck.EntryRecheck;
import id.signet.registry.testing.Registries;
import id.signet.registry.testing.RegistriesInDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.node.ObjectNode;

/** Trust through time, over a real log, wherever the rows lie: one subclass each. Every test has issuers of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TrustHistoryContract {

    private static final String TYPE = "https://signet.example/types/2000000";
    private static final String OTHER_TYPE = "https://elsewhere.example/Diploma";

    private Optional<RegistriesInDatabase> place;
    private Registries registries;
    private TrustRegistry trust;
    private Did root;

    /** Empty for a log in memory. */
    abstract Optional<TestDatabase> open();

    @BeforeAll
    void openRegistries() {
        place = open().map(RegistriesInDatabase::new);
        registries = place.map(there -> there.registries).orElseGet(Registries::inMemory);
        trust = registries.trust;
        root = registries.weid();
        logged(trust.registerAuthority(caller(), root, "Board", true));
    }

    @AfterAll
    void closeRegistries() {
        place.ifPresent(RegistriesInDatabase::close);
    }

    // --- the words of these tests ---------------------------------------------------------------------------------

    private static Accreditation always(String type) {
        return new Accreditation(type, Optional.empty(), Optional.empty());
    }

    private LeafIndex logged(TrustOutcome outcome) {
        registries.clock.advance(Duration.ofSeconds(1));
        assertThat(outcome).isInstanceOf(TrustOutcome.Done.class);
        return ((TrustOutcome.Done) outcome).receipt().index();
    }

    private LeafIndex accredit(Did issuer, Accreditation... all) {
        return logged(trust.accredit(caller(), root, issuer, "Academy of Welding", List.of(all)));
    }

    private LeafIndex withdraw(Did issuer, String... types) {
        return logged(trust.withdraw(caller(), root, issuer, List.of(types)));
    }

    /** An entry that says nothing about the issuer of the test: what is issued then has this place in the log. */
    private LeafIndex somethingElse() {
        return accredit(DidKey.of(SoftwareSigningKey.generate(KeyType.ED25519).publicKey()), always(OTHER_TYPE));
    }

    private Optional<Granted> at(LeafIndex leaf, Did issuer) {
        return trust.find(issuer, List.of(TYPE), List.of(root), Optional.of(leaf));
    }

    private Optional<Granted> now(Did issuer) {
        return trust.find(issuer, List.of(TYPE), List.of(root), Optional.empty());
    }

    private static void refused(TrustOutcome outcome, Kind kind) {
        assertThat(outcome).isInstanceOfSatisfying(TrustOutcome.Refused.class,
                refused -> assertThat(refused.refusal().kind()).as(refused.refusal().message()).isEqualTo(kind));
    }

    // --- history --------------------------------------------------------------------------------------------------

    @Test
    void anAccreditationLaterThanTheLeafDoesNotCoverIt() {
        Did issuer = registries.weid();
        LeafIndex issued = somethingElse();
        LeafIndex accredited = accredit(issuer, always(TYPE));

        assertThat(at(issued, issuer)).isEmpty();
        assertThat(at(accredited, issuer)).map(Granted::since).contains(accredited);
        assertThat(now(issuer)).isPresent();
    }

    @Test
    void whatWasIssuedBeforeAWithdrawalStaysCovered() {
        Did issuer = registries.weid();
        LeafIndex accredited = accredit(issuer, always(TYPE));
        LeafIndex issued = somethingElse();
        withdraw(issuer, TYPE);

        assertThat(at(issued, issuer)).map(Granted::since).contains(accredited);
        assertThat(at(somethingElse(), issuer)).isEmpty();
        assertThat(now(issuer)).isEmpty();
    }

    @Test
    void everyPlaceIsJudgedByTheStatementThatHeldThere() {
        Did issuer = registries.weid();
        List<LeafIndex> said = new ArrayList<>();
        List<LeafIndex> issued = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            said.add(i % 3 == 2 ? withdraw(issuer, TYPE) : accredit(issuer, always(TYPE)));
            issued.add(somethingElse());
        }
        for (int i = 0; i < 9; i++) {
            Optional<LeafIndex> expected = i % 3 == 2 ? Optional.empty() : Optional.of(said.get(i));
            assertThat(at(issued.get(i), issuer).map(Granted::since)).as("place %d", i).isEqualTo(expected);
            assertThat(at(said.get(i), issuer).map(Granted::since)).as("statement %d", i).isEqualTo(expected);
        }
    }

    @Test
    void everyStatementAboutAnIssuerIsToldWithItsAuthorTheNewestFirst() {
        Did issuer = registries.weid();
        Did second = registries.weid();
        logged(trust.registerAuthority(caller(), second, "Second board", true));
        LeafIndex first = accredit(issuer, always(TYPE));
        LeafIndex other = logged(trust.accredit(caller(), second, issuer, "Academy", List.of(always(OTHER_TYPE))));
        LeafIndex ended = withdraw(issuer, TYPE);

        List<TrustHistory.Statement> all = trust.history().ofIssuer(issuer, Optional.empty(), 10);

        assertThat(all).extracting(TrustHistory.Statement::leaf).containsExactly(ended, other, first);
        assertThat(all).extracting(TrustHistory.Statement::by).containsExactly(root, second, root);
        assertThat(all).extracting(TrustHistory.Statement::type).containsOnly(TrustProjection.ACCREDIT);
        assertThat(all.getFirst().body().get("accreditations")).isEmpty();
        assertThat(all.getLast().body().toString()).contains(TYPE).contains("Academy of Welding");
        assertThat(trust.history().ofIssuer(issuer, Optional.empty(), 2)).isEqualTo(all.subList(0, 2));
        assertThat(trust.history().ofIssuer(issuer, Optional.of(other), 10)).isEqualTo(all.subList(2, 3));
        assertThat(trust.history().ofIssuer(issuer, Optional.of(first), 10)).isEmpty();
        assertThat(trust.history().ofIssuer(root, Optional.empty(), 10)).isEmpty();
    }

    @Test
    void aNoComesWithItsReasonAtEveryPlace() {
        Did issuer = registries.weid();
        Did board = registries.weid();
        LeafIndex nothing = logged(trust.delegate(caller(), root, board, "Board",
                List.of(new Delegation(always(TYPE), 0))));
        Instant tomorrow = registries.clock.instant().plus(Duration.ofDays(1));
        LeafIndex early = logged(trust.accredit(caller(), board, issuer, "Academy",
                List.of(new Accreditation(TYPE, Optional.of(tomorrow), Optional.empty()))));
        LeafIndex good = logged(trust.accredit(caller(), board, issuer, "Academy", List.of(always(TYPE))));
        LeafIndex alone = logged(trust.withdrawDelegations(caller(), root, board, List.of(TYPE)));
        LeafIndex withdrawn = logged(trust.withdraw(caller(), board, issuer, List.of(TYPE)));

        assertThat(whyNot(issuer, nothing)).isEqualTo(TrustRegistry.Reason.NOT_GRANTED);
        assertThat(whyNot(issuer, early)).isEqualTo(TrustRegistry.Reason.OUTSIDE_PERIOD);
        assertThat(trust.findAny(issuer, List.of(TYPE), Optional.of(good))).isPresent();
        assertThat(whyNot(issuer, alone)).isEqualTo(TrustRegistry.Reason.AUTHORITY_WITHOUT_LEAVE);
        assertThat(whyNot(issuer, withdrawn)).isEqualTo(TrustRegistry.Reason.NOT_GRANTED);
        assertThat(trust.whyNot(issuer, TYPE, Optional.empty())).isEqualTo(TrustRegistry.Reason.NOT_GRANTED);
    }

    private TrustRegistry.Reason whyNot(Did issuer, LeafIndex at) {
        assertThat(trust.findAny(issuer, List.of(TYPE), Optional.of(at))).isEmpty();
        return trust.whyNot(issuer, TYPE, Optional.of(at));
    }

    @Test
    void everyStatementAboutAnAuthorityIsToldWhoeverMadeIt() {
        Did authority = registries.weid();
        LeafIndex delegated = logged(trust.delegate(caller(), root, authority, "District",
                List.of(new Delegation(always(TYPE), 0))));
        LeafIndex made = logged(trust.registerAuthority(caller(), authority, "District", true));
        LeafIndex ended = logged(trust.withdrawDelegations(caller(), root, authority, List.of(TYPE)));

        assertThat(trust.history().ofAuthority(authority, Optional.empty(), 10))
                .extracting(TrustHistory.Statement::leaf, TrustHistory.Statement::type)
                .containsExactly(tuple(ended, TrustProjection.DELEGATE), tuple(made, TrustProjection.AUTHORITY),
                        tuple(delegated, TrustProjection.DELEGATE));
        assertThat(trust.history().ofAuthority(authority, Optional.of(made), 10))
                .extracting(TrustHistory.Statement::leaf)
                .containsExactly(delegated);
    }

    @Test
    void aLaterPeriodReplacesTheOneBeforeFromThenOn() {
        Did issuer = registries.weid();
        LeafIndex before = accredit(issuer, always(TYPE));
        LeafIndex issued = somethingElse();
        accredit(issuer, new Accreditation(TYPE, Optional.empty(), Optional.of(Instant.parse("2021-01-01T00:00:00Z"))));

        assertThat(now(issuer)).isEmpty();
        assertThat(at(issued, issuer)).map(Granted::since).contains(before);
    }

    @Test
    void thePeriodIsHeldAgainstTheTimeOfTheLeafNotAgainstToday() {
        Did issuer = registries.weid();
        Instant end = registries.clock.instant().plusSeconds(60);
        accredit(issuer, new Accreditation(TYPE, Optional.empty(), Optional.of(end)));
        LeafIndex issued = somethingElse();
        registries.clock.advance(Duration.ofHours(1));

        assertThat(now(issuer)).isEmpty();
        assertThat(at(issued, issuer)).isPresent();
    }

    @Test
    void anEndedAuthorityStillVouchesForThePast() {
        Did second = registries.weid();
        Did issuer = registries.weid();
        logged(trust.registerAuthority(caller(), second, "Second", true));
        logged(trust.accredit(caller(), second, issuer, "Academy", List.of(always(TYPE))));
        LeafIndex issued = somethingElse();
        logged(trust.registerAuthority(caller(), second, "Second", false));

        assertThat(trust.find(issuer, List.of(TYPE), List.of(second), Optional.of(issued))).isPresent();
        assertThat(trust.find(issuer, List.of(TYPE), List.of(second), Optional.empty())).isEmpty();
    }

    @Test
    void aDecisionUnderTheHeadLockSeesTheSameAsEverybodyAfterIt() {
        Did issuer = registries.weid();
        List<Optional<Granted>> seen = new ArrayList<>();
        accredit(issuer, always(TYPE));
        registries.ledger.submit(new LedgerCommand() {
            @Override
            public void prefetch(Prefetch rows) {
                TrustFacts.prefetch(rows, issuer);
            }

            @Override
            public Decision decide(View view, Instant loggedAt) {
                seen.add(new TrustFacts(view, registries.names.publicUrl()).find(issuer, List.of(TYPE), List.of(root),
                        Optional.empty(), loggedAt));
                return new Decision.Refused(RegistryRefusal.conflict("only looking"));
            }
        });

        assertThat(seen).containsExactly(now(issuer));
        assertThat(seen.getFirst()).isPresent();
    }

    // --- who may say it -------------------------------------------------------------------------------------------

    @Test
    void didsOfEveryHostedMethodCanBeAuthoritiesAndIssuers() {
        for (HostedMethod method : HostedMethod.values()) {
            Did authority = registries.create(method, KeyType.ED25519).did();
            Did issuer = registries.create(method, KeyType.P256).did();
            logged(trust.registerAuthority(caller(), authority, "By did:" + method.methodName(), true));
            logged(trust.accredit(caller(), authority, issuer, "Academy", List.of(always(TYPE))));

            assertThat(trust.find(issuer, List.of(TYPE), List.of(authority), Optional.empty()))
                    .as(method.methodName())
                    .isPresent();
        }
    }

    @Test
    void anIssuerIsADidThatTheLogOrTheDidItselfTells() {
        List<Accreditation> wish = List.of(always(TYPE));

        refused(trust.accredit(caller(), root, Did.parse("did:web:elsewhere.example"), "A", wish), Kind.NOT_FOUND);
        refused(trust.accredit(caller(), root, Did.parse("did:weid:test:0x" + "0".repeat(40)), "A", wish),
                Kind.NOT_FOUND);
        refused(trust.accredit(caller(), root, Did.parse("did:key:z6Mk"), "A", wish), Kind.MALFORMED);
        assertThat(trust.issuer(Did.parse("did:web:elsewhere.example"))).isEmpty();
    }

    @Test
    void aDeactivatedIssuerIsGivenNothingMoreButCanBeTakenWhatItHas() {
        Did issuer = registries.weid();
        accredit(issuer, always(TYPE));
        Registries.done(registries.dids.deactivate(caller(), issuer, Optional.empty()));

        refused(trust.accredit(caller(), root, issuer, "A", List.of(always(OTHER_TYPE))), Kind.DEACTIVATED);
        refused(trust.accredit(caller(), root, issuer, "A", List.of(new Accreditation(TYPE, Optional.empty(),
                Optional.of(Instant.parse("2030-01-01T00:00:00Z"))))), Kind.DEACTIVATED);
        withdraw(issuer, TYPE);
        assertThat(now(issuer)).isEmpty();
    }

    @Test
    void anAuthorityThatIsDeactivatedSaysNothingMore() {
        Did authority = registries.weid();
        Did issuer = registries.weid();
        logged(trust.registerAuthority(caller(), authority, "Closing down", true));
        Registries.done(registries.dids.deactivate(caller(), authority, Optional.empty()));

        refused(trust.accredit(caller(), authority, issuer, "A", List.of(always(TYPE))), Kind.DEACTIVATED);
    }

    @Test
    void anAuthorityWhoseKeyWasRevokedSpeaksWithItsNextKey() {
        Did authority = registries.weid();
        logged(trust.registerAuthority(caller(), authority, "Robbed", true));
        Registries.done(registries.dids.addKey(caller(), authority, KeyType.P256, Optional.empty(), Optional.empty()));
        Registries
                .done(registries.dids.revokeKey(caller(), authority, authority.withFragment("key-1"), Optional.empty(),
                        Optional.empty()));
        LeafIndex leaf = logged(trust.accredit(caller(), authority, registries.weid(), "A", List.of(always(TYPE))));

        LedgerEntry entry = registries.ledger.entry(leaf).orElseThrow();
        assertThat(SignedOperation.parse(entry.type(), entry.body()).verificationMethod())
                .isEqualTo(authority.withFragment("key-2"));
    }

    @Test
    void whatIsSoAlreadyIsNotSaidAgain() {
        Did authority = registries.weid();
        LeafIndex leaf = logged(trust.registerAuthority(caller(), authority, "Twice", true));
        long size = registries.ledger.size().value();

        assertThat(logged(trust.registerAuthority(caller(), authority, "Twice", true))).isEqualTo(leaf);
        assertThat(registries.ledger.size().value()).isEqualTo(size);
        refused(trust.registerAuthority(stranger(), authority, "Twice", true), Kind.FORBIDDEN);
        assertThat(logged(trust.registerAuthority(caller(), authority, "Another name", true))).isNotEqualTo(leaf);
    }

    @Test
    void aRepeatedRequestIsToldSoAndChangesNothing() {
        Did issuer = registries.weid();
        Caller accrediting = once("accredit", issuer);
        Caller withdrawing = once("withdraw", issuer);
        logged(trust.accredit(accrediting, root, issuer, "Academy", List.of(always(TYPE))));
        logged(trust.withdraw(withdrawing, root, issuer, List.of(TYPE)));
        long size = registries.ledger.size().value();

        refused(trust.accredit(accrediting, root, issuer, "Academy", List.of(always(TYPE))), Kind.ALREADY_DONE);
        refused(trust.withdraw(withdrawing, root, issuer, List.of(TYPE)), Kind.ALREADY_DONE);
        assertThat(registries.ledger.size().value()).isEqualTo(size);
    }

    private Caller once(String route, Did issuer) {
        return caller().with(new IdempotencyClaim(
                new IdempotencyKey(Registries.TENANT, "POST /" + route, issuer.specificId()), Bytes.utf8("body"),
                registries.clock.instant().plus(Duration.ofHours(24))));
    }

    // --- authorities under authorities ----------------------------------------------------------------------------

    private static Delegation leave(String type, int depth) {
        return new Delegation(always(type), depth);
    }

    private LeafIndex delegate(Did superior, Did authority, Delegation... all) {
        return logged(trust.delegate(caller(), superior, authority, "Board", List.of(all)));
    }

    @Test
    void aChainIsFoundWithEveryLinkWhoeverOfItIsTrusted() {
        Did board = registries.weid();
        Did district = registries.weid();
        Did issuer = registries.weid();
        LeafIndex first = delegate(root, board, leave(TYPE, 1));
        LeafIndex second = delegate(board, district, leave(TYPE + "/1", 0));
        LeafIndex said = logged(trust.accredit(caller(), district, issuer, "School", List.of(always(TYPE + "/1"))));

        for (Did trusted : List.of(root, board, district)) {
            Granted found = trust.find(issuer, List.of(TYPE + "/1"), List.of(trusted), Optional.of(somethingElse()))
                    .orElseThrow();
            assertThat(found.authority()).isEqualTo(district);
            assertThat(found.since()).isEqualTo(said);
            assertThat(found.leave().top().authority()).isEqualTo(root);
            assertThat(found.leave().links()).extracting(TrustFacts.Delegated::since).containsExactly(first, second);
        }
        assertThat(trust.find(issuer, List.of(TYPE + "/2"), List.of(root), Optional.empty())).isEmpty();
        assertThat(trust.find(issuer, List.of(TYPE + "/1"), List.of(issuer), Optional.empty())).isEmpty();
        assertThat(trust.authority(board)).hasValueSatisfying(known -> {
            assertThat(known.active()).isTrue();
            assertThat(known.delegations()).extracting(TrustFacts.Delegated::superior).containsExactly(root);
        });
    }

    @Test
    void aWithdrawalHigherUpEndsWhatStandsOnItAndLeavesThePast() {
        Did board = registries.weid();
        Did district = registries.weid();
        Did issuer = registries.weid();
        delegate(root, board, leave(TYPE, 1));
        delegate(board, district, leave(TYPE, 0));
        logged(trust.accredit(caller(), district, issuer, "School", List.of(always(TYPE))));
        LeafIndex issued = somethingElse();
        logged(trust.withdrawDelegations(caller(), root, board, List.of(TYPE)));

        assertThat(at(issued, issuer)).isPresent();
        assertThat(at(somethingElse(), issuer)).isEmpty();
        assertThat(trust.find(issuer, List.of(TYPE), List.of(district), Optional.empty())).isEmpty();
        assertThat(trust.facts().isAccredited(issuer, List.of(TYPE), registries.clock.instant())).isFalse();
        refused(trust.accredit(caller(), district, registries.weid(), "School", List.of(always(TYPE))),
                Kind.FORBIDDEN);
        logged(trust.withdraw(caller(), district, issuer, List.of(TYPE)));
    }

    @Test
    void noMoreIsPassedOnThanWasLeft() {
        Did board = registries.weid();
        Did other = registries.weid();
        Instant end = registries.clock.instant().plus(Duration.ofDays(1));
        Accreditation tillThen = new Accreditation(TYPE, Optional.empty(), Optional.of(end));
        delegate(root, board, new Delegation(tillThen, 1));

        refused(trust.delegate(caller(), board, other, "A", List.of(new Delegation(tillThen, 1))), Kind.FORBIDDEN);
        refused(trust.delegate(caller(), board, other, "A", List.of(leave(TYPE, 0))), Kind.FORBIDDEN);
        refused(trust.delegate(caller(), board, other, "A", List.of(leave(OTHER_TYPE, 0))), Kind.FORBIDDEN);
        refused(trust.accredit(caller(), board, other, "A", List.of(always(TYPE))), Kind.FORBIDDEN);
        refused(trust.delegate(caller(), board, board, "A", List.of(new Delegation(tillThen, 0))), Kind.MALFORMED);
        refused(trust.delegate(caller(), other, board, "A", List.of(new Delegation(tillThen, 0))), Kind.FORBIDDEN);
        delegate(board, other, new Delegation(tillThen, 0));
    }

    @Test
    void aChainHasAtMostFiveDelegationsAndNoCircleIsOne() {
        List<Did> levels = new ArrayList<>(List.of(root));
        for (int depth = Delegation.MAX_DEPTH; depth >= 0; depth--) {
            Did next = registries.weid();
            delegate(levels.getLast(), next, leave(TYPE, depth));
            levels.add(next);
        }
        Did issuer = registries.weid();
        logged(trust.accredit(caller(), levels.getLast(), issuer, "School", List.of(always(TYPE))));

        assertThat(now(issuer)).hasValueSatisfying(found -> assertThat(found.leave().links()).hasSize(5));
        refused(trust.delegate(caller(), levels.getLast(), registries.weid(), "A", List.of(leave(TYPE, 0))),
                Kind.FORBIDDEN);
        // The third level leaves something to the first: neither holds the other up.
        delegate(levels.get(3), levels.get(1), leave(TYPE, 1));
        logged(trust.withdrawDelegations(caller(), root, levels.get(1), List.of(TYPE)));
        assertThat(now(issuer)).isEmpty();
        assertThat(trust.facts().hasStanding(levels.get(1), registries.clock.instant())).isFalse();
    }

    @Test
    void theLongestChainCostsTwoReadsForEachLink() {
        Did last = root;
        for (int depth = Delegation.MAX_DEPTH; depth >= 0; depth--) {
            Did next = registries.weid();
            delegate(last, next, leave(TYPE, depth));
            last = next;
        }
        Did issuer = registries.weid();
        logged(trust.accredit(caller(), last, issuer, "School", List.of(always(TYPE))));
        AtomicInteger reads = new AtomicInteger();
        TrustFacts counted = new TrustFacts(new View() {
            @Override
            public <K, V> Optional<V> get(Table<K, V> table, K key) {
                reads.incrementAndGet();
                return registries.rows.get(table, key);
            }
        }, registries.names.publicUrl());

        assertThat(counted.find(issuer, List.of(TYPE), List.of(root), Optional.empty(), registries.clock.instant()))
                .isPresent();

        int rootItself = 1;
        int whoSpeaks = 2;
        int accreditation = 2;
        int delegations = 5 * 2;
        int standing = 2;
        assertThat(reads).hasValue(rootItself + whoSpeaks + accreditation + delegations + standing);
    }

    @Test
    void aDelegationThatTheOperatorMadeDeeperIsFoundByWhoeverFollows() {
        LeafIndex delegated = delegate(root, registries.weid(), leave(TYPE, 0));
        LedgerEntry entry = registries.ledger.entry(delegated).orElseThrow();
        ObjectNode body = entry.body().deepCopy();
        ((ObjectNode) body.at("/body/delegations/0")).put("depth", 1);

        assertThat(new EntryRecheck(registries.names).check(registries.rows,
                new LedgerEntry(entry.index(), entry.version(), entry.type(), entry.loggedAt(), body, entry.bytes())))
                .hasValueSatisfying(wrong -> assertThat(wrong).contains("signature"));
    }

    @Test
    void authoritiesUnderOthersNeverShutOutThoseOfTheRoot() {
        Did board = registries.weid();
        Did issuer = registries.weid();
        delegate(root, board, leave(TYPE, 1));
        for (int i = 0; i < TrustRules.MAX_SOURCES; i++) {
            Did one = registries.weid();
            delegate(board, one, leave(TYPE, 0));
            logged(trust.accredit(caller(), one, issuer, "School", List.of(always(TYPE))));
        }

        refused(trust.accredit(caller(), board, issuer, "School", List.of(always(TYPE))), Kind.CONFLICT);
        accredit(issuer, always(TYPE));
        assertThat(now(issuer)).map(Granted::authority).contains(root);
    }

    // --- the chain ------------------------------------------------------------------------------------------------

    @Test
    void whatAnAuthoritySaysOfAnIssuerIsOneChainWithoutGaps() {
        Did issuer = registries.weid();
        List<LeafIndex> leaves = List.of(accredit(issuer, always(TYPE)), withdraw(issuer, TYPE),
                accredit(issuer, always(TYPE)));
        Optional<Bytes> before = Optional.empty();
        for (int i = 0; i < leaves.size(); i++) {
            LedgerEntry entry = registries.ledger.entry(leaves.get(i)).orElseThrow();
            SignedOperation operation = SignedOperation.parse(entry.type(), entry.body());
            assertThat(operation.operation().sequence()).isEqualTo(i + 1);
            assertThat(operation.operation().previous()).isEqualTo(before);
            before = Optional.of(operation.hash());
        }
    }

    @Test
    void X02_manyAtOnceOnOneChainLoseNothing() throws Exception {
        Did issuer = registries.weid();
        // A registry of its own is another node: it does not wait for the turns of the first.
        TrustRegistry node = new TrustRegistry(registries.names, registries.ledger, registries.rows,
                registries.authors, registries.clock);
        List<Callable<TrustOutcome>> wishes = new ArrayList<>();
        for (int i = 1; i <= 24; i++) {
            TrustRegistry one = i % 2 == 0 ? trust : node;
            Accreditation wish = always(TYPE + "/" + i);
            wishes.add(() -> one.accredit(caller(), root, issuer, "Academy", List.of(wish)));
        }
        int done = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<TrustOutcome> future : threads.invokeAll(wishes)) {
                switch (future.get()) {
                    case TrustOutcome.Done any -> done++;
                    case TrustOutcome.Refused refused ->
                        assertThat(refused.refusal().kind()).isEqualTo(Kind.CONFLICT);
                }
            }
        }

        assertThat(done).isPositive();
        assertThat(trust.issuer(issuer).orElseThrow().accreditations()).hasSize(done);
        assertThat(registries.rows.get(TrustTables.ACCREDITATION_CHAIN, new PairKey(root, issuer))).map(Chain::sequence)
                .contains((long) done);
    }

    @Test
    void theRulesRefuseWhatIsSignedByAnotherOrOutOfTurn() {
        Did issuer = registries.weid();
        Did nobody = registries.weid();
        String type = TrustProjection.ACCREDIT;
        TrustBody.Accredit body = new TrustBody.Accredit(issuer, "Academy", List.of(always(TYPE)));
        Operation good = operation(type, root, body);

        rejected(good, nobody, Kind.FORBIDDEN);
        rejected(operation(type, nobody, body), nobody, Kind.FORBIDDEN);
        rejected(new Operation(type, good.origin(), good.party(), 2, Optional.of(Bytes.of(new byte[32])),
                good.body()), root, Kind.STALE_VERSION);
        rejected(new Operation(type, "log.example/other", good.party(), 1, Optional.empty(), good.body()), root,
                Kind.MALFORMED);
        rejected(new Operation(type, good.origin(), new Operation.Party.Subject(root), 1, Optional.empty(),
                good.body()), root, Kind.MALFORMED);
        rejected(new Operation(type, good.origin(), good.party(), 1, Optional.empty(), good.body().put("more", 1)),
                root, Kind.MALFORMED);
        rejected(new Operation(TrustProjection.AUTHORITY, good.origin(), new Operation.Party.Author(nobody), 1,
                Optional.empty(), new TrustBody.Authority(nobody, "Me", true).toJson()), nobody, Kind.FORBIDDEN);
        assertThat(trust.issuer(issuer)).isEmpty();
    }

    private Operation operation(String type, Did author, TrustBody.Accredit body) {
        return new Operation(type, registries.names.origin(), new Operation.Party.Author(author), 1, Optional.empty(),
                body.toJson());
    }

    private void rejected(Operation operation, Did signer, Kind kind) {
        Author author = ((Authors.Answer.Found) registries.authors.find(caller(), Optional.of(signer))).author();
        TrustRules rules = new TrustRules(registries.names);
        Outcome outcome = registries.ledger.submit(new AuthorCommand(caller(), author.sign(operation), "x",
                (view, verified, loggedAt) -> rules.check(view, verified, loggedAt)));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                ((RegistryRefusal) refused.refusal()).kind()).as(refused.refusal().message()).isEqualTo(kind));
    }

    @Test
    void everyTrustOperationIsJudgedAgainFromTheLogAlone() {
        Did issuer = registries.weid();
        accredit(issuer, always(TYPE), always(OTHER_TYPE));
        withdraw(issuer, OTHER_TYPE);
        InMemoryRows rows = new InMemoryRows();
        TrustRules rules = new TrustRules(registries.names);
        for (long index = 1; index < registries.ledger.size().value(); index++) {
            LedgerEntry entry = registries.ledger.entry(new LeafIndex(index)).orElseThrow();
            if (entry.type().startsWith("trust.")) {
                VerifiedOperation verified = AuthorRules
                        .verify(rows, SignedOperation.parse(entry.type(), entry.body()))
                        .orElseThrow();
                assertThat(rules.check(rows, verified, entry.loggedAt())).as(entry.type() + " at " + index).isEmpty();
            }
            BatchOverlay overlay = new BatchOverlay(rows);
            Registries.PROJECTIONS.stream()
                    .filter(one -> one.types().contains(entry.type()))
                    .forEach(one -> one.apply(entry, overlay.publicTables()));
            overlay.keep();
            overlay.store();
        }

        assertThat(new TrustFacts(rows, registries.names.publicUrl()).accreditations(issuer, Optional.empty(),
                registries.clock.instant()))
                .isEqualTo(trust.facts().accreditations(issuer, Optional.empty(), registries.clock.instant()))
                .hasSize(1);
    }
}
