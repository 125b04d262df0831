package id.signet.app.access;

import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.ledger.follow.FollowReport;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * On a follower: each answer says of which view it is and how old that is, and what only the origin can do is refused.
 */
public final class FollowersView implements HandlerInterceptor {

    /** An RFC 9651 dictionary: {@code size=12, as-of=@1790000000, age=3}, and {@code alarm} while one stands. */
    public static final String HEADER = "Signet-View";

    private final Supplier<FollowReport> report;
    private final String origin;
    private final Clock clock;

    /** @param origin the public address of the service that writes the log */
    public FollowersView(Supplier<FollowReport> report, String origin, Clock clock) {
        this.report = report;
        this.origin = origin;
        this.clock = clock;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) {
            return true;
        }
        FollowReport now = report.get();
        if (now.size().isPresent() && now.asOf().isPresent()) {
            response.setHeader(HEADER, view(now, now.size().get().value(), now.asOf().get()));
        }
        if (method.hasMethodAnnotation(Allowed.class)) {
            throw Problem.of(ProblemType.ONLY_AT_ORIGIN,
                    "This node follows a log and keeps nothing of its own; the service that writes it is at " + origin
                            + ".")
                    .asException();
        }
        if (now.size().isEmpty()) {
            throw Problem.of(ProblemType.UNAVAILABLE, "This follower has not verified the log yet"
                    + now.problem().map(why -> ": " + why).orElse("") + ".")
                    .withHeader("Retry-After", "5")
                    .asException();
        }
        return true;
    }

    private String view(FollowReport now, long size, Instant asOf) {
        long age = Math.max(0, Duration.between(asOf, clock.instant()).toSeconds());
        return "size=" + size + ", as-of=@" + asOf.getEpochSecond() + ", age=" + age
                + (now.alarms().isEmpty() ? "" : ", alarm");
    }
}
