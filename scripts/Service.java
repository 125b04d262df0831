import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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

/** The packaged application as a process of its own, started in the sandbox on a directory of our choice. */
final class Service {

    record Answer(int status, String text) {
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

    static final JsonMapper JSON = JsonMapper.builder().build();

    final Path data;
    final int port;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();
    private List<String> prefix = List.of();
    private Map<String, String> settings = Map.of();
    private Process process;
    private String key = "";

    Service(Path data) throws IOException {
        this(data, freePort());
    }

    /** The port stands in the sandbox's public address, which a log is bound to: a copy must answer there as well. */
    Service(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** The next starts are those of this command, with the launcher behind it. */
    void startedBy(String... command) {
        prefix = List.of(command);
    }

    /** What the next starts and commands find in their environment besides. */
    void set(Map<String, String> environment) {
        settings = Map.copyOf(environment);
    }

    /** A command of the operator on this service's place: its exit code and what it said. */
    Answer command(String... arguments) throws IOException, InterruptedException {
        return command(Map.of(), arguments);
    }

    Answer command(Map<String, String> settings, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(System.getProperty("signet.launcher")));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--profile", "sandbox"));
        ProcessBuilder builder = environment(new ProcessBuilder(all));
        builder.environment().putAll(settings);
        Process command = builder.redirectErrorStream(true).start();
        String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(command.waitFor(), said);
    }

    /** A start that is expected to be refused: the exit code. */
    int startRefused() throws IOException, InterruptedException {
        launch();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
            return -1;
        }
        return process.exitValue();
    }

    private ProcessBuilder environment(ProcessBuilder builder) {
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SIGNET_DATA_DIR", data.resolve("data").toString());
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().putAll(settings);
        return builder;
    }

    /** Starts the process and waits until it answers; returns how long that took. */
    Duration start() throws Exception {
        long began = System.nanoTime();
        launch();
        while (true) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the service exited with " + process.exitValue() + ", see " + data.resolve("service.log"));
            }
            try {
                if (get("/log/checkpoint").status() == 200) {
                    break;
                }
            } catch (IOException notYet) {
                // The port is not open yet.
            }
            if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(60)) {
                kill();
                throw new IllegalStateException("not up within 60 s, see " + data.resolve("service.log"));
            }
            Thread.sleep(50);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        key = Files.readString(data.resolve("data").resolve("admin.key")).strip();
        return took;
    }

    /** A start that is itself cut off. */
    void startAndKillAfter(Duration pause) throws IOException, InterruptedException {
        launch();
        process.waitFor(pause.toMillis(), TimeUnit.MILLISECONDS);
        kill();
    }

    private void launch() throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(System.getProperty("signet.launcher"), "--spring.profiles.active=sandbox"));
        ProcessBuilder builder = environment(new ProcessBuilder(command));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(new File(data.toFile(), "service.log")));
        process = builder.start();
    }

    /** SIGKILL: nothing of the process runs after this. */
    void kill() throws InterruptedException {
        if (process == null) {
            return;
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.waitFor();
    }

    /** What the process has used of the processors so far. */
    Duration worked() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }

    String key() {
        return key;
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    Answer post(String path, String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + key).POST(BodyPublishers.ofString(json)));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }
}
