package id.signet.app.api.credential;

import id.signet.app.access.AccessInterceptor;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemAdvice;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.Lines;
import id.signet.app.api.wire.Lines.Line;
import id.signet.app.observe.Correlation;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Many questions in one request, one JSON object a line, each answered by one line in its order: {@code {line, report}}, or
 * {@code {line, problem}} where the line is no question. Both ways at once and in bounded memory: a few lines are in work at
 * a time, and no more is read than the client takes back. Once the client is gone nothing more is begun.
 */
public final class VerifiedLines {

    static final String MEDIA_TYPE = "application/x-ndjson";

    private static final int MOST_LINES = 10_000;
    private static final int LONGEST_LINE = 1 << 20;
    private static final long MOST_BYTES = 64L << 20;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final AccessInterceptor access;
    private final int atOnce;

    /**
     * @param access counts each line against the limit of its address
     * @param atOnce lines that are in work at a time, for each request
     */
    public VerifiedLines(AccessInterceptor access, int atOnce) {
        this.access = access;
        this.atOnce = atOnce;
    }

    /** @param report answers the question that a line holds, in any thread */
    void answer(InputStream body, HttpServletRequest request, HttpServletResponse response,
            Function<ObjectNode, ObjectNode> report) throws IOException {
        if (Collections.list(request.getHeaders("Content-Type")).size() != 1) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA, "The media type of a body is said exactly once.")
                    .asException();
        }
        if (request.getContentLengthLong() > MOST_BYTES) {
            throw Problem.of(ProblemType.TOO_LARGE, "All lines together are at most 64 MiB.")
                    .withHeader("Connection", "close")
                    .asException();
        }
        response.setContentType(MEDIA_TYPE);
        answer(body, response.getOutputStream(), request, report);
    }

    void answer(InputStream body, OutputStream out, HttpServletRequest request,
            Function<ObjectNode, ObjectNode> report) throws IOException {
        // A thread that stands in the database must never be interrupted; what has begun ends by itself, and soon.
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            new Exchange(new Lines(body, LONGEST_LINE, MOST_BYTES), out, request, report, workers).run();
        }
    }

    /** One request and its answer. */
    private final class Exchange {

        private final Lines lines;
        private final OutputStream out;
        private final HttpServletRequest request;
        private final Function<ObjectNode, ObjectNode> report;
        private final ExecutorService workers;
        private final Queue<CompletableFuture<byte[]>> underWay = new ArrayDeque<>();
        private final long start = System.nanoTime();
        private long number;

        Exchange(Lines lines, OutputStream out, HttpServletRequest request, Function<ObjectNode, ObjectNode> report,
                ExecutorService workers) {
            this.lines = lines;
            this.out = out;
            this.request = request;
            this.report = report;
            this.workers = workers;
        }

        void run() throws IOException {
            boolean more = true;
            while (more) {
                more = takeNext();
                while (!underWay.isEmpty() && (!more || underWay.size() >= atOnce || lines.wouldWait())) {
                    out.write(underWay.remove().join());
                    out.write('\n');
                }
                if (more && underWay.isEmpty()) {
                    out.flush();
                }
            }
        }

        /** @return false if it was the last line, or the last that is looked at */
        private boolean takeNext() throws IOException {
            number++;
            Optional<Line> line = lines.next();
            if (line.isEmpty()) {
                return false;
            }
            if (number > MOST_LINES) {
                return end(tooLarge("There are more than 10,000 lines; no further one is read."));
            }
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                return end(Problem.of(ProblemType.TOO_SLOW, "All lines together come within ten minutes."));
            }
            return switch (line.get()) {
                case Line.TooMuch _ ->
                    end(tooLarge("All lines together are at most 64 MiB; no further one is read."));
                case Line.TooLong _ -> {
                    done(tooLarge("A line is at most 1 MiB."));
                    yield true;
                }
                case Line.Text(var text) -> {
                    long place = number;
                    Optional<Problem> refused = refused(place);
                    if (refused.isPresent()) {
                        done(refused.get());
                    } else {
                        underWay.add(CompletableFuture.supplyAsync(() -> judged(place, text.toArray()), workers));
                    }
                    yield true;
                }
            };
        }

        /** The first line was counted with the request. */
        private Optional<Problem> refused(long place) {
            if (place == 1) {
                return Optional.empty();
            }
            try {
                access.countAnother(request);
                return Optional.empty();
            } catch (RuntimeException e) {
                return Optional.of(ProblemAdvice.problem(e, request));
            }
        }

        private byte[] judged(long place, byte[] text) {
            try {
                return line(place, "report", report.apply(StrictJson.parseObject(text)));
            } catch (RuntimeException e) {
                return problem(place, ProblemAdvice.problem(e, request));
            }
        }

        private boolean end(Problem problem) {
            done(problem);
            return false;
        }

        private void done(Problem problem) {
            underWay.add(CompletableFuture.completedFuture(problem(number, problem)));
        }

        private byte[] problem(long place, Problem problem) {
            ObjectNode json = problem.json(Correlation.instance(request));
            Optional.ofNullable(problem.headers().get("Retry-After"))
                    .ifPresent(seconds -> json.put("retryAfter", Long.parseLong(seconds)));
            return line(place, "problem", json);
        }

        private static Problem tooLarge(String detail) {
            return Problem.of(ProblemType.TOO_LARGE, detail);
        }

        private static byte[] line(long place, String member, ObjectNode content) {
            ObjectNode json = Json.object().put("line", place);
            json.set(member, content);
            return Answers.utf8(json);
        }
    }
}
