import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    private Process process;
    private String key = "";

    Service(Path data) throws IOException {
        this.data = data;
        try (ServerSocket free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        }
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
        ProcessBuilder builder = new ProcessBuilder(System.getProperty("signet.launcher"), "--spring.profiles.active=sandbox");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SIGNET_DATA_DIR", data.resolve("data").toString());
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(new File(data.toFile(), "service.log")));
        process = builder.start();
    }

    /** SIGKILL: nothing of the process runs after this. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
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
