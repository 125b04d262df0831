package id.signet.app.api.weidentity;

import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemAdvice;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.problem.ProblemException;
import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.registry.audit.Caller;
import id.signet.registry.idempotency.IdempotencyClaim;
import id.signet.registry.idempotency.IdempotencyKey;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * From an envelope to the answer of its function. An envelope that is understood is answered with HTTP 200 whatever becomes of
 * it, as WeIdentity-Rest-Service does: clients read the code.
 */
@Component
final class WeidDoor {

    private static final String NONCES = "weid/api/transact";
    /** Longer than any {@code blockLimit} lasts. */
    private static final Duration REMEMBERED = Duration.ofHours(24);

    private final Functions functions;
    private final IdempotentPosts posts;
    private final Clock clock;

    WeidDoor(Functions functions, IdempotentPosts posts, Clock clock) {
        this.functions = functions;
        this.posts = posts;
        this.clock = clock;
    }

    ResponseEntity<byte[]> answer(FunctionFamily.Path path, KnownCaller caller, JsonBody body,
            HttpServletRequest http) {
        JsonNode loopback = Envelope.loopback(body.object());
        try {
            Envelope envelope = Envelope.read(body.object());
            WeidFunction function = functions.named(path, envelope.functionName());
            function.require(caller);
            Answer answer = unlessOut(http, () -> path == FunctionFamily.Path.TRANSACT
                    ? oncePerNonce(caller, function, envelope, http)
                    : once(caller, posts.claim(caller, http, body.raw()), function, envelope, http));
            return Answers.ok(Replies.success(answer.body(), loopback));
        } catch (WeidRefused refused) {
            return Answers.ok(Replies.refused(refused, loopback));
        }
    }

    private Answer once(KnownCaller caller, Optional<IdempotencyClaim> claim, WeidFunction function, Envelope envelope,
            HttpServletRequest http) {
        Caller known = caller.in(http);
        return posts.once(known, claim,
                claiming -> Answer.ok(guarded(http, () -> work(function, new Invocation(claiming, envelope)))),
                // With its claim: what an issuance left unfinished is completed, and nothing is done twice.
                subject -> function.again()
                        .answer(new Invocation(claim.map(known::with).orElse(known), envelope), subject)
                        .map(Answer::ok));
    }

    /** A nonce is used once: the same call again gets the same answer, another one with the nonce none. */
    private Answer oncePerNonce(KnownCaller caller, WeidFunction function, Envelope envelope,
            HttpServletRequest http) {
        String nonce = Transactions.nonce(envelope.transaction());
        ObjectNode call = envelope.transaction().json().deepCopy();
        call.remove(Envelope.LOOPBACK);
        call.put("functionName", function.name());
        Bytes hash = Bytes.of(Hashes.sha256(Jcs.canonicalize(call)));
        var claim = new IdempotencyClaim(new IdempotencyKey(caller.tenant(), NONCES, nonce), hash,
                clock.instant().plus(REMEMBERED));
        try {
            return once(caller, Optional.of(claim), function, envelope, http);
        } catch (ProblemException problem) {
            throw WeidCode.NONCE.refusal("The nonce was used for another call, or its call is still running.");
        }
    }

    private static JsonNode work(WeidFunction function, Invocation invocation) {
        try {
            return function.work().answer(invocation);
        } catch (WeidRefused refused) {
            throw function.refusedBy(refused);
        }
    }

    /** An outage has a code wherever it is met; what is wrong with an idempotency key stays a problem of HTTP. */
    static <T> T unlessOut(HttpServletRequest http, Supplier<T> work) {
        return coded(http, work, problem -> problem.kind().status() >= 500);
    }

    /** What can go wrong in a function has a code. A fault is logged where it becomes a problem. */
    static <T> T guarded(HttpServletRequest http, Supplier<T> work) {
        return coded(http, work, _ -> true);
    }

    private static <T> T coded(HttpServletRequest http, Supplier<T> work, Predicate<Problem> hasCode) {
        try {
            return work.get();
        } catch (WeidRefused refused) {
            throw refused;
        } catch (RuntimeException thrown) {
            Problem problem = ProblemAdvice.problem(thrown, http);
            throw hasCode.test(problem) ? code(problem.kind()).refusal(problem.detail()) : thrown;
        }
    }

    private static WeidCode code(ProblemType kind) {
        if (kind.status() < 500) {
            return kind == ProblemType.FORBIDDEN ? WeidCode.NO_PERMISSION : WeidCode.INPUT_ILLEGAL;
        }
        return kind == ProblemType.INTERNAL ? WeidCode.UNKNOWN : WeidCode.BASE_ERROR;
    }
}
