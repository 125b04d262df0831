package id.signet.ledger.witness.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.signet.ledger.witness.Witness;
import id.signet.ledger.witness.WitnessOutcome.Conflict;
import id.signet.ledger.witness.WitnessOutcome.Cosigned;
import id.signet.ledger.witness.WitnessOutcome.Forbidden;
import id.signet.ledger.witness.WitnessOutcome.Malformed;
import id.signet.ledger.witness.WitnessOutcome.NotFound;
import id.signet.ledger.witness.WitnessOutcome.Unprocessable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The door of a witness. Submission and monitoring prefix are both {@code /log/witness}: {@code POST add-checkpoint},
 * {@code GET <origin hash>/checkpoint}, and {@code GET key} for people.
 */
public final class WitnessServer implements AutoCloseable {

    public static final String PREFIX = "/log/witness/";

    private static final Logger LOG = System.getLogger(WitnessServer.class.getName());
    private static final String TEXT = "text/plain; charset=utf-8";

    /** The largest note, with the longest proof before it. */
    private static final int LARGEST_BODY = 132 * 1024;

    private final Witness witness;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private WitnessServer(Witness witness, HttpServer server) {
        this.witness = witness;
        this.server = server;
    }

    /** @param address port 0 takes any that is free */
    public static WitnessServer start(Witness witness, InetSocketAddress address) {
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address, e);
        }
        WitnessServer door = new WitnessServer(witness, server);
        server.createContext("/", door::answer);
        server.setExecutor(door.threads);
        server.start();
        return door;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private record Answer(int status, String type, String body) {}

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answerTo(exchange);
            } catch (RuntimeException fault) {
                LOG.log(Level.ERROR, "a request was not answered", fault);
                answer = new Answer(500, TEXT, "the witness has a fault; its log tells\n");
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answerTo(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals(PREFIX + "add-checkpoint")) {
            return exchange.getRequestMethod().equals("POST") ? addCheckpoint(exchange) : methodNotAllowed();
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            return methodNotAllowed();
        }
        if (path.equals(PREFIX + "key")) {
            return new Answer(200, TEXT, witness.verifierKey().text() + "\n");
        }
        if (path.startsWith(PREFIX) && path.endsWith("/checkpoint")) {
            return witness.latest(path.substring(PREFIX.length(), path.length() - "/checkpoint".length()))
                    .map(checkpoint -> new Answer(200, TEXT, checkpoint))
                    .orElseGet(() -> new Answer(404, TEXT, "this witness never cosigned a checkpoint of that log\n"));
        }
        return new Answer(404, TEXT, "there is nothing here\n");
    }

    private Answer addCheckpoint(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return new Answer(413, TEXT, "a request has at most " + LARGEST_BODY + " bytes\n");
        }
        return switch (witness.addCheckpoint(body)) {
            case Cosigned(String line) -> new Answer(200, TEXT, line);
            case Conflict(var latest) -> new Answer(409, "text/x.tlog.size", latest.value() + "\n");
            case NotFound _ -> new Answer(404, TEXT, "this witness does not watch that log\n");
            case Forbidden(String reason) -> new Answer(403, TEXT, reason + "\n");
            case Unprocessable(String reason) -> new Answer(422, TEXT, reason + "\n");
            case Malformed(String reason) -> new Answer(400, TEXT, reason + "\n");
        };
    }

    private static Answer methodNotAllowed() {
        return new Answer(405, TEXT, "add-checkpoint takes POST, everything else GET\n");
    }

    @Override
    public void close() {
        server.stop(1);
        threads.close();
    }
}
