package id.signet.app.api.weidentity;

import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemAdvice;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * From an envelope to the answer of its function. An envelope that is understood is answered with HTTP 200 whatever becomes of
 * it, as WeIdentity-Rest-Service does: clients read the code.
 */
@Component
final class WeidDoor {

    private final Functions functions;
    private final IdempotentPosts posts;

    WeidDoor(Functions functions, IdempotentPosts posts) {
        this.functions = functions;
        this.posts = posts;
    }

    ResponseEntity<byte[]> answer(FunctionFamily.Path path, KnownCaller caller, JsonBody body,
            HttpServletRequest http) {
        JsonNode loopback = Envelope.loopback(body.object());
        try {
            Envelope envelope = Envelope.read(body.object());
            WeidFunction function = functions.named(path, envelope.functionName());
            function.require(caller);
            Answer answer = posts.once(caller.in(http), posts.claim(caller, http, body.raw()), known -> Answer
                    .ok(guarded(http, () -> work(function, new Invocation(known, envelope)))),
                    subject -> function.again()
                            .answer(new Invocation(caller.in(http), envelope), subject)
                            .map(Answer::ok));
            return Answers.ok(Replies.success(answer.body(), loopback));
        } catch (WeidRefused refused) {
            return Answers.ok(Replies.refused(refused, loopback));
        }
    }

    private static JsonNode work(WeidFunction function, Invocation invocation) {
        try {
            return function.work().answer(invocation);
        } catch (WeidRefused refused) {
            throw function.refusedBy(refused);
        }
    }

    /** What else can go wrong has a code too. A fault is logged where it becomes a problem. */
    static <T> T guarded(HttpServletRequest http, Supplier<T> work) {
        try {
            return work.get();
        } catch (WeidRefused refused) {
            throw refused;
        } catch (RuntimeException thrown) {
            Problem problem = ProblemAdvice.problem(thrown, http);
            throw code(problem.kind()).refusal(problem.detail());
        }
    }

    private static WeidCode code(ProblemType kind) {
        if (kind.status() < 500) {
            return kind == ProblemType.FORBIDDEN ? WeidCode.NO_PERMISSION : WeidCode.INPUT_ILLEGAL;
        }
        return kind == ProblemType.INTERNAL ? WeidCode.UNKNOWN : WeidCode.BASE_ERROR;
    }
}
