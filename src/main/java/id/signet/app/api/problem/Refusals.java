package id.signet.app.api.problem;

import id.signet.ledger.Refusal;
import java.util.Map;

/** Which status a refusal of the domain is answered with. The problem's type ends in the refusal's own code. */
public final class Refusals {

    private static final Map<String, ProblemType> KINDS = Map.ofEntries(
            Map.entry("not-found", ProblemType.NOT_FOUND), Map.entry("forbidden", ProblemType.FORBIDDEN),
            Map.entry("deactivated", ProblemType.DEACTIVATED),
            Map.entry("stale-version", ProblemType.PRECONDITION_FAILED),
            Map.entry("conflict", ProblemType.CONFLICT), Map.entry("in-progress", ProblemType.IN_PROGRESS),
            Map.entry("idempotency-mismatch", ProblemType.IDEMPOTENCY_MISMATCH));

    private Refusals() {}

    public static Problem problem(Refusal refusal) {
        ProblemType kind = KINDS.getOrDefault(refusal.code(), ProblemType.REFUSED);
        return new Problem(kind, refusal.code(), refusal.message(), Map.of());
    }
}
