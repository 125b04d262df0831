package id.signet.app.api.weidentity;

import id.signet.registry.RegistryRefusal;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.DidOutcome;

/** What became of a DID, in WeIdentity's codes. */
final class DidOutcomes {

    private DidOutcomes() {}

    /** The DID that was made. */
    static Did made(DidOutcome outcome) {
        return done(outcome, RefusalCodes.OF_DIDS.withConflict(WeidCode.WEID_EXISTS));
    }

    /** @throws WeidRefused unless it was changed */
    static void changed(DidOutcome outcome) {
        changed(outcome, RefusalCodes.OF_DIDS);
    }

    /** @param codes where this change has other codes than most */
    static void changed(DidOutcome outcome, RefusalCodes codes) {
        done(outcome, codes);
    }

    private static Did done(DidOutcome outcome, RefusalCodes codes) {
        return switch (outcome) {
            case DidOutcome.Done done -> done.did();
            case DidOutcome.AlreadyDeactivated _ -> throw WeidCode.DEACTIVATED.refusal();
            case DidOutcome.Waiting _ -> throw new IllegalStateException("a did:weid has no witnesses");
            case DidOutcome.Refused(RegistryRefusal refusal) ->
                throw codes.refused(refusal);
        };
    }
}
