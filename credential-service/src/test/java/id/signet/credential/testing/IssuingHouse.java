package id.signet.credential.testing;

import id.signet.credential.format.weidentity.LeafSalts;
import id.signet.credential.format.weidentity.LegacyReader;
import id.signet.credential.format.weidentity.LiteFormat;
import id.signet.credential.format.weidentity.OldNames;
import id.signet.credential.format.weidentity.OriginalFormat;
import id.signet.credential.format.weidentity.PojoParsing;
import id.signet.credential.issue.RecordedCredentials;
import id.signet.credential.format.CredentialFormats;
import id.signet.credential.format.cose.VcCoseFormat;
import id.signet.credential.format.dataintegrity.DataIntegrityFormat;
import id.signet.credential.format.jose.VcJwtFormat;
import id.signet.credential.format.sdjwt.Salts;
import id.signet.credential.format.sdjwt.SdJwtVcFormat;
import id.signet.credential.format.sdjwt.VcSdJwtFormat;
import id.signet.credential.issue.CompromisedKeys;
import id.signet.credential.issue.CredentialRecords;
import id.signet.credential.issue.IssuanceFailPoints;
import id.signet.credential.issue.IssueCredential;
import id.signet.credential.issue.IssueCredentialCommand;
import id.signet.credential.issue.IssueOutcome;
import id.signet.credential.issue.IssuerDeparture;
import id.signet.credential.issuer.IssuerGate;
import id.signet.credential.issuer.Issuers;
import id.signet.credential.jdbc.CredentialMappings;
import id.signet.credential.jdbc.JdbcIssuanceStore;
import id.signet.credential.jdbc.JdbcLinkedDids;
import id.signet.credential.jdbc.JdbcStatusStore;
import id.signet.credential.linkage.DomainLinkages;
import id.signet.credential.linkage.WebOrigin;
import id.signet.credential.presentation.CreatePresentation;
import id.signet.credential.presentation.VpCose;
import id.signet.credential.presentation.VpDataIntegrity;
import id.signet.credential.presentation.VpJwt;
import id.signet.credential.status.StatusFailPoints;
import id.signet.credential.status.StatusListProjection;
import id.signet.credential.status.StatusListTerms;
import id.signet.credential.status.StatusRegistry;
import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.AcceptedKeyTypes;
import id.signet.crypto.key.InMemoryWrappedKeys;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.MasterKey;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareKeyRing;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.proof.Cryptosuites;
import id.signet.crypto.rdf.Contexts;
import id.signet.crypto.rdf.RdfReader;
import id.signet.crypto.rdf.TermCheck;
import id.signet.ledger.LogStart;
import id.signet.ledger.Projection;
import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.embedded.EmbeddedLedger.Pace;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import id.signet.ledger.jdbc.JdbcLedgerStore;
import id.signet.ledger.jdbc.JdbcTables;
import id.signet.ledger.jdbc.RowMapping;
import id.signet.ledger.testing.InMemoryGuard;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.PublicUrl;
import id.signet.registry.RegistryNames;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import id.signet.registry.author.Authors;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.hosting.CreateDid;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.DidRegistry;
import id.signet.registry.did.hosting.HostedKeys;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.did.hosting.Registrars;
import id.signet.registry.did.hosting.RetiredKeys;
import id.signet.registry.did.hosting.WaitingLines;
import id.signet.registry.did.log.DidProjection;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.method.DidJwk;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.did.method.DidWeb;
import id.signet.registry.did.method.DidWeid;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.did.webvh.DidWebvh;
import id.signet.registry.did.webvh.LoggedWebvh;
import id.signet.registry.did.webvh.WebvhProjection;
import id.signet.registry.idempotency.IdempotencyClaim;
import id.signet.registry.idempotency.IdempotencyKey;
import id.signet.registry.issuer.Accreditation;
import id.signet.registry.issuer.TrustOutcome;
import id.signet.registry.issuer.TrustProjection;
import id.signet.registry.issuer.TrustRegistry;
import id.signet.registry.jdbc.JdbcSeenLogs;
import id.signet.registry.jdbc.RegistryMappings;
import id.signet.registry.net.Fetched;
import id.signet.registry.net.Web;
import id.signet.registry.schema.RegisteredSchema;
import id.signet.registry.schema.SchemaOutcome;
import id.signet.registry.schema.SchemaProjection;
import id.signet.registry.schema.SchemaRegistry;
import id.signet.registry.schema.TypeChains;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Issuing and status over a database, with the real log and the real registries. A house can be left as a crash leaves it,
 * and entered again on the same database.
 */
