package id.signet.app.api.problem;

import id.signet.app.observe.Correlation;
import id.signet.credential.status.ListUnpublished;
import id.signet.crypto.MalformedInput;
import id.signet.ledger.LedgerUnavailable;
import id.signet.ledger.StorageFull;
import id.signet.ledger.follow.FollowedLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpMethod;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Every exception that leaves a controller, an argument or an interceptor becomes a problem here. */
@RestControllerAdvice
public class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private static final String UNREACHABLE = "The database or the log does not answer.";
    private static final String UNPUBLISHED = "A status list cannot be published. A change of a status stays recorded, and is published as soon as it can be.";

    @ExceptionHandler(Throwable.class)
    void answer(Throwable thrown, HttpServletRequest request, HttpServletResponse response) throws IOException {
        // A peer that went away or went silent in the middle of its body has its answer from the container already.
        if (thrown instanceof AsyncRequestNotUsableException || thrown instanceof ClientAbortException) {
            return;
        }
        Problems.write(problem(thrown, request), request, response);
    }

    /** What a caller is told of it; a fault is logged. */
    public static Problem problem(Throwable thrown, HttpServletRequest request) {
        return switch (thrown) {
            case ProblemException known -> known.problem();
            case UnknownMember unknown -> Problem.of(ProblemType.UNKNOWN_MEMBER, sentence(unknown));
            case MalformedInput.TooLarge large -> Problem.of(ProblemType.TOO_LARGE, sentence(large));
            case MalformedInput malformed -> Problem.of(ProblemType.MALFORMED, sentence(malformed));
            case FollowedLog.OnlyAtOrigin _ -> Problem.of(ProblemType.ONLY_AT_ORIGIN);
            case StorageFull full -> storageFull(full, request);
            case ListUnpublished unpublished -> unavailable(unpublished, request, UNPUBLISHED);
            case LedgerUnavailable _,DataAccessResourceFailureException _,ConcurrencyFailureException _,CannotCreateTransactionException _,QueryTimeoutException _ ->
                unavailable(thrown, request, UNREACHABLE);
            case HttpRequestMethodNotSupportedException method -> methodNotAllowed(method);
            case ErrorResponse framework when framework.getStatusCode().is4xxClientError() ->
                Problem.of(ContainerErrorValve.kind(framework.getStatusCode().value()));
            default -> internal(thrown, request);
        };
    }

    private static Problem methodNotAllowed(HttpRequestMethodNotSupportedException thrown) {
        Problem problem = Problem.of(ProblemType.METHOD_NOT_ALLOWED);
        var methods = thrown.getSupportedHttpMethods();
        return methods == null
                ? problem
                : problem.withHeader("Allow",
                        String.join(", ", methods.stream().map(HttpMethod::name).sorted().toList()));
    }

    private static Problem unavailable(Throwable thrown, HttpServletRequest request, String detail) {
        LOG.warn("request {} could not be answered now", Correlation.instance(request), thrown);
        return Problem.of(ProblemType.UNAVAILABLE, detail).withHeader("Retry-After", "1");
    }

    private static Problem storageFull(StorageFull thrown, HttpServletRequest request) {
        LOG.warn("request {} was refused: {}", Correlation.instance(request), thrown.getMessage());
        return Problem.of(ProblemType.STORAGE_FULL).withHeader("Retry-After", "10");
    }

    private static Problem internal(Throwable thrown, HttpServletRequest request) {
        LOG.error("request {} ended in a fault", Correlation.instance(request), thrown);
        return Problem.of(ProblemType.INTERNAL);
    }

    private static String sentence(MalformedInput thrown) {
        return Refusals.sentence(Objects.requireNonNullElse(thrown.getMessage(), ""));
    }
}
