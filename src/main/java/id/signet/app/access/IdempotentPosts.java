package id.signet.app.access;

import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.Sealer;
import id.signet.ledger.DurableCommit;
import id.signet.ledger.state.StoredRows;
import id.signet.registry.audit.Caller;
import id.signet.registry.idempotency.IdempotencyClaim;
import id.signet.registry.idempotency.IdempotencyKey;
import id.signet.registry.idempotency.IdempotencyRow;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs a POST once for each {@code Idempotency-Key}. The claim is written in the transaction of the effect; the answer is
 * kept sealed beside it, so that whoever asks again within a day gets the same one.
 */
public final class IdempotentPosts {

    public static final String HEADER = "Idempotency-Key";

    private static final Duration KEPT = Duration.ofHours(24);
    private static final int LONGEST_ROUTE = 200;

    private final StoredRows rows;
    private final DurableCommit durable;
    private final Sealer sealer;
    private final Clock clock;
    private final Map<IdempotencyKey, Bytes> running = new ConcurrentHashMap<>();

    /** @param sealer for kept answers, which may hold claims */
    public IdempotentPosts(StoredRows rows, DurableCommit durable, Sealer sealer, Clock clock) {
        this.rows = rows;
        this.durable = durable;
        this.sealer = sealer;
        this.clock = clock;
    }

    /** What a POST answers, as far as it is kept. */
    public record Answer(int status, Optional<String> location, JsonNode body) {

        public static Answer ok(JsonNode body) {
            return new Answer(200, Optional.empty(), body);
        }

        /** What was asked for is not done yet. */
        public static Answer accepted(JsonNode body) {
            return new Answer(202, Optional.empty(), body);
        }

        public static Answer created(String location, JsonNode body) {
            return new Answer(201, Optional.of(location), body);
        }
    }

    /**
     * The claim a request makes; empty if it brings no key.
     *
     * @throws id.signet.crypto.MalformedInput if the key is not 1 to 255 printable ASCII characters
     */
    public Optional<IdempotencyClaim> claim(KnownCaller caller, HttpServletRequest request, Bytes body) {
        List<String> keys = Collections.list(request.getHeaders(HEADER));
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        if (keys.size() > 1) {
            throw Problem.of(ProblemType.MALFORMED, "There is more than one Idempotency-Key.").asException();
        }
        String route = request.getMethod() + " " + request.getRequestURI();
        if (route.length() > LONGEST_ROUTE) {
            route = request.getMethod() + " " + Bytes.of(Hashes.sha256(route.getBytes(StandardCharsets.UTF_8))).hex();
        }
        // If-Match is part of what is asked for.
        String condition = String.valueOf(request.getHeader("If-Match"));
        Bytes hash = Bytes.of(Hashes.sha256(body.toArray(), condition.getBytes(StandardCharsets.UTF_8)));
        return Optional.of(new IdempotencyClaim(new IdempotencyKey(caller.tenant(), route, keys.getFirst()), hash,
                clock.instant().plus(KEPT)));
    }

    /**
     * Answers from memory, or does the work under the claim and remembers its answer.
     *
     * @param work makes the change for the caller given, and writes the claim with it
     * @param again makes the answer anew from the claim's subject, where a stop came between the effect and its answer
     */
    public Answer once(Caller caller, Optional<IdempotencyClaim> claim, Function<Caller, Answer> work,
            Function<String, Optional<Answer>> again) {
        if (claim.isEmpty()) {
            return work.apply(caller);
        }
        IdempotencyKey key = claim.get().key();
        Bytes underWay = running.putIfAbsent(key, claim.get().bodyHash());
        if (underWay != null) {
            if (!underWay.equals(claim.get().bodyHash())) {
                throw Problem.of(ProblemType.IDEMPOTENCY_MISMATCH).asException();
            }
            throw Problem.of(ProblemType.IN_PROGRESS).withHeader("Retry-After", "1").asException();
        }
        try {
            Optional<Answer> known = known(claim.get(), again);
            if (known.isPresent()) {
                return known.get();
            }
            Answer answer = work.apply(caller.with(claim.get()));
            keep(claim.get(), answer);
            return answer;
        } finally {
            running.remove(key);
        }
    }

    /**
     * Answers a question that writes nothing of its own, such as a verification. Its answer is kept like any other, so that a
     * retry is not taken for a replay; an unknown caller has nobody to whom a key could belong.
     */
    public Answer question(Optional<KnownCaller> caller, HttpServletRequest request, Bytes body,
            Supplier<Answer> answer) {
        return caller.isEmpty()
                ? answer.get()
                : once(caller.get().in(request), claim(caller.get(), request, body), known -> answer.get(),
                        subject -> Optional.of(answer.get()));
    }

    private Optional<Answer> known(IdempotencyClaim claim, Function<String, Optional<Answer>> again) {
        Optional<IdempotencyRow> row = row(claim).filter(this::isLive);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        if (!row.get().bodyHash().equals(claim.bodyHash())) {
            throw Problem.of(ProblemType.IDEMPOTENCY_MISMATCH).asException();
        }
        Optional<Answer> kept = row.get().answer().map(sealed -> open(claim.key(), sealed));
        if (kept.isPresent()) {
            return kept;
        }
        Optional<Answer> anew = again.apply(row.get().subject());
        if (anew.isEmpty()) {
            throw Problem.of(ProblemType.CONFLICT, "The request was carried out before and its answer is lost.")
                    .asException();
        }
        return anew;
    }

    private Optional<IdempotencyRow> row(IdempotencyClaim claim) {
        return rows.get(IdempotencyRow.TABLE, claim.key());
    }

    private boolean isLive(IdempotencyRow row) {
        return row.expires().isAfter(clock.instant());
    }

    /** A request that changed nothing has no claim of its own yet, only perhaps an expired one in its place. */
    private void keep(IdempotencyClaim claim, Answer answer) {
        Bytes sealed = seal(claim.key(), answer);
        durable.write(() -> {
            Optional<IdempotencyRow> row = row(claim);
            String subject = row.filter(this::isLive).map(IdempotencyRow::subject).orElse("");
            IdempotencyRow kept = new IdempotencyRow(claim.bodyHash(), subject, Optional.of(sealed), claim.expires());
            return row.isPresent()
                    ? rows.replace(IdempotencyRow.TABLE, claim.key(), kept)
                    : rows.insertIfAbsent(IdempotencyRow.TABLE, claim.key(), kept);
        });
    }

    private Bytes seal(IdempotencyKey key, Answer answer) {
        ObjectNode json = Json.object();
        json.put("status", answer.status());
        answer.location().ifPresent(location -> json.put("location", location));
        json.set("body", answer.body());
        return Bytes.of(sealer.seal(json.toString().getBytes(StandardCharsets.UTF_8), context(key)));
    }

    private Answer open(IdempotencyKey key, Bytes sealed) {
        ObjectNode json = StrictJson.parseObject(sealer.open(sealed.toArray(), context(key)));
        return new Answer(json.path("status").intValue(),
                Optional.ofNullable(json.get("location")).map(JsonNode::stringValue), json.path("body"));
    }

    private static byte[] context(IdempotencyKey key) {
        return (key.tenant() + "\n" + key.route() + "\n" + key.key()).getBytes(StandardCharsets.UTF_8);
    }
}
