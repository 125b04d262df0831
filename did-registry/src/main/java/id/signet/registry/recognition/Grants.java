package id.signet.registry.recognition;

import id.signet.ledger.Ledger;
import id.signet.ledger.Receipt;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.HostedKeys;
import id.signet.registry.issuer.Accreditation;
import id.signet.registry.issuer.TrustFacts.Granted;
import id.signet.registry.issuer.TrustOutcome;
import id.signet.registry.issuer.TrustRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One accreditation without an end, given and taken back by the caller's own authorities; nothing else is touched. */
public final class Grants {

    private final TrustRegistry trust;
    private final Ledger ledger;
    private final View rows;
    private final TenantAuthorities authorities;
    private final Clock clock;

    public Grants(TrustRegistry trust, Ledger ledger, View rows, HostedKeys keys, RecognitionStore store,
            Clock clock) {
        this.trust = trust;
        this.ledger = ledger;
        this.rows = rows;
        this.authorities = new TenantAuthorities(trust.facts(), keys, store, clock);
        this.clock = clock;
    }

    /** Whether the caller is an authority. */
    boolean mayBeGivenBy(Caller caller) {
        return authorities.find(caller, Optional.empty()) instanceof TenantAuthorities.Answer.Found;
    }

    boolean holds(Did issuer, String type) {
        return trust.findAny(issuer, List.of(type), Optional.empty()).isPresent();
    }

    /** What the authority grants already is not granted again: the receipt is then that of the entry that says it. */
    TrustOutcome give(Caller caller, Optional<Did> by, Did issuer, String name, String type) {
        return switch (authorities.find(caller, by)) {
            case TenantAuthorities.Answer.Refused(RegistryRefusal refusal) -> new TrustOutcome.Refused(refusal);
            case TenantAuthorities.Answer.Found found -> {
                Optional<Receipt> already = granting(issuer, type, found.all()).stream()
                        .findFirst()
                        .flatMap(granted -> ledger.receipt(granted.since()));
                yield already.isEmpty()
                        ? trust.accredit(caller, found.first(), issuer, name,
                                List.of(new Accreditation(type, Optional.empty(), Optional.empty())))
                        : caller.alreadyDone(rows, clock.instant())
                                .<TrustOutcome>map(TrustOutcome.Refused::new)
                                .orElseGet(() -> new TrustOutcome.Done(already.get()));
            }
        };
    }

    /** Each of the caller's authorities that grants it takes it back; what others grant stays. */
    TrustOutcome take(Caller caller, Optional<Did> by, Did issuer, String type) {
        return switch (authorities.find(caller, by)) {
            case TenantAuthorities.Answer.Refused(RegistryRefusal refusal) -> new TrustOutcome.Refused(refusal);
            case TenantAuthorities.Answer.Found found -> {
                List<Granted> granted = granting(issuer, type, found.all());
                Optional<RegistryRefusal> refusal = caller.alreadyDone(rows, clock.instant());
                if (refusal.isEmpty() && granted.isEmpty()) {
                    refusal = Optional.of(holds(issuer, type)
                            ? RegistryRefusal.forbidden("another authority granted it")
                            : RegistryRefusal.notFound("no authority grants it"));
                }
                yield refusal.<TrustOutcome>map(TrustOutcome.Refused::new)
                        .orElseGet(() -> take(caller, granted, issuer, type));
            }
        };
    }

    private TrustOutcome take(Caller caller, List<Granted> granted, Did issuer, String type) {
        for (Granted one : granted.subList(1, granted.size())) {
            if (trust.withdraw(caller.withoutClaim(), one.authority(), issuer,
                    List.of(type)) instanceof TrustOutcome.Refused refused) {
                return refused;
            }
        }
        return trust.withdraw(caller, granted.getFirst().authority(), issuer, List.of(type));
    }

    private List<Granted> granting(Did issuer, String type, List<Did> by) {
        List<Granted> granting = new ArrayList<>();
        for (Granted one : trust.facts().accreditations(issuer, Optional.empty(), clock.instant())) {
            if (by.contains(one.authority()) && one.accreditation().credentialType().equals(type)
                    && one.accreditation().holdsAt(clock.instant())) {
                granting.add(one);
            }
        }
        return granting;
    }
}
