package id.signet.credential.linkage;

import id.signet.registry.did.Did;
import java.time.Clock;

/** Our own origin is not asked by HTTP: what it publishes is made here. */
public final class OwnConfigurations implements DidConfigurations {

    private final DomainLinkages own;
    private final DidConfigurations others;
    private final Clock clock;

    public OwnConfigurations(DomainLinkages own, DidConfigurations others, Clock clock) {
        this.own = own;
        this.others = others;
        this.clock = clock;
    }

    @Override
    public Answer at(WebOrigin origin, Did did) {
        return origin.equals(own.origin())
                ? new Answer.Found(own.published(did), clock.instant())
                : others.at(origin, did);
    }
}
