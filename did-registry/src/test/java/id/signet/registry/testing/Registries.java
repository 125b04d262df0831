package id.signet.registry.testing;

import id.signet.crypto.key.InMemoryWrappedKeys;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.MasterKey;
import id.signet.crypto.key.SoftwareKeyRing;
import id.signet.ledger.DurableCommit;
import id.signet.ledger.Ledger;
import id.signet.ledger.Projection;
import id.signet.ledger.state.StoredRows;
import id.signet.ledger.testing.InMemoryDurableCommit;
import id.signet.ledger.testing.InMemoryLedger;
import id.signet.ledger.testing.SteppingClock;
import id.signet.registry.PublicUrl;
import id.signet.registry.RegistryNames;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import id.signet.registry.author.Authors;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.BeforeDeactivation;
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
import id.signet.registry.did.webvh.DidWebvh;
import id.signet.registry.did.webvh.InMemorySeenLogs;
import id.signet.registry.did.webvh.LoggedWebvh;
import id.signet.registry.did.webvh.WebvhProjection;
import id.signet.registry.did.weidentity.ImportedDids;
import id.signet.registry.evidence.EvidenceProjection;
import id.signet.registry.evidence.EvidenceRegistry;
import id.signet.registry.evidence.EvidenceStore;
import id.signet.registry.issuer.TrustProjection;
import id.signet.registry.issuer.TrustRegistry;
import id.signet.registry.policy.DisclosurePolicies;
import id.signet.registry.policy.PolicyProjection;
import id.signet.registry.schema.SchemaProjection;
import id.signet.registry.schema.SchemaRegistry;
import id.signet.crypto.key.KeyType;
import id.signet.registry.net.Fetched;
import id.signet.registry.net.Web;
import java.time.Instant;
import java.util.List;

/** All registries over one log, wired as the application does it. */
public final class Registries {

    /** Where nothing is published. */
    public static final Web NO_WEB = (address, mediaTypes) -> new Fetched.Absent();

    public static final List<Projection> PROJECTIONS = List.of(new DidProjection(), new WebvhProjection(),
            new SchemaProjection(), new TrustProjection(), new PolicyProjection(), new EvidenceProjection());
    public static final TenantId TENANT = new TenantId("academy");
    public static final TenantId OTHER_TENANT = new TenantId("harbour");

    public final SteppingClock clock;
    public final RegistryNames names;
    public final Ledger ledger;
    public final StoredRows rows;
    public final KeyRing keyRing;
    public final LoggedDids logged;
    public final DidResolver resolver;
    public final HostedKeys keys;
    public final WaitingLines waiting;
    public final DidRegistry dids;
    public final Authors authors;
    public final TrustRegistry trust;
    public final SchemaRegistry schemas;
    public final DisclosurePolicies policies;
    public final ImportedDids imports;
    private final PrivateChange change;

    public Registries(SteppingClock clock, Ledger ledger, StoredRows rows, DurableCommit durable,
            RetiredKeys.Register register) {
        this.clock = clock;
        this.names = new RegistryNames(ledger.origin(), new PublicUrl("https://signet.example"), "test");
        this.ledger = ledger;
        this.rows = rows;
        this.keyRing = new SoftwareKeyRing(new InMemoryWrappedKeys(), MasterKey.generate(), clock);
        this.logged = new LoggedDids(rows);
        LoggedWebvh webvh = new LoggedWebvh(rows, names.publicUrl());
        this.resolver = new DidResolver(List.of(new DidKey(), new DidJwk(), new DidWeid(names.network(), logged),
                new DidWeb(names.publicUrl(), logged, webvh, NO_WEB),
                new DidWebvh(webvh, NO_WEB, new InMemorySeenLogs(), clock)));
        this.keys = new HostedKeys(rows, keyRing);
        PrivateChange change = new PrivateChange(rows, durable, clock);
        RetiredKeys retired = new RetiredKeys(rows, durable, keyRing, register);
        this.waiting = new WaitingLines(names, ledger, rows, keys, change, retired, BeforeDeactivation.NOTHING,
                clock);
        this.dids = new DidRegistry(names, ledger, rows, logged, keyRing, change, retired, waiting,
                BeforeDeactivation.NOTHING, clock);
        this.authors = new Authors(resolver, keys, new Registrars(rows, change, keyRing), rows);
        this.trust = new TrustRegistry(names, ledger, rows, authors, clock);
        this.schemas = new SchemaRegistry(names, ledger, rows, authors, clock);
        this.policies = new DisclosurePolicies(names, ledger, rows, authors, schemas);
        this.imports = new ImportedDids(names, ledger, rows, authors, clock);
        this.change = change;
    }

    /** @param store of the database that the rows lie in */
    public EvidenceRegistry evidence(EvidenceStore store) {
        return new EvidenceRegistry(names, ledger, rows, authors, store, change, clock);
    }

    public static SteppingClock clock() {
        return new SteppingClock(Instant.parse("2026-11-23T10:00:00Z"));
    }

    public static Registries inMemory() {
        SteppingClock clock = clock();
        InMemoryLedger ledger = new InMemoryLedger(clock, PROJECTIONS.toArray(Projection[]::new));
        return new Registries(clock, ledger, ledger.rows(), new InMemoryDurableCommit(), limit -> List.of());
    }

    public static Caller caller() {
        return Caller.of(TENANT, "key-1", "request-1");
    }

    public static Caller stranger() {
        return Caller.of(OTHER_TENANT, "key-2", "request-2");
    }

    public DidOutcome.Done create(HostedMethod method, KeyType type) {
        return done(dids.create(caller(), new CreateDid(method, type)));
    }

    public Did weid() {
        return create(HostedMethod.WEID, KeyType.ED25519).did();
    }

    public static DidOutcome.Done done(DidOutcome outcome) {
        if (outcome instanceof DidOutcome.Done done) {
            return done;
        }
        throw new AssertionError("not done: " + outcome);
    }
}
