package id.signet.credential.linkage;

import id.signet.credential.issuer.IssuerGate;
import id.signet.credential.issuer.Issuers;
import id.signet.credential.issuer.Issuers.Method;
import id.signet.credential.issuer.Issuers.Standing;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.RecentlyUsed;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.DidRegistry;
import id.signet.registry.did.hosting.HostedKeys;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.ResolutionResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Links DIDs whose keys are kept here with origins: the DID document names the origin, and a Domain Linkage Credential signed
 * by the DID is for the origin to publish. Our own origin publishes it itself, signed anew each day; what was signed is
 * remembered by each node alone, as any that a key in force signs is as good as another.
 */
public final class DomainLinkages {

    private static final String LINK = "did.link-domain";
    private static final String UNLINK = "did.unlink-domain";

    /** Of a credential that we publish, which is never older than a day. */
    private static final Duration OURS = Duration.ofDays(30);
    private static final Duration RENEWED = Duration.ofDays(1);
    /** Of one that a tenant puts up at his own site. */
    private static final Duration THEIRS = Duration.ofDays(365);
    /** The resource is read as a whole, and by us up to 1 MiB. */
    private static final int MOST_PUBLISHED = 500;

    private final WebOrigin own;
    private final LinkedDids linked;
    private final DidRegistry registry;
    private final DidResolver resolver;
    private final HostedKeys keys;
    private final Issuers issuers;
    private final IssuerGate gate;
    private final PrivateChange change;
    private final Clock clock;
    private final RecentlyUsed<Method, Signed> signed = new RecentlyUsed<>(2 * MOST_PUBLISHED);

    /** @param own the origin of our public URL */
    public DomainLinkages(WebOrigin own, LinkedDids linked, DidRegistry registry, DidResolver resolver,
            HostedKeys keys, Issuers issuers, IssuerGate gate, PrivateChange change, Clock clock) {
        this.own = own;
        this.linked = linked;
        this.registry = registry;
        this.resolver = resolver;
        this.keys = keys;
        this.issuers = issuers;
        this.gate = gate;
        this.change = change;
        this.clock = clock;
    }

    private record Signed(String credential, Instant from) {}

    public WebOrigin origin() {
        return own;
    }

    /**
     * Can be repeated: the DID document names the origin already then, and the credential is a fresh one.
     *
     * @param origin our own, or one on the web
     */
    public LinkOutcome link(Caller caller, Did did, WebOrigin origin) {
        try {
            if (!origin.equals(own)) {
                origin.configuration();
            }
            boolean fresh = origin.equals(own) && !linked.contains(did);
            Optional<RegistryRefusal> refusal = unfit(caller.tenant(), did).or(() -> fresh ? full() : Optional.empty())
                    .or(() -> written(caller, did, origin))
                    .or(() -> fresh ? listed(caller.withoutClaim(), did) : Optional.empty());
            return refusal.<LinkOutcome>map(LinkOutcome.Refused::new)
                    .orElseGet(() -> linked(caller.tenant(), did, origin));
        } catch (MalformedInput e) {
            return new LinkOutcome.Refused(RegistryRefusal.malformed("the origin is none on the web: "
                    + e.getMessage()));
        }
    }

    private Optional<RegistryRefusal> unfit(TenantId tenant, Did did) {
        return switch (issuers.standing(tenant, did.toString())) {
            case Standing.Active active when active.listMethods().isEmpty() ->
                Optional.of(RegistryRefusal.malformed("the DID has no key that signs tokens"));
            case Standing.Active _ -> Optional.empty();
            case Standing.Deactivated _ ->
                Optional.of(RegistryRefusal.deactivated("the DID is deactivated, which is final"));
            case Standing.Unknown unknown -> Optional.of(RegistryRefusal.notFound(unknown.message()));
            case Standing.NotTheTenants _ ->
                Optional.of(RegistryRefusal.forbidden("the DID's keys are not kept here for this tenant"));
        };
    }

    private Optional<RegistryRefusal> full() {
        return linked.count() < MOST_PUBLISHED
                ? Optional.empty()
                : Optional.of(RegistryRefusal.conflict("our own origin publishes " + MOST_PUBLISHED
                        + " DIDs and takes no more"));
    }

