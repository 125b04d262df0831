import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One of several nodes: the packaged application as a process of its own, on a PostgreSQL that all share. */
final class Node {

    record Answer(int status, String text, String retryAfter) {
        JsonNode json() {
            return JSON.readTree(text);
        }

        Answer expect(int wanted) {
            if (status != wanted) {
                throw new IllegalStateException("expected " + wanted + ", got " + status + ": " + text);
            }
            return this;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration AVOIDED = Duration.ofSeconds(3);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    final String name;
    private final Path directory;
    private final Map<String, String> settings;
    private final int port;
    private final boolean apart;
    private volatile long avoidedUntil = System.nanoTime();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2)).build();
    private Process process;

    /** @param settings the same for all nodes: the log's names, keys and databases */
    Node(String name, Path directory, Map<String, String> settings) throws IOException {
        this(name, directory, settings, false);
    }

    /** @param apart at the other end of a {@link Link} */
    Node(String name, Path directory, Map<String, String> settings, boolean apart) throws IOException {
        this.name = name;
        this.apart = apart;
        this.directory = Files.createDirectories(directory.resolve(name));
        this.settings = settings;
        try (ServerSocket free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        }
    }

    /** Runs a command of the launcher with this node's settings; returns its exit code. */
    int command(String... arguments) throws IOException, InterruptedException {
        return launch(List.of(arguments)).waitFor();
    }

    void start() throws Exception {
        process = launch(served());
        long began = System.nanoTime();
        while (true) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " exited with " + process.exitValue() + ", see " + directory);
            }
            try {
                if (get("/log/checkpoint").status() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // The port is not open yet.
            }
            if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(90)) {
                throw new IllegalStateException(name + " not up within 90 s, see " + directory);
            }
            Thread.sleep(100);
        }
    }

    /** A start that should end by itself; returns its exit code, or -1 if it is up after 60 seconds. */
    int startRefused() throws Exception {
        process = launch(served());
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
            return -1;
        }
        return process.exitValue();
    }

    /** A sandbox listens to its own machine only, unless it is told that something else keeps others away. */
    private List<String> served() {
        return apart ? List.of("--spring.profiles.active=sandbox", "--server.address=0.0.0.0") : List.of("--spring.profiles.active=sandbox");
    }

    private Process launch(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(arguments);
        command.addFirst(System.getProperty("signet.launcher"));
        if (apart) {
            command.addAll(0, List.of(Link.prefix()));
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(settings);
        if (apart) {
            builder.environment().put("SIGNET_SANDBOX_IN_CONTAINER", "true");
        }
        builder.environment().put("SIGNET_NODE_NAME", name);
        builder.environment().put("SIGNET_DATA_DIR", directory.resolve("data").toString());
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("SIGNET_MANAGEMENT_PORT", "0");
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(new File(directory.toFile(), "service.log")));
        return builder.start();
    }

    /** STOP, CONT, KILL or TERM. */
    void signal(String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    }

    /** SIGTERM, and the process's end; returns its exit code. */
    int stop() throws Exception {
        signal("TERM");
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
            return -1;
        }
        return process.exitValue();
    }

    void kill() throws Exception {
        if (process != null && process.isAlive()) {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Whether a client that chooses among the nodes would ask this one now. */
    boolean isAnswering() {
        return System.nanoTime() - avoidedUntil >= 0;
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    byte[] bytes(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(HttpRequest.newBuilder(uri(path)).GET().timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " is answered " + answer.statusCode());
        }
        return answer.body();
    }

    /** @param headers names and values in turn */
    Answer post(String path, String json, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + settings.get("SIGNET_ADMIN_KEY")).POST(BodyPublishers.ofString(json));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private URI uri(String path) {
        return URI.create("http://" + (apart ? Link.THERE : "127.0.0.1") + ":" + port + path);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (HttpTimeoutException | ConnectException silent) {
            // As a balancer does: whoever does not answer is left alone for a while.
            avoidedUntil = System.nanoTime() + AVOIDED.toNanos();
            throw silent;
        }
        return new Answer(answer.statusCode(), answer.body(), answer.headers().firstValue("Retry-After").orElse(""));
    }
}
