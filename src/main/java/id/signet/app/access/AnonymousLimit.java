package id.signet.app.access;

import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/** How often callers without a key may do one thing, each address for itself. */
public final class AnonymousLimit {

    private final TokenBuckets buckets;

    public AnonymousLimit(TokenBuckets buckets) {
        this.buckets = buckets;
    }

    /** Lets the request through, or ends it with a problem that says how long to wait. */
    public void take(HttpServletRequest request) {
        Optional<Duration> wait = buckets.take(request.getRemoteAddr());
        if (wait.isPresent()) {
            long seconds = Math.max(1, (wait.get().toMillis() + 999) / 1000);
            throw Problem.of(ProblemType.TOO_MANY_REQUESTS)
                    .withHeader("Retry-After", Long.toString(seconds))
                    .asException();
        }
    }
}