public final class IssuingHouse implements AutoCloseable {

    /** Where nothing is published. */
    public static final Web NO_WEB = (address, mediaTypes) -> new Fetched.Absent();

    public static final TenantId TENANT = new TenantId("academy");
    public static final RegistryNames NAMES = new RegistryNames("log.example/test",
            new PublicUrl("https://signet.example"), "test");

    /** Small lists and no pauses, where a test does not ask for others. */
    public static final StatusListTerms TERMS = new StatusListTerms(4_096, 64, Duration.ofMillis(20),
            Duration.ofDays(1), Duration.ofDays(50 * 365), Duration.ofMinutes(5));

    public static final List<Projection> PROJECTIONS = List.of(new DidProjection(), new WebvhProjection(),
            new SchemaProjection(), new TrustProjection(), new StatusListProjection());

    public static final String TYPE = "TrainingCertificate";

    /** What outlives a crash. */
    public static final class Ground {

        private final TestDatabase database;
        private final InMemoryWrappedKeys wrappedKeys = new InMemoryWrappedKeys();
        private final MasterKey master = MasterKey.generate();
        private final InMemoryGuard guard = new InMemoryGuard();
        private final SigningKey logKey = SoftwareSigningKey.generate(KeyType.ED25519);
        public final AdjustableClock clock = new AdjustableClock();

        public Ground(TestDatabase database) {
            this.database = database.migrated("ledger", "registry", "credential");
        }

        public TestDatabase database() {
            return database;
        }
    }

    public final Ground ground;
    public final EmbeddedLedger ledger;
    public final JdbcTables tables;
    public final DidRegistry dids;
    public final Issuers issuers;
    public final SchemaRegistry schemas;
    public final TrustRegistry trust;
    public final IssuerGate gate = new IssuerGate();
    public final StatusRegistry status;
    public final JdbcStatusStore statusStore;
    public final CredentialRecords records;
    public final RecordedCredentials recorded;
    public final TypeChains chains;
    public final IssueCredential issuing;
    public final IssuerDeparture departure;
    public final CompromisedKeys compromised;
    public final DidResolver resolver;
    public final DomainLinkages linkages;
    public final Cryptosuites suites;
    public final CredentialFormats formats;
    public final CreatePresentation presenting;
    public final HostedKeys keys;
    public final Authors authors;
    private final JdbcDurableCommit durable;

    public IssuingHouse(Ground ground) {
        this(ground, TERMS, IssuanceFailPoints.NONE, StatusFailPoints.NONE);
    }

    /** The same service after a stop, on the same ground. */
    public IssuingHouse restarted(IssuanceFailPoints issuanceFailPoints, StatusFailPoints statusFailPoints) {
        close();
        return new IssuingHouse(ground, TERMS, issuanceFailPoints, statusFailPoints);
    }

