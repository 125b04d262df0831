package id.signet.ledger.anchor.evm;

import id.signet.crypto.MalformedInput;
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
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A node at an address that the operator configured: one question at a time, no redirects, little time, bounded answers. */
public final class HttpJsonRpc implements JsonRpc, AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final long LARGEST_ANSWER = 1L << 20;
    private static final int LONGEST_MESSAGE = 300;

    private final URI address;
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
    private final AtomicLong ids = new AtomicLong();

    public HttpJsonRpc(URI address) {
        this.address = address;
    }

    @Override
    public JsonNode call(String method, JsonNode... parameters) throws IOException, InterruptedException {
        long id = ids.incrementAndGet();
        ObjectNode question = Json.object();
        question.put("jsonrpc", "2.0");
        question.put("id", id);
        question.put("method", method);
        var list = question.putArray("params");
        for (JsonNode parameter : parameters) {
            list.add(parameter);
        }
        HttpResponse<byte[]> response = http.send(HttpRequest.newBuilder(address)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(question.toString()))
                .build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        if (response.statusCode() != 200) {
            throw new IOException("the chain's node answers with status " + response.statusCode());
        }
        return result(method, id, response.body());
    }

    private static JsonNode result(String method, long id, byte[] body) throws IOException {
        ObjectNode answer;
        try {
            answer = StrictJson.parseObject(body);
        } catch (MalformedInput e) {
            throw new IOException(method + ": the chain's node answers what is no JSON-RPC: " + e.getMessage(), e);
        }
        JsonNode error = answer.path("error");
        if (error.isObject()) {
            String message = error.path("message").asString("no message").replaceAll("[^ -~]", " ");
            throw new Refused(method + ": "
                    + (message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message));
        }
        if (!answer.path("id").isIntegralNumber() || answer.path("id").asLong() != id || !answer.has("result")) {
            throw new IOException(method + ": the chain's node answers another question");
        }
        return answer.get("result");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
