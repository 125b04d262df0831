package id.signet.app.api.problem;

import id.signet.app.observe.Correlation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes a problem to the response. */
public final class Problems {

    private Problems() {}

    public static void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        SecurityHeaders.set(response::setHeader);
        response.setHeader(Correlation.HEADER, Correlation.of(request));
        problem.headers().forEach(response::setHeader);
        response.setStatus(problem.kind().status());
        response.setContentType(Problem.MEDIA_TYPE);
        byte[] body = problem.bytes(Correlation.instance(request));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
