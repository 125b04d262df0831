package id.signet.registry.did.hosting;

import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;

/** What must still be signed with a DID's keys before they are erased, such as its last status lists. */
@FunctionalInterface
public interface BeforeDeactivation {

    BeforeDeactivation NOTHING = (caller, did) -> {
    };

    void prepare(Caller caller, Did did);
}
