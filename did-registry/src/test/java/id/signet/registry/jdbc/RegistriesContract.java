package id.signet.registry.jdbc;

import static id.signet.registry.testing.Registries.caller;
import static id.signet.registry.testing.Registries.done;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import id.signet.ledger.jdbc.JdbcLedgerStore;
import id.signet.ledger.jdbc.JdbcTables;
import id.signet.ledger.jdbc.Replay;
import id.signet.ledger.receipt.CommitmentBatch;
import id.signet.ledger.state.BatchOverlay;
import id.signet.ledger.state.Table;
import id.signet.ledger.testing.InMemoryRows;
import id.signet.ledger.testing.SteppingClock;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.control.ControlledDids;
import id.signet.registry.did.control.ControllerWish;
import id.signet.registry.did.control.PreparedOperation;
import id.signet.registry.did.hosting.CreateDid;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.did.hosting.HostedTables;
import id.signet.registry.did.hosting.HostedTables.State;
import id.signet.registry.did.hosting.RetiredKeys;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.did.webvh.LineParameters;
import id.signet.registry.did.webvh.SeenLogs.Seen;
import id.signet.registry.did.webvh.WebvhHash;
import id.signet.registry.evidence.Digests;
import id.signet.registry.evidence.EvidenceOutcome;
import id.signet.registry.evidence.EvidenceRegistry;
import id.signet.registry.evidence.Statement;
import id.signet.registry.idempotency.ExpiredClaims;
import id.signet.registry.idempotency.IdempotencyClaim;
import id.signet.registry.idempotency.IdempotencyKey;
import id.signet.registry.idempotency.IdempotencyRow;
import id.signet.registry.issuer.Accreditation;
import id.signet.registry.issuer.Delegation;
import id.signet.registry.issuer.TrustOutcome;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.recheck.EntryRecheck;
import id.signet.registry.policy.DisclosurePolicies;
import id.signet.registry.policy.PolicyType;
import id.signet.registry.schema.Cpts;
import id.signet.registry.schema.NumberRange;
import id.signet.registry.schema.SchemaOutcome;
import id.signet.registry.schema.SchemaTables;
import id.signet.registry.testing.Approvals;
import id.signet.registry.testing.OldIdentity;
import id.signet.registry.testing.Registries;
import id.signet.registry.testing.RegistriesInDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import tools.jackson.databind.node.ObjectNode;

/** The registries over a real log in a real database: one subclass each. */
abstract class RegistriesContract {

    private static final ObjectNode COURSE = StrictJson.parseObject(
            """
            {"properties":{"credentialSubject":{"properties":{"course":{"type":"string"},"姓名":{"type":"string"}}}}}""");

    private static final ObjectNode CLAIM = StrictJson
            .parseObject("{\"properties\":{\"course\":{\"type\":\"string\"}}}");

    private RegistriesInDatabase place;
    private TestDatabase database;
    private JdbcTables tables;
    private JdbcLedgerStore store;
    private JdbcDurableCommit durable;
    private EmbeddedLedger ledger;
    private JdbcRegistryQueries queries;
    private SteppingClock clock;
    private Registries registries;

    abstract TestDatabase open();

    @BeforeEach
    void openRegistries() {
        place = new RegistriesInDatabase(open());
        database = place.database;
        tables = place.tables;
        store = place.store;
        durable = place.durable;
        ledger = place.ledger;
        queries = place.queries;
        clock = place.clock;
        registries = place.registries;
    }

    @AfterEach
    void closeRegistries() {
        place.close();
    }

