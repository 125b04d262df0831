package id.signet.credential.issue;

import id.signet.credential.issuer.Issuers;
import id.signet.credential.issuer.Issuers.Standing;
import id.signet.credential.status.StatusPurpose;
import id.signet.crypto.proof.Cryptosuite;
import id.signet.crypto.proof.Cryptosuites;
import id.signet.ledger.Refusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import id.signet.registry.RegistryRefusal;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes and removes issuer instances, each change with its audit row. */
public final class IssuerInstanceRegistry {

    private final IssuerInstances store;
    private final PrivateChange change;
    private final Issuers issuers;
    private final Cryptosuites suites;
    private final Clock clock;
    private final SecureRandom random;

    public IssuerInstanceRegistry(IssuerInstances store, PrivateChange change, Issuers issuers, Cryptosuites suites,
            Clock clock, SecureRandom random) {
        this.store = store;
        this.change = change;
        this.issuers = issuers;
        this.suites = suites;
        this.clock = clock;
        this.random = random;
    }

    /** What became of a wish for an instance. */
    public sealed interface Outcome {

        record Created(IssuerInstance instance) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }

    /**
     * @param issuer a DID whose keys the tenant keeps here
     * @param cryptosuite one that a key of the issuer makes proofs of; the older ones too
     */
    public Outcome create(Caller caller, String issuer, String cryptosuite, Set<StatusPurpose> status,
            boolean unregistered) {
        Optional<Cryptosuite> suite = suites.named(cryptosuite);
        if (suite.isEmpty()) {
            return new Outcome.Refused(IssuanceRefusal.of("cryptosuite-unknown",
                    "The cryptosuite is one of " + suites.all().stream().map(Cryptosuite::name).toList() + "."));
        }
        Optional<IssuanceRefusal> unfit = switch (issuers.standing(caller.tenant(), issuer)) {
            case Standing.Active(List<Issuers.Method> methods) ->
                methods.stream().anyMatch(method -> suite.get().accepts(method.keyType()))
                        ? Optional.empty()
                        : Optional.of(IssuanceRefusal.noFittingKey("a key of the issuer", cryptosuite));
            case Standing.Deactivated _ -> Optional.of(IssuanceRefusal.issuerDeactivated(issuer));
            case Standing.Unknown unknown -> Optional.of(IssuanceRefusal.unknownIssuer(unknown.message()));
            case Standing.NotTheTenants _ -> Optional.of(IssuanceRefusal.issuerNotTheTenants(issuer));
        };
        if (unfit.isPresent()) {
            return new Outcome.Refused(unfit.get());
        }
        byte[] id = new byte[16];
        random.nextBytes(id);
        var instance = new IssuerInstance(HexFormat.of().formatHex(id), caller.tenant(), issuer, cryptosuite, status,
                unregistered, clock.instant());
        Optional<RegistryRefusal> taken = change.make(caller, "issuer-instance.create", instance.id(), () -> {
            store.add(instance);
            return Optional.empty();
        });
        return taken.<Outcome>map(Outcome.Refused::new).orElseGet(() -> new Outcome.Created(instance));
    }

    /** What it issued stays; only its address is gone. @return why not, if not */
    public Optional<RegistryRefusal> remove(Caller caller, String id) {
        return change.make(caller, "issuer-instance.remove", id, () -> store.remove(caller.tenant(), id)
                ? Optional.empty()
                : Optional.of(RegistryRefusal.notFound("there is no such instance")));
    }
}
