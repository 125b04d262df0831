package id.signet.registry.recognition;

import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.HostedKeys;
import id.signet.registry.issuer.TrustFacts;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The authorities in whose name a caller may speak: judged by the keys that are kept for his tenant, not by what he says. */
final class TenantAuthorities {

    private final TrustFacts facts;
    private final HostedKeys keys;
    private final RecognitionStore store;
    private final Clock clock;

    TenantAuthorities(TrustFacts facts, HostedKeys keys, RecognitionStore store, Clock clock) {
        this.facts = facts;
        this.keys = keys;
        this.store = store;
        this.clock = clock;
    }

    /** Whether the caller is an authority. */
    sealed interface Answer {

        /** @param all in whose name the caller may speak, the first of them first; never empty */
        record Found(List<Did> all) implements Answer {

            Did first() {
                return all.getFirst();
            }
        }

        record Refused(RegistryRefusal refusal) implements Answer {}
    }

    /** @param by the one that is meant; all of the tenant's if none is named */
    Answer find(Caller caller, Optional<Did> by) {
        if (by.isPresent() && !keys.hosts(caller.tenant(), by.get())) {
            return new Answer.Refused(
                    RegistryRefusal.forbidden("the keys of " + by.get() + " are not kept here for this tenant"));
        }
        Instant now = clock.instant();
        List<Did> standing = by.map(List::of)
                .orElseGet(() -> store.authoritiesOf(caller.tenant()))
                .stream()
                .filter(did -> facts.standsNow(did, now))
                .sorted(Comparator.comparingInt(this::rank))
                .toList();
        return standing.isEmpty()
                ? new Answer.Refused(RegistryRefusal.forbidden(by
                        .map(did -> did + " is no active authority")
                        .orElse("this tenant has the keys of no active authority")))
                : new Answer.Found(standing);
    }

    /** The root first, then those of its making, then those under others. */
    private int rank(Did did) {
        if (facts.root().filter(did::equals).isPresent()) {
            return 0;
        }
        return facts.isActiveAuthority(did, Optional.empty()) ? 1 : 2;
    }
}
