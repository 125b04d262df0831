package id.signet.app.api.problem;

import id.signet.app.observe.Correlation;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the container itself refuses, before or after our filters, is a problem too: no HTML, no version, no trace. */
public final class ContainerErrorValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerErrorValve.class);

    public ContainerErrorValve() {
        setShowReport(false);
        setShowServerInfo(false);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Problem problem = Problem
                .of(request.getMethod().equals("CONNECT") ? ProblemType.METHOD_NOT_ALLOWED : kind(status));
        if (isSilence(throwable)) {
            problem = Problem.of(ProblemType.TOO_SLOW).withHeader("Connection", "close");
        } else if (status < 500) {
            LOG.debug("request {} was refused by the container", Correlation.instance(request), throwable);
        } else if (throwable != null) {
            LOG.error("request {} ended in a fault", Correlation.instance(request), throwable);
        }
        try {
            Problems.write(problem, request.getRequest(), response.getResponse());
        } catch (IOException e) {
            LOG.debug("the peer went away before it had its answer", e);
        }
    }

    /** Whether the peer stopped sending in the middle of its body. */
    private static boolean isSilence(@Nullable Throwable throwable) {
        for (Throwable cause = throwable; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    static ProblemType kind(int status) {
        return switch (status) {
            case 401 -> ProblemType.UNAUTHENTICATED;
            case 403 -> ProblemType.FORBIDDEN;
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 413 -> ProblemType.TOO_LARGE;
            case 414 -> ProblemType.URI_TOO_LONG;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA;
            case 429 -> ProblemType.TOO_MANY_REQUESTS;
            case 431 -> ProblemType.HEADERS_TOO_LARGE;
            case 501 -> ProblemType.NOT_IMPLEMENTED;
            case 503 -> ProblemType.UNAVAILABLE;
            default -> status < 500 ? ProblemType.MALFORMED : ProblemType.INTERNAL;
        };
    }
}
