package id.signet.app.api.wire;

import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemException;
import id.signet.app.api.problem.Problems;
import id.signet.app.api.problem.SecurityHeaders;
import id.signet.app.observe.Correlation;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;

/** The first thing a request meets: its correlation id, the headers of its answer, and the grammar it must keep. */
public final class StrictRequestFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final boolean https;

    /** @param https whether the service is reached by https, so that browsers are told to stay with it */
    public StrictRequestFilter(boolean https) {
        this.https = https;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // on a virtual thread, yield goes to the end of the queue
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // One connection after the other: a client whose next request is already there would keep the carrier thread.
        Thread.yield();
        SecurityHeaders.set(response::setHeader);
        if (https) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        response.setHeader(Correlation.HEADER, Correlation.of(request));
        MDC.put("request", Correlation.of(request));
        try {
            RequestGrammar.check(request);
            chain.doFilter(request, response);
        } catch (ProblemException refused) {
            boolean unread = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
            Problem problem = refused.problem();
            Problems.write(unread ? problem.withHeader("Connection", "close") : problem, request, response);
        } finally {
            MDC.remove("request");
        }
    }
}