    /** The DID document names the origin. */
    private Optional<RegistryRefusal> written(Caller caller, Did did, WebOrigin origin) {
        return names(did, origin)
                ? Optional.empty()
                : refusal(
                        registry.changeServices(caller, did, services -> LinkedDomainServices.with(services, origin)));
    }

    /** Our own resource lists the DID. */
    private Optional<RegistryRefusal> listed(Caller caller, Did did) {
        return change.make(caller, LINK, did.toString(), () -> {
            linked.add(did, clock.instant());
            return Optional.empty();
        });
    }

    private LinkOutcome linked(TenantId tenant, Did did, WebOrigin origin) {
        Optional<String> credential = origin.equals(own)
                ? ours(did)
                : signing(tenant, did, method -> sign(tenant, did, method, origin, THEIRS));
        return credential.<LinkOutcome>map(text -> new LinkOutcome.Linked(origin, version(did),
                DidConfiguration.of(List.of(text))))
                .orElseGet(() -> new LinkOutcome.Refused(
                        RegistryRefusal.conflict("the DID changes at the moment; try again")));
    }

    /** The DID document names the origin no more, and ours lists the DID no more. What a tenant's site says is his to change. */
    public Optional<RegistryRefusal> unlink(Caller caller, Did did, WebOrigin origin) {
        if (!keys.hosts(caller.tenant(), did)) {
            return unfit(caller.tenant(), did);
        }
        Optional<RegistryRefusal> refusal = names(did, origin)
                ? refusal(registry.changeServices(caller, did,
                        services -> LinkedDomainServices.without(services, origin)))
                : Optional.empty();
        return refusal.isEmpty() && origin.equals(own) && linked.contains(did)
                ? change.make(caller, UNLINK, did.toString(), () -> {
                    linked.remove(did);
                    return Optional.empty();
                })
                : refusal;
    }

    private static Optional<RegistryRefusal> refusal(DidOutcome outcome) {
        return outcome instanceof DidOutcome.Refused refused ? Optional.of(refused.refusal()) : Optional.empty();
    }

    private boolean names(Did did, WebOrigin origin) {
        return resolver.resolve(did) instanceof ResolutionResult.Resolved resolved
                && LinkedDomainServices.name(resolved.document(), origin);
    }

    private Optional<String> version(Did did) {
        return resolver.resolve(did) instanceof ResolutionResult.Resolved resolved
                ? resolved.metadata().versionId()
                : Optional.empty();
    }

    /** What our own origin publishes; empty if no DID is linked to it. */
    public Optional<ObjectNode> published() {
        List<String> credentials = linked.all().stream().flatMap(did -> ours(did).stream()).toList();
        return credentials.isEmpty() ? Optional.empty() : Optional.of(DidConfiguration.of(credentials));
    }

    /** Of it, what speaks of this DID. */
    ObjectNode published(Did did) {
        return DidConfiguration.of(linked.contains(did) ? ours(did).stream().toList() : List.of());
    }

    /** Empty once the DID is deactivated, names our origin no more, or has no key left that signs here. */
    private Optional<String> ours(Did did) {
        Optional<TenantId> tenant = keys.owner(did).filter(owner -> names(did, own));
        return tenant.flatMap(owner -> signing(owner, did, method -> {
            Signed known = signed.get(method);
            if (known != null && clock.instant().isBefore(known.from().plus(RENEWED))) {
                return Optional.of(known.credential());
            }
            Optional<String> fresh = sign(owner, did, method, own, OURS);
            fresh.ifPresent(credential -> signed.put(method, new Signed(credential, clock.instant())));
            return fresh;
        }));
    }

    /** With the newest key that is in force, while no key of the DID ends. */
    private Optional<String> signing(TenantId tenant, Did did, Function<Method, Optional<String>> work) {
        return gate.signing(did.toString(),
                () -> issuers.standing(tenant, did.toString()) instanceof Standing.Active active
                        ? active.listMethods().stream().flatMap(method -> work.apply(method).stream()).findFirst()
                        : Optional.empty());
    }

    /** From the beginning of the hour: not every verifier's clock is ours. */
    private Optional<String> sign(TenantId tenant, Did did, Method method, WebOrigin origin, Duration life) {
        Instant from = clock.instant().truncatedTo(ChronoUnit.HOURS);
        return issuers.open(tenant, method)
                .map(key -> DomainLinkageCredential.sign(did, DidUrl.parseMethodId(method.id()), key, origin, from,
                        from.plus(life)));
    }
}