    /** All start together; the results in the order of the tasks. */
    public static <T> List<T> together(List<? extends Callable<T>> tasks) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (var task : tasks) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    public IssuingHouse(Ground ground, StatusListTerms terms, IssuanceFailPoints issuanceFailPoints,
            StatusFailPoints statusFailPoints) {
        this.ground = ground;
        var source = ground.database.dataSource();
        var mappings = new ArrayList<RowMapping<?, ?>>(RegistryMappings.all());
        mappings.addAll(CredentialMappings.ALL);
        tables = new JdbcTables(source, mappings);
        durable = ground.database.durableCommit();
        ledger = EmbeddedLedger.open(new LogStart(NAMES.origin(), NAMES.publicUrl().value(), NAMES.network()),
                Pace.USUAL, new JdbcLedgerStore(source, tables), durable, ground.guard, ground.logKey,
                PROJECTIONS, ground.clock, fault -> {
                });
        var keyRing = new SoftwareKeyRing(ground.wrappedKeys, ground.master, ground.clock);
        var logged = new LoggedDids(tables);
        keys = new HostedKeys(tables, keyRing);
        var webvh = new LoggedWebvh(tables, NAMES.publicUrl());
        resolver = new DidResolver(List.of(new DidKey(), new DidJwk(), new DidWeid(NAMES.network(), logged),
                new DidWeb(NAMES.publicUrl(), logged, webvh, NO_WEB),
                new DidWebvh(webvh, NO_WEB, new JdbcSeenLogs(ground.database.client(), durable), ground.clock)));
        issuers = new Issuers(resolver, keys, AcceptedKeyTypes.STABLE);
        var change = new PrivateChange(tables, durable, ground.clock);
        authors = new Authors(resolver, keys, new Registrars(tables, change, keyRing), tables);
        schemas = new SchemaRegistry(NAMES, ledger, tables, authors, ground.clock);
        trust = new TrustRegistry(NAMES, ledger, tables, authors, ground.clock);
        suites = Cryptosuites.with(RdfReader.of(Contexts.bundled().and(schemas::context)));
        var pojos = new PojoParsing(NAMES.publicUrl(), OldNames.of(NAMES.network(), resolver));
        formats = new CredentialFormats(List.of(new OriginalFormat(pojos, new LeafSalts()), new LiteFormat(pojos),
                new LegacyReader(pojos), new DataIntegrityFormat(suites), new VcJwtFormat(),
                new VcCoseFormat(), new VcSdJwtFormat(Salts.random()), new SdJwtVcFormat(Salts.random())));
        presenting = new CreatePresentation(resolver, keys,
                List.of(new VpDataIntegrity(suites), new VpJwt(), new VpCose()),
                TermCheck.of(Contexts.bundled().and(schemas::context))::check, ground.clock);
        statusStore = new JdbcStatusStore(source, durable);
        status = new StatusRegistry(statusStore, tables, ledger, issuers, gate,
                new DataIntegrityFormat(Cryptosuites.jcs()),
                new VcJwtFormat(), ground.master.sealer("status"), NAMES.publicUrl(), terms, ground.clock,
                new SecureRandom(), statusFailPoints);
        var store = new JdbcIssuanceStore(source, tables, durable);
        records = new CredentialRecords(store, statusStore, ledger);
        var words = TermCheck.of(Contexts.bundled().and(schemas::context));
        chains = TypeChains.of(schemas, (address, media) -> new Fetched.Absent());
        issuing = new IssueCredential(ledger, tables, store, records, issuers, gate, schemas, chains,
                NAMES.publicUrl(), words, words::check, formats, suites, status,
                ground.master.sealer("issuance"), ground.clock, issuanceFailPoints);
        recorded = new RecordedCredentials(store, statusStore, status);
        departure = new IssuerDeparture(gate, issuers, issuing, status);
        compromised = new CompromisedKeys(logged, store, status);
        var retired = new RetiredKeys(tables, durable, keyRing, limit -> List.of());
        dids = new DidRegistry(NAMES, ledger, tables, logged, keyRing, change, retired,
                new WaitingLines(NAMES, ledger, tables, keys, change, retired, departure, ground.clock), departure,
                ground.clock);
        linkages = new DomainLinkages(WebOrigin.of(NAMES.publicUrl()), new JdbcLinkedDids(source), dids, resolver,
                keys, issuers, gate, change, ground.clock);
        if (trust.rootAuthority().isEmpty()) {
            seed();
        }
    }

