package id.signet.app.migrate;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** The service that takes the rows, at the address that its operator gave: no redirects, bounded answers. */
public final class Service implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int LARGEST_ANSWER = 8 << 20;
    private static final int TRIES = 5;

    private final String base;
    private final String key;
    private final HttpClient http;

    /**
     * @param base without a slash at its end
     * @param key an API key of the operator's
     */
    public Service(URI base, String key) {
        this.base = base.toString();
        this.key = key;
        this.http = HttpClient.newBuilder().followRedirects(Redirect.NEVER).connectTimeout(CONNECT).build();
    }

    /** @param json the answer; an empty object if it was none */
    record Answer(int status, ObjectNode json) {

        boolean isGood() {
            return status >= 200 && status < 300;
        }

        /** What a problem says. */
        String detail() {
            return json.path("detail").asString("the service answered with status " + status);
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    Answer post(String path, ObjectNode body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Bytes.utf8(body.toString()).toArray())));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest ready = request.timeout(ANSWER).header("Authorization", "Bearer " + key).build();
        Answer answer = answer(http.send(ready, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER)));
        for (int i = 1; i < TRIES && (answer.status() == 429 || answer.status() == 503); i++) {
            Thread.sleep(Duration.ofSeconds(i));
            answer = answer(http.send(ready, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER)));
        }
        return answer;
    }

    private static Answer answer(HttpResponse<byte[]> answer) throws IOException {
        if (answer.body().length == 0) {
            return new Answer(answer.statusCode(), Json.object());
        }
        if (!answer.headers().firstValue("Content-Type").orElse("").contains("json")) {
            throw new IOException("what answers there is no Signet: it sends no JSON");
        }
        return new Answer(answer.statusCode(),
                StrictJson.parseObject(answer.body(), StrictJson.Limits.DEFAULT.withBytes(LARGEST_ANSWER)));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