    /** One of everything: every entry type of this module, every optional column. */
    private Did history() {
        Did root = registries.weid();
        Did issuer = registries.create(HostedMethod.WEB, KeyType.SECP256K1).did();
        trusted(registries.trust.registerAuthority(caller(), root, "Board", true));
        trusted(registries.trust.accredit(caller(), root, issuer, "Académie", List.of(new Accreditation(
                "https://signet.example/types/2000000", Optional.of(clock.instant()), Optional.empty()))));
        clock.advance(Duration.ofHours(1));
        done(registries.dids.addKey(caller(), issuer, KeyType.P256, Optional.of(issuer.withFragment("key-1")),
                Optional.of(1L)));
        done(registries.dids.revokeKey(caller(), issuer, issuer.withFragment("key-2"),
                Optional.of(KeyType.ED25519), Optional.of(2L)));
        done(registries.dids.addKey(caller(), issuer, KeyType.P384, Optional.empty(), Optional.of(3L)));
        Did sm2 = registries.create(HostedMethod.WEID, KeyType.SM2).did();
        Did department = registries.weid();
        done(registries.dids.updateControllers(caller(), department, List.of(root, sm2), Optional.of(1L)));
        done(registries.dids.rotateUpdateKey(caller(), department, KeyType.P256, Optional.of(2L)));
        trusted(registries.trust.delegate(caller(), root, department, "Department", List.of(new Delegation(
                new Accreditation("https://signet.example/types/2000000", Optional.empty(), Optional.empty()), 1))));
        OldIdentity old = OldIdentity.generate();
        done(registries.imports.enter(caller(), old.translated(registries.names.network())));
        for (Optional<Did> author : List.of(Optional.of(root), Optional.of(issuer), Optional.of(sm2),
                Optional.<Did>empty())) {
            assertThat(registries.schemas.register(caller(), "TrainingCertificate", COURSE, author))
                    .isInstanceOf(SchemaOutcome.Registered.class);
        }
        assertThat(registries.schemas.register(caller(), "TrainingCertificate", COURSE.deepCopy().put("title", "x"),
                Optional.empty())).isInstanceOf(SchemaOutcome.Registered.class);
        assertThat(registries.schemas.register(caller(), "DescribedCertificate", COURSE, Optional.of(StrictJson
                .parseObject("{\"display\":[{\"locale\":\"fr\",\"name\":\"Présence\"}]}")), Optional.empty()))
                .isInstanceOf(SchemaOutcome.Registered.class);
        policies();
        webvhHistory();
        published(root);
        trusted(registries.trust.withdraw(caller(), root, issuer, List.of("https://signet.example/types/2000000")));
        done(registries.dids.deactivate(caller(), issuer, Optional.of(4L)));
        return issuer;
    }

    /** A policy of each kind, with and without who asks. */
    private void policies() {
        ObjectNode course = StrictJson.parseObject("{\"course\":1,\"姓名\":0}");
        assertThat(registries.policies.registerClaimPolicy(caller(), Optional.empty(), 2_000_000, course))
                .isInstanceOf(DisclosurePolicies.Outcome.Registered.class);
        for (Optional<String> orgId : List.of(Optional.of("Préfecture"), Optional.<String>empty())) {
            assertThat(registries.policies.registerPresentationPolicy(caller(), Optional.empty(), List.of(1L), orgId,
                    PolicyType.ZKP)).isInstanceOf(DisclosurePolicies.Outcome.Registered.class);
        }
    }

    private Cpts cpts() {
        return new Cpts(registries.names, registries.schemas, registries.rows, registries.authors, queries, clock);
    }

    @Test
    void numbersThatWereChosenAheadAreCountedTheSameInAReplay() {
        for (long number : List.of(2_000_003L, 2_000_000L, 2_000_001L, 2_147_483_647L)) {
            assertThat(cpts().register(caller(), Optional.empty(), CLAIM, Optional.of(number)))
                    .isInstanceOf(Cpts.Outcome.Registered.class);
        }
        assertThat(cpts().register(caller(), Optional.empty(), CLAIM, Optional.empty()))
                .isInstanceOf(Cpts.Outcome.Registered.class);

        assertThat(cpts().numbers(0, 50)).containsExactly(2_000_000L, 2_000_001L, 2_000_002L, 2_000_003L,
                2_147_483_647L);
        assertThat(cpts().numbers(3, 1)).containsExactly(2_000_003L);
        assertThat(cpts().count()).isEqualTo(5);
        assertThat(registries.rows.get(SchemaTables.COUNTER, NumberRange.EVERYBODY).orElseThrow().next())
                .isEqualTo(2_000_004);
        assertThat(new Replay(store, tables, Registries.PROJECTIONS).compare().first()).isEmpty();
    }