    /** A root authority, and a type of which every subject has a course. */
    private void seed() {
        Did root = ((DidOutcome.Done) dids.create(caller(), new CreateDid(HostedMethod.WEID, KeyType.ED25519))).did();
        done(trust.registerAuthority(caller(), root, "Root", true));
        register(TYPE, """
                       {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
                        "properties": {"credentialSubject": {"type": "object", "required": ["course"],
                          "properties": {"id": {"type": "string"}, "course": {"type": "string"},
                            "grade": {"type": "integer"}}}}}""");
    }

    public void register(String type, String jsonSchema) {
        var registered = schemas.register(caller(), type, StrictJson.parseObject(jsonSchema), Optional.empty());
        if (registered instanceof SchemaOutcome.Refused refused) {
            throw new IllegalStateException(refused.refusal().message());
        }
    }

    /** The next version of the type, with these words about it. */
    public void describe(String metadata) {
        var registered = schemas.register(caller(), TYPE, type().jsonSchema(),
                Optional.of(StrictJson.parseObject(metadata)), Optional.empty());
        if (registered instanceof SchemaOutcome.Refused refused) {
            throw new IllegalStateException(refused.refusal().message());
        }
    }

    private static void done(TrustOutcome outcome) {
        if (outcome instanceof TrustOutcome.Refused refused) {
            throw new IllegalStateException(refused.refusal().message());
        }
    }

    public DidDocument document(Did did) {
        return ((ResolutionResult.Resolved) resolver.resolve(did)).document();
    }

    public RegisteredSchema type() {
        return schemas.named(TYPE).getFirst();
    }

    /** A new accredited issuer of the tenant. */
    public Did issuer(KeyType keyType) {
        return issuer(HostedMethod.WEID, keyType);
    }

    public Did issuer(HostedMethod method, KeyType keyType) {
        Did did = ((DidOutcome.Done) dids.create(caller(), new CreateDid(method, keyType))).did();
        accredit(did);
        return did;
    }

    /** A new issuer that is accredited for another type too. */
    public Did issuer(KeyType keyType, String type) {
        Did did = issuer(keyType);
        accredit(did, type);
        return did;
    }

    public void accredit(Did did) {
        accredit(did, TYPE);
    }

    private void accredit(Did did, String type) {
        accreditFor(did, schemas.named(type).getFirst().typeUri());
    }

    /** @param credentialType a URI */
    public void accreditFor(Did did, String credentialType) {
        done(trust.accredit(caller(), trust.rootAuthority().orElseThrow(), did, "Academy",
                List.of(new Accreditation(credentialType, Optional.empty(), Optional.empty()))));
    }

    public void withdrawAccreditation(Did did) {
        done(trust.withdraw(caller(), trust.rootAuthority().orElseThrow(), did, List.of(type().typeUri())));
    }

    public Caller caller() {
        return Caller.of(TENANT, "tester", "request-1");
    }

    /** A caller who names an idempotency key for this body. */
    public Caller caller(String key, String body) {
        return caller().with(new IdempotencyClaim(new IdempotencyKey(TENANT, "POST /api/v1/credentials", key),
                Bytes.of(Hashes.sha256(body.getBytes(StandardCharsets.UTF_8))),
                ground.clock.instant().plus(Duration.ofHours(24))));
    }

    public static IssueCredentialCommand command(Did issuer, String format) {
        return command(issuer, format, "");
    }

    /** @param more further members, each after a comma */
    public static IssueCredentialCommand command(Did issuer, String format, String more) {
        return IssueCredentialCommand.parse(StrictJson.parseObject(
                """
                {"issuer": "%s", "type": ["VerifiableCredential", "TrainingCertificate"], "format": "%s",
                 "subject": {"id": "did:example:learner", "course": "Welding"}%s}""".formatted(issuer, format, more)));
    }

    public IssueOutcome issue(Did issuer, String format) {
        return issuing.issue(caller(), command(issuer, format));
    }

    public long count(String sql) {
        return ground.database.client().sql(sql).query(Long.class).single();
    }

    /** Ends the service in order; the database stays. */
    @Override
    public void close() {
        ledger.close();
        durable.close();
    }
}
