package id.signet.ledger.follow.http;

import id.signet.crypto.Bytes;
import id.signet.ledger.follow.Origin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** An origin at an address that the operator configured: no redirects, little time, bounded answers. */
public final class HttpOrigin implements Origin, AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final String prefix;
    private final HttpClient http;

    /** @param prefix without a slash at its end */
    public HttpOrigin(URI prefix) {
        this.prefix = prefix + "/";
        this.http = HttpClient.newBuilder().followRedirects(Redirect.NEVER).connectTimeout(CONNECT).build();
    }

    @Override
    public Optional<Bytes> read(String path, int longest) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(URI.create(prefix + path)).timeout(ANSWER).GET().build(),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), longest));
        return switch (answer.statusCode()) {
            case 200 -> Optional.of(Bytes.of(answer.body()));
            case 404 -> Optional.empty();
            default -> throw new IOException("the origin answers " + path + " with status " + answer.statusCode());
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
