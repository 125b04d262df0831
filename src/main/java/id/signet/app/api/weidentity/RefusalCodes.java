package id.signet.app.api.weidentity;

import id.signet.app.api.problem.Refusals;
import id.signet.registry.RegistryRefusal;

/**
 * What a refusal is called among the functions of one subject.
 *
 * @param malformed also for what is too large
 * @param conflict where something is there already
 */
record RefusalCodes(WeidCode malformed, WeidCode absent, WeidCode forbidden, WeidCode conflict) {

    static final RefusalCodes OF_DIDS = new RefusalCodes(WeidCode.ILLEGAL_INPUT, WeidCode.WEID_ABSENT,
            WeidCode.WRONG_KEY, WeidCode.NOT_EXECUTED);

    RefusalCodes withMalformed(WeidCode code) {
        return new RefusalCodes(code, absent, forbidden, conflict);
    }

    RefusalCodes withConflict(WeidCode code) {
        return new RefusalCodes(malformed, absent, forbidden, code);
    }

    WeidRefused refused(RegistryRefusal refusal) {
        WeidCode code = switch (refusal.kind()) {
            case MALFORMED, TOO_LARGE -> malformed;
            case NOT_FOUND -> absent;
            case FORBIDDEN -> forbidden;
            case DEACTIVATED -> WeidCode.DEACTIVATED;
            case CONFLICT -> conflict;
            case STALE_VERSION -> WeidCode.NOT_EXECUTED;
            case IDEMPOTENCY_KEY_REUSED, ALREADY_DONE -> WeidCode.REPEATED;
        };
        return code.refusal(Refusals.sentence(refusal.message()));
    }
}
