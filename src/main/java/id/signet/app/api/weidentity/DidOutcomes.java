package id.signet.app.api.weidentity;

import id.signet.registry.RegistryRefusal;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.DidOutcome;
import java.util.Map;

/** What became of a DID, in WeIdentity's codes. */
final class DidOutcomes {

    private DidOutcomes() {}

    /** The DID that was made. */
    static Did made(DidOutcome outcome) {
        return done(outcome, Map.of(RegistryRefusal.Kind.CONFLICT, WeidCode.WEID_EXISTS));
    }

    /** @throws WeidRefused unless it was changed */
    static void changed(DidOutcome outcome) {
        changed(outcome, Map.of());
    }

    /** @param codes where this change has other codes than most */
    static void changed(DidOutcome outcome, Map<RegistryRefusal.Kind, WeidCode> codes) {
        done(outcome, codes);
    }

    private static Did done(DidOutcome outcome, Map<RegistryRefusal.Kind, WeidCode> codes) {
        return switch (outcome) {
            case DidOutcome.Done done -> done.did();
            case DidOutcome.AlreadyDeactivated _ -> throw WeidCode.DEACTIVATED.refusal();
            case DidOutcome.Waiting _ -> throw new IllegalStateException("a did:weid has no witnesses");
            case DidOutcome.Refused(RegistryRefusal refusal) ->
                throw codes.getOrDefault(refusal.kind(), usual(refusal.kind())).refusal(sentence(refusal.message()));
        };
    }

    static WeidCode usual(RegistryRefusal.Kind kind) {
        return switch (kind) {
            case MALFORMED, TOO_LARGE -> WeidCode.ILLEGAL_INPUT;
            case NOT_FOUND -> WeidCode.WEID_ABSENT;
            case FORBIDDEN -> WeidCode.WRONG_KEY;
            case DEACTIVATED -> WeidCode.DEACTIVATED;
            case STALE_VERSION, CONFLICT -> WeidCode.NOT_EXECUTED;
            case IDEMPOTENCY_KEY_REUSED, ALREADY_DONE -> WeidCode.REPEATED;
        };
    }

    static String sentence(String message) {
        return Character.toUpperCase(message.charAt(0)) + message.substring(1) + (message.endsWith(".") ? "" : ".");
    }
}
