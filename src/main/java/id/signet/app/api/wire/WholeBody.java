package id.signet.app.api.wire;

import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads the body of a request into memory, as long as it is not too large and does not take too long. */
final class WholeBody {

    private static final int MAXIMUM = 1 << 20;

    /** For a whole body; the container ends the wait for its next byte sooner. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private WholeBody() {}

    static byte[] read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MAXIMUM) {
            throw tooLarge();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[8 * 1024];
        long start = System.nanoTime();
        try (InputStream in = request.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (body.size() + count > MAXIMUM) {
                    throw tooLarge();
                }
                if (System.nanoTime() - start > LONGEST.toNanos()) {
                    throw tooSlow();
                }
                body.write(buffer, 0, count);
            }
            return body.toByteArray();
        }
    }

    private static RuntimeException tooSlow() {
        return Problem.of(ProblemType.TOO_SLOW).withHeader("Connection", "close").asException();
    }

    private static RuntimeException tooLarge() {
        return Problem.of(ProblemType.TOO_LARGE, "A request body is at most 1 MiB.")
                .withHeader("Connection", "close")
                .asException();
    }
}
