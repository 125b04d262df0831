package id.signet.app.access;

import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.ledger.FreeSpace;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Decides by the annotation of the very method that will answer, so that no spelling of a path can slip past a rule. A method
 * that says nothing is closed. Runs before the body is read.
 */
public final class AccessInterceptor implements HandlerInterceptor {

    private static final Set<String> READING = Set.of("GET", "HEAD");

    static final String CALLER = KnownCaller.class.getName();

    private final ApiKeys keys;
    private final AnonymousLimit anonymous;
    private final AnonymousLimit failures;
    private final FreeSpace space;
    private final LoopbackCallers loopback;

    public AccessInterceptor(ApiKeys keys, AnonymousLimit anonymous, AnonymousLimit failures, FreeSpace space,
            LoopbackCallers loopback) {
        this.keys = keys;
        this.anonymous = anonymous;
        this.failures = failures;
        this.space = space;
        this.loopback = loopback;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof ResourceHttpRequestHandler) {
            return true;
        }
        if (!(handler instanceof HandlerMethod method)) {
            throw Problem.of(ProblemType.NOT_FOUND).asException();
        }
        Open open = method.getMethodAnnotation(Open.class);
        Allowed allowed = method.getMethodAnnotation(Allowed.class);
        Optional<KnownCaller> caller = caller(request);
        if (caller.isEmpty() && allowed != null && allowed.loopback()) {
            caller = loopback.find(request);
        }
        if (open != null) {
            if (open.limited() && caller.isEmpty()) {
                anonymous.take(request);
            }
        } else if (allowed != null) {
            require(allowed, caller);
            if (!READING.contains(request.getMethod())) {
                space.require();
            }
        } else {
            throw Problem.of(ProblemType.FORBIDDEN).asException();
        }
        caller.ifPresent(known -> request.setAttribute(CALLER, known));
        return true;
    }

    /** Counts one more use of an operation that is limited, within a request that brings several; a known caller's is not. */
    public void countAnother(HttpServletRequest request) {
        if (request.getAttribute(CALLER) == null) {
            anonymous.take(request);
        }
    }

    private void require(Allowed allowed, Optional<KnownCaller> caller) {
        KnownCaller known = caller
                .orElseThrow(() -> unauthenticated("This operation needs an API key.", "Bearer realm=\"signet\""));
        boolean operatorOnly = allowed.operator() && !keys.isOperator(known);
        if (!known.mayAct(allowed.value()) || operatorOnly) {
            throw Problem.of(ProblemType.FORBIDDEN, "The roles of this API key do not cover the operation: "
                    + String.join(", ", Arrays.stream(allowed.value()).map(Role::text).toList()) + ".").asException();
        }
    }

    private Optional<KnownCaller> caller(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        String header = headers.getFirst();
        boolean bearer = headers.size() == 1 && header.length() <= 512
                && header.regionMatches(true, 0, "Bearer ", 0, 7);
        Optional<KnownCaller> caller = bearer ? keys.recognise(header.substring(7)) : Optional.empty();
        if (caller.isEmpty()) {
            failures.take(request);
            throw unauthenticated("The API key is not known.", "Bearer realm=\"signet\", error=\"invalid_token\"");
        }
        return caller;
    }

    private static RuntimeException unauthenticated(String detail, String challenge) {
        return Problem.of(ProblemType.UNAUTHENTICATED, detail).withHeader("WWW-Authenticate", challenge).asException();
    }
}
