package id.signet.app.api.problem;

import id.signet.ledger.Refusal;
import java.util.Map;

/** Which problem a refusal of the domain is. One that has no kind of its own here is a 422 whose type ends in its code. */
public final class Refusals {

    private static final Map<String, ProblemType> KINDS = Map.ofEntries(Map.entry("malformed", ProblemType.MALFORMED),
            Map.entry("too-large", ProblemType.TOO_LARGE), Map.entry("not-found", ProblemType.NOT_FOUND),
            Map.entry("forbidden", ProblemType.FORBIDDEN), Map.entry("deactivated", ProblemType.DEACTIVATED),
            Map.entry("stale-version", ProblemType.PRECONDITION_FAILED), Map.entry("conflict", ProblemType.CONFLICT),
            Map.entry("already-done", ProblemType.CONFLICT),
            Map.entry("idempotency-key-reused", ProblemType.IDEMPOTENCY_MISMATCH),
            Map.entry("issuer-forbidden", ProblemType.FORBIDDEN),
            Map.entry("issuer-deactivated", ProblemType.DEACTIVATED),
            Map.entry("unknown-credential", ProblemType.NOT_FOUND),
            Map.entry("revocation-is-final", ProblemType.CONFLICT),
            Map.entry("credential-id-taken", ProblemType.CONFLICT),
            Map.entry("issuer-changing", ProblemType.CONFLICT));

    private Refusals() {}

    public static Problem problem(Refusal refusal) {
        ProblemType kind = KINDS.get(refusal.code());
        String detail = sentence(refusal.message());
        return kind == null
                ? new Problem(ProblemType.REFUSED, refusal.code(), detail, Map.of())
                : Problem.of(kind, detail);
    }

    /** As a sentence begins and ends. */
    public static String sentence(String text) {
        String plain = text.strip();
        if (plain.isEmpty()) {
            return ProblemType.REFUSED.title() + ".";
        }
        String upper = Character.toUpperCase(plain.charAt(0)) + plain.substring(1);
        return upper.endsWith(".") ? upper : upper + ".";
    }
}
