package id.signet.registry.did.resolution;

import id.signet.registry.did.Did;

/** One DID method; adding another touches one class, its test and one line of wiring. */
public interface DidMethod {

    /** The method's name in a DID. */
    String name();

    /** Whether somebody else's host is asked to resolve this DID. */
    default boolean reachesOut(Did did) {
        return false;
    }

    /** @param did of this method */
    ResolutionResult resolve(Did did, ResolutionOptions options);
}
