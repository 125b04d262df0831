package id.signet.ledger.witness.http;

import id.signet.ledger.TreeSize;
import id.signet.ledger.note.AddCheckpoint;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.witness.WitnessClient;
import id.signet.ledger.witness.WitnessOutcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/** A witness at an address that the operator configured: no redirects, little time, small answers. */
public final class HttpWitnessClient implements WitnessClient {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** Room for 16 post-quantum signatures of witnesses that have them beside ours. */
    private static final long LARGEST_ANSWER = 64 * 1024;

    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");

    private final VerifierKey witness;
    private final URI address;
    private final HttpClient http;

    /** @param prefix the submission prefix, without a slash at its end */
    public HttpWitnessClient(VerifierKey witness, URI prefix, HttpClient http) {
        this.witness = witness;
        this.address = URI.create(prefix + "/add-checkpoint");
        this.http = http;
    }

    /** For all witnesses of a log. */
    public static HttpClient http() {
        return HttpClient.newBuilder().followRedirects(Redirect.NEVER).connectTimeout(CONNECT).build();
    }

    @Override
    public VerifierKey witness() {
        return witness;
    }

    @Override
    public WitnessOutcome add(AddCheckpoint request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(address)
                        .timeout(ANSWER)
                        .header("Content-Type", "text/plain; charset=utf-8")
                        .POST(BodyPublishers.ofString(request.encode()))
                        .build(),
                BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST_ANSWER));
        return switch (answer.statusCode()) {
            case 200 -> new WitnessOutcome.Cosigned(answer.body());
            case 409 -> new WitnessOutcome.Conflict(size(answer.body()));
            case 400 -> new WitnessOutcome.Malformed(reason(answer));
            case 403 -> new WitnessOutcome.Forbidden(reason(answer));
            case 404 -> new WitnessOutcome.NotFound();
            case 422 -> new WitnessOutcome.Unprocessable(reason(answer));
            default -> throw new IOException("the witness answers with status " + answer.statusCode());
        };
    }

    private static TreeSize size(String body) throws IOException {
        if (!SIZE.matcher(body).matches()) {
            throw new IOException("the witness names no size with its conflict");
        }
        return new TreeSize(Long.parseLong(body.strip()));
    }

    /** For a line of the log; the witness may write what it likes. */
    private static String reason(HttpResponse<String> answer) {
        String line = answer.body().replaceAll("[^ -~]", " ").strip();
        return line.length() > 300 ? line.substring(0, 300) : line;
    }
}