    @Test
    void ofManyWhoChooseOneNumberAtOnceOneGetsItAndNobodyANextVersion() throws Exception {
        List<Future<Cpts.Outcome>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                Caller who = i % 2 == 0 ? caller() : Registries.stranger();
                all.add(threads.submit(
                        () -> cpts().register(who, Optional.empty(), CLAIM, Optional.of(2_000_007L))));
            }
        }
        int won = 0;
        for (Future<Cpts.Outcome> one : all) {
            switch (one.get()) {
                case Cpts.Outcome.Registered _ -> won++;
                case Cpts.Outcome.Refused(RegistryRefusal refusal) ->
                    assertThat(refusal.kind()).as(refusal.message()).isEqualTo(RegistryRefusal.Kind.CONFLICT);
            }
        }

        assertThat(won).isEqualTo(1);
        assertThat(cpts().find(2_000_007).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void ofManyNewCptsAtOnceEachGetsANumberOfItsOwn() throws Exception {
        assertThat(cpts().register(caller(), Optional.empty(), CLAIM, Optional.of(2_000_003L)))
                .isInstanceOf(Cpts.Outcome.Registered.class);
        List<Future<Cpts.Outcome>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 12; i++) {
                all.add(threads.submit(() -> cpts().register(caller(), Optional.empty(), CLAIM, Optional.empty())));
            }
        }
        Set<Long> numbers = new TreeSet<>();
        for (Future<Cpts.Outcome> one : all) {
            numbers.add(((Cpts.Outcome.Registered) one.get()).cpt().cptId());
        }

        assertThat(numbers).hasSize(12).doesNotContain(2_000_003L);
    }

    /** Lines of did:webvh, one approved by its witness. */
    private void webvhHistory() {
        SigningKey witness = SoftwareSigningKey.generate(KeyType.ED25519);
        Did did = registries.create(HostedMethod.WEBVH, KeyType.P256).did();
        clock.advance(Duration.ofSeconds(1));
        done(registries.dids.addKey(caller(), did, KeyType.ED25519, Optional.of(did.withFragment("key-1")),
                Optional.of(1L)));
        clock.advance(Duration.ofSeconds(1));
        DidOutcome.Waiting waits = (DidOutcome.Waiting) registries.dids.changeParameters(caller(), did,
                new LineParameters(Optional.empty(), Optional.of(60L),
                        Optional.of(new LineParameters.Witnesses(1, List.of(DidKey.of(witness.publicKey()))))),
                Optional.of(2L));
        String versionId = waits.line().line().versionId();
        done(registries.waiting.approve(caller(), did, versionId, List.of(Approvals.by(witness, versionId))));
    }

    /** Evidence whose digests, of every kind, stand in the log. */
    private void published(Did depositor) {
        EvidenceRegistry evidence = registries.evidence(new JdbcEvidence(database.client(), tables));
        Optional<Bytes> digest = Optional.of(Bytes.of(new byte[32]));
        EvidenceOutcome.Done deposit = (EvidenceOutcome.Done) evidence.deposit(caller(), Optional.of(depositor),
                List.of(new EvidenceRegistry.Wish(new Digests(digest, digest, digest), Statement.Description.NONE,
                        Optional.empty(), Optional.empty(), false)));
        assertThat(evidence.publish(caller(), deposit.statements().getFirst().evidence()))
                .isInstanceOf(EvidenceOutcome.Published.class);
    }

    private static void trusted(TrustOutcome outcome) {
        assertThat(outcome).isInstanceOf(TrustOutcome.Done.class);
    }

    private Map<String, List<String>> publicRows() {
        Map<String, List<String>> all = new TreeMap<>();
        tables.mappings(Table.Visibility.PUBLIC).forEach(mapping -> {
            List<String> rows = new ArrayList<>();
            tables.forEach(mapping.table(), (key, row) -> rows.add(key + " " + row));
            all.put(mapping.table().name(), rows);
        });
        return all;
    }

    @Test
    void theReplayedLogMakesTheSamePublicRows() {
        history();
        Replay replay = new Replay(store, tables, Registries.PROJECTIONS);
        Map<String, List<String>> live = publicRows();

        assertThat(live.values()).noneMatch(List::isEmpty);
        assertThat(replay.compare().first()).isEmpty();
        assertThat(replay.rebuild()).isEqualTo(ledger.size());
        assertThat(publicRows()).isEqualTo(live);
    }

    @Test
    void aDatabaseThatKeptTheNewestVersionsApartFromTheirHeadsHasTheSameRowsAfterItsUpdate() {
        history();
        Map<String, List<String>> live = publicRows();
        for (String step : List.of(
                "INSERT INTO did_version (did, version, state, leaf_index, logged_at)"
                        + " SELECT did, version, state, leaf_index, logged_at FROM did_head",
                "ALTER TABLE did_head DROP COLUMN state",
                "ALTER TABLE did_head DROP COLUMN leaf_index",
                "ALTER TABLE did_head DROP COLUMN logged_at",
                "ALTER TABLE did_head ALTER COLUMN imported SET DATA TYPE TEXT",
                "ALTER TABLE did_version ALTER COLUMN state SET DATA TYPE TEXT")) {
            database.client().sql(step).update();
        }

        new ResourceDatabasePopulator(
                new ClassPathResource("db/migration/registry/V5__newest_version_with_its_head.sql"))
                .execute(database.dataSource());

        assertThat(publicRows()).isEqualTo(live);
    }

    @Test
    void everyOperationInTheLogStandsWhenItIsCheckedFromTheLogAlone() {
        history();
        InMemoryRows rows = new InMemoryRows();
        EntryRecheck recheck = new EntryRecheck(registries.names);
        Set<String> seen = new TreeSet<>();
        for (long index = 1; index < ledger.size().value(); index++) {
            LedgerEntry entry = ledger.entry(new LeafIndex(index)).orElseThrow();
            if (entry.type().equals(CommitmentBatch.TYPE)) {
                continue; // what is committed to, the log does not tell
            }
            seen.add(entry.type());

            assertThat(recheck.check(rows, entry)).as(entry.type() + " at " + index).isEmpty();
            BatchOverlay overlay = new BatchOverlay(rows);
            Registries.PROJECTIONS.stream()
                    .filter(one -> one.types().contains(entry.type()))
                    .forEach(one -> one.apply(entry, overlay.publicTables()));
            overlay.keep();
            overlay.store();
            assertThat(recheck.check(rows, entry)).as("the same entry twice").isPresent();
        }
        assertThat(seen).isEqualTo(EntryRecheck.types());
    }

    @Test
    void anEntryThatTheOperatorForgedIsFound() {
        Did did = registries.weid();
        LedgerEntry entry = ledger.entry(new LeafIndex(1)).orElseThrow();
        ObjectNode body = entry.body().deepCopy();
        ((ObjectNode) body.get("body").get("document")).remove("authentication");

        assertThat(new EntryRecheck(registries.names).check(new InMemoryRows(),
                new LedgerEntry(entry.index(), 1, entry.type(), entry.loggedAt(), body, entry.bytes())))
                .hasValueSatisfying(wrong -> assertThat(wrong).contains("signature"));
        assertThat(did.method()).isEqualTo("weid");
    }

    @Test
    void whatWasImportedIsToldAfterEachChange() {
        OldIdentity old = OldIdentity.generate();
        trusted(registries.trust.registerAuthority(caller(), registries.weid(), "Board", true));
        Did did = done(registries.imports.enter(caller(), old.translated(registries.names.network()))).did();
        ControlledDids controlled = new ControlledDids(registries.names, ledger, registries.rows, registries.logged,
                clock);
        PreparedOperation.Ready end = (PreparedOperation.Ready) controlled
                .prepare(new ControllerWish.Deactivate(did));
        DidOutcome.Done ended = done(controlled.submit(caller(), end.operation().type(),
                end.operation().sign(end.signers().getFirst(), old.key()).toJson()));

        assertThat(ended.metadata().ofMethod().at("/imported/did").stringValue()).isEqualTo(old.did());
        assertThat(ended.metadata().deactivated()).isTrue();
    }

    @Test
    void theTenantStandsInNoPublicRow() {
        history();

        assertThat(publicRows().toString()).doesNotContain(Registries.TENANT.value() + " ")
                .doesNotContain("tenant")
                .doesNotContain(Registries.TENANT + "]");
    }

    @Test
    void aDeactivatedDidIsReadBackFromTheDatabase() {
        Did issuer = history();

        assertThat(registries.resolver.resolve(issuer)).isInstanceOfSatisfying(ResolutionResult.Deactivated.class,
                end -> {
                    assertThat(end.metadata().versionId()).contains("5");
                    assertThat(end.lastDocument().methodIds()).contains(issuer.withFragment("key-1"),
                            issuer.withFragment("key-3"));
                });
    }

    @Test
    void X02_ofFiftyUpdatesOnOneVersionOneWins() throws Exception {
        Did did = registries.weid();
        List<Future<DidOutcome>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                all.add(threads.submit(() -> registries.dids.addKey(caller(), did, KeyType.ED25519, Optional.empty(),
                        Optional.of(1L))));
            }
        }
        List<String> outcomes = new ArrayList<>();
        for (Future<DidOutcome> one : all) {
            outcomes.add(switch (one.get()) {
                case DidOutcome.Done done -> "done";
                case DidOutcome.AlreadyDeactivated already -> "deactivated";
                case DidOutcome.Waiting waiting -> "waiting";
                case DidOutcome.Refused refused -> refused.refusal().code();
            });
        }

        assertThat(outcomes).containsOnlyOnce("done").containsOnly("done", "stale-version");
    }

    @Test
    void X02_ofFiftyUpdatesByTwoControllersOnOneVersionOneWins() throws Exception {
        List<Did> controllers = List.of(registries.weid(), registries.create(HostedMethod.KEY, KeyType.P256).did());
        Did did = registries.weid();
        done(registries.dids.updateControllers(caller(), did, controllers, Optional.of(1L)));
        ControlledDids controlled = new ControlledDids(registries.names, ledger, registries.rows, registries.logged,
                clock);
        PreparedOperation.Ready update = (PreparedOperation.Ready) controlled.prepare(new ControllerWish.Update(did,
                List.of(), List.of(), List.of(), Map.of(), Optional.empty(), Optional.empty(),
                ControllerWish.Commitments.AS_THEY_ARE, Optional.empty()));
        assertThat(update.signers()).hasSize(2);
        List<SignedOperation> signed = update.signers().stream().map(method -> {
            var row = registries.rows.get(HostedTables.KEY, method).orElseThrow();
            return update.operation().sign(method, registries.keyRing.open(row.keyId()));
        }).toList();
        List<Future<DidOutcome>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                SignedOperation one = signed.get(i % 2);
                all.add(threads.submit(() -> controlled.submit(caller(), one.operation().type(), one.toJson())));
            }
        }
        List<String> outcomes = new ArrayList<>();
        for (Future<DidOutcome> one : all) {
            outcomes.add(one.get() instanceof DidOutcome.Refused refused ? refused.refusal().code() : "done");
        }

        assertThat(outcomes).containsOnlyOnce("done").containsOnly("done", "stale-version");
    }

    @Test
    void ofManyRequestsUnderOneIdempotencyKeyOneTakesEffect() throws Exception {
        for (HostedMethod method : HostedMethod.values()) {
            IdempotencyKey key = new IdempotencyKey(Registries.TENANT, "POST /api/v1/dids", method.name());
            Caller once = caller().with(
                    new IdempotencyClaim(key, Bytes.utf8("body"), clock.instant().plus(Duration.ofHours(24))));
            List<Future<DidOutcome>> all = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 8; i++) {
                    all.add(threads.submit(() -> registries.dids.create(once, new CreateDid(method, KeyType.ED25519))));
                }
            }
            int made = 0;
            for (Future<DidOutcome> one : all) {
                made += one.get() instanceof DidOutcome.Done ? 1 : 0;
            }

            assertThat(made).as(method.methodName()).isEqualTo(1);
        }
    }

    @Test
    void keysLeftHalfErasedAreErasedAtStart() {
        Did did = registries.weid();
        var method = did.withFragment("key-1");
        var key = registries.rows.get(HostedTables.KEY, method).orElseThrow();
        database.client()
                .sql("UPDATE hosted_key SET state = 'RETIRED' WHERE method_id = ?")
                .param(method.toString())
                .update();

        assertThat(queries.retired(10)).containsExactly(method);
        new RetiredKeys(tables, durable, registries.keyRing, queries).destroyLeftOvers();

        assertThat(queries.retired(10)).isEmpty();
        assertThat(registries.rows.get(HostedTables.KEY, method).orElseThrow().state()).isEqualTo(State.DESTROYED);
        assertThat(registries.keys.open(Registries.TENANT, method)).isEmpty();
        assertThat(key.state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void everyDidWeidIsListedInTheOrderOfCreation() {
        List<Did> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofSeconds(1));
            made.add(registries.weid());
            registries.create(HostedMethod.WEB, KeyType.P256);
            registries.create(HostedMethod.KEY, KeyType.P256);
        }
        clock.advance(Duration.ofSeconds(1));
        done(registries.dids.addKey(caller(), made.getFirst(), KeyType.ED25519, Optional.empty(), Optional.of(1L)));
        done(registries.dids.deactivate(caller(), made.get(1), Optional.of(1L)));

        JdbcWeidList list = new JdbcWeidList(database.client());
        assertThat(list.dids(0, 10)).isEqualTo(made);
        assertThat(list.dids(1, 1)).containsExactly(made.get(1));
        assertThat(list.dids(3, 10)).isEmpty();
        assertThat(list.count()).isEqualTo(3);
    }

    private static IdempotencyKey key(int number) {
        return new IdempotencyKey(Registries.TENANT, "POST /api/v1/dids", "key-" + number);
    }

    private void claim(IdempotencyKey key, Duration kept) {
        IdempotencyClaim claim = new IdempotencyClaim(key, Bytes.utf8("body"), clock.instant().plus(kept));
        done(registries.dids.create(caller().with(claim), new CreateDid(HostedMethod.KEY, KeyType.P256)));
    }

    private Set<String> claimedKeys() {
        return Set.copyOf(database.client().sql("SELECT claim_key FROM idempotency").query(String.class).list());
    }

    @Test
    void onlyClaimsWhoseTimeIsOverAreClearedAway() {
        ExpiredClaims claims = new ExpiredClaims(durable, queries, clock);
        claim(key(1), Duration.ofSeconds(10));
        claim(key(2), Duration.ofSeconds(11));

        assertThat(claims.sweep()).isZero();
        clock.advance(Duration.ofSeconds(10));
        assertThat(claims.sweep()).isEqualTo(1);
        assertThat(claimedKeys()).containsExactly("key-2");
        assertThat(claims.sweep()).isZero();
    }

    @Test
    void aKeyThatWasClearedAwayMayBeUsedAnewWithAnotherBody() {
        claim(key(1), Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(10));
        new ExpiredClaims(durable, queries, clock).sweep();

        IdempotencyClaim other = new IdempotencyClaim(key(1), Bytes.utf8("other"), clock.instant().plusSeconds(10));
        for (HostedMethod method : List.of(HostedMethod.KEY, HostedMethod.WEID)) {
            DidOutcome outcome = registries.dids.create(caller().with(other), new CreateDid(method, KeyType.P256));

            if (method == HostedMethod.KEY) {
                done(outcome);
            } else {
                assertThat(outcome).as("the claim is live again").isInstanceOf(DidOutcome.Refused.class);
            }
        }
    }

    @Test
    void manyExpiredClaimsGoInSeveralTransactions() {
        IdempotencyRow old = new IdempotencyRow(Bytes.utf8("body"), "", Optional.empty(), clock.instant());
        durable.write(() -> {
            for (int i = 0; i < 1_200; i++) {
                tables.insertIfAbsent(IdempotencyRow.TABLE, key(i), old);
            }
            return old;
        });
        List<Integer> batches = new ArrayList<>();
        ExpiredClaims.Register counting = new ExpiredClaims.Register() {
            @Override
            public boolean anyExpired(Instant now) {
                return queries.anyExpired(now);
            }

            @Override
            public int deleteExpired(Instant now, int limit) {
                int deleted = queries.deleteExpired(now, limit);
                batches.add(deleted);
                return deleted;
            }
        };

        assertThat(new ExpiredClaims(durable, counting, clock).sweep()).isEqualTo(1_200);
        assertThat(batches).containsExactly(500, 500, 200);
        assertThat(claimedKeys()).isEmpty();
    }

    /** Claims of both kinds, with an entry and without, are made anew over expired rows while those are swept. */
    @Test
    void aClaimMadeAnewDuringTheSweepIsNeverLost() throws Exception {
        int keys = 40;
        IdempotencyRow old = new IdempotencyRow(Bytes.utf8("body"), "", Optional.empty(), clock.instant());
        durable.write(() -> {
            for (int i = 0; i < keys; i++) {
                tables.insertIfAbsent(IdempotencyRow.TABLE, key(i), old);
            }
            return old;
        });
        ExpiredClaims claims = new ExpiredClaims(durable, queries, clock);
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < keys; i++) {
                IdempotencyClaim claim = new IdempotencyClaim(key(i), Bytes.utf8("new"),
                        clock.instant().plusSeconds(60));
                HostedMethod method = i % 2 == 0 ? HostedMethod.KEY : HostedMethod.WEID;
                all.add(threads.submit(() -> done(registries.dids.create(caller().with(claim),
                        new CreateDid(method, KeyType.ED25519)))));
                all.add(threads.submit(claims::sweep));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }

        claims.sweep();
        assertThat(claimedKeys()).hasSize(keys);
        for (int i = 0; i < keys; i++) {
            assertThat(registries.rows.get(IdempotencyRow.TABLE, key(i)).orElseThrow().expires())
                    .isEqualTo(clock.instant().plusSeconds(60));
        }
    }

    @Test
    void howFarALogWasSeenIsKeptAndNeverGoesBack() {
        JdbcSeenLogs seen = new JdbcSeenLogs(JdbcClient.create(database.dataSource()), durable);
        WebvhHash scid = WebvhHash.ofMultikey("any");
        assertThat(seen.of(scid)).isEmpty();
        Seen third = new Seen(3, "3-c", Instant.ofEpochMilli(3));
        seen.remember(scid, third);
        seen.remember(scid, new Seen(2, "2-b", Instant.ofEpochMilli(4)));
        seen.remember(scid, new Seen(3, "3-x", Instant.ofEpochMilli(5)));
        assertThat(seen.of(scid)).contains(third);
        Seen fourth = new Seen(4, "4-d", Instant.ofEpochMilli(6));
        seen.remember(scid, fourth);
        assertThat(seen.of(scid)).contains(fourth);
    }
}
