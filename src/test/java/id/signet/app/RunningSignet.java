package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp;
import id.signet.app.description.ApiDescription;
import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.json.Json;
import id.signet.ledger.follow.Following;
import id.signet.ledger.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The whole application on a port of its own, and a client that holds its admin key. */
public final class RunningSignet implements AutoCloseable {

    /** Held by the operator of a production service: 32 random bytes, as the documents ask for. */
    public static final String OPERATORS_KEY = "zP4vXq7mWk2tR9yJ6nB3hLsD8fGc5VuE1oQaTiYeUwM";

    private static final String API = "/api/v1/";
    private static final Set<String> REPORTS = Set.of("credentials/verify", "presentations/verify");
    private static final ApiDescription DESCRIPTION = ApiDescription.read();
    private static final String LIMIT = "SIGNET_ANONYMOUS_VERIFICATIONS_PER_MINUTE=";

    private final ConfigurableApplicationContext context;
    private final RawHttp http;
    private final String adminKey;
    private final Runnable afterwards;

    private RunningSignet(ConfigurableApplicationContext context, String adminKey, Runnable afterwards) {
        this.context = context;
        this.adminKey = adminKey;
        this.afterwards = afterwards;
        var server = ((ServletWebServerApplicationContext) context).getWebServer();
        http = new RawHttp(server == null ? 0 : server.getPort());
    }

    /**
     * On the embedded database, or on PostgreSQL where the system property {@code signet.database} says so.
     *
     * @param settings as {@code NAME=value}, beside a data folder below the one given
     */
    public static RunningSignet sandbox(Path folder, String... settings) throws IOException {
        return sandbox(folder, context -> {
        }, settings);
    }

    /** With a part of another kind than the application would take. */
    public static <T> RunningSignet sandbox(Path folder, Class<T> type, T part, String... settings)
            throws IOException {
        return sandbox(folder, context -> context.registerBean(type, () -> part), settings);
    }

    private static RunningSignet sandbox(Path folder, Consumer<GenericApplicationContext> parts, String... settings)
            throws IOException {
        Path data = folder.resolve("data");
        List<String> all = new ArrayList<>(List.of("server.port=0", "SIGNET_PUBLIC_URL=http://localhost:8080",
                "SIGNET_DATA_DIR=" + data));
        all.addAll(Arrays.asList(settings));
        if (all.stream().noneMatch(setting -> setting.startsWith(LIMIT))) {
            all.add(LIMIT + "1000000");
        }
        Optional<TestDatabase> database = "postgres".equals(System.getProperty("signet.database"))
                ? Optional.of(postgres())
                : Optional.empty();
        database.ifPresent(postgres -> all.addAll(List.of("SIGNET_DATABASE_URL=" + postgres.url(),
                "SIGNET_DATABASE_USER=" + postgres.user())));
        ConfigurableApplicationContext context = run(all, parts, "sandbox");
        return new RunningSignet(context, Files.readString(data.resolve("admin.key")).strip(),
                () -> database.ifPresent(TestDatabase::close));
    }

    private static TestDatabase postgres() {
        try {
            return TestDatabase.postgres();
        } catch (IllegalStateException trouble) {
            if (Boolean.getBoolean("require.postgres")) {
                throw trouble;
            }
            return Assumptions.abort(String.valueOf(trouble.getMessage()));
        }
    }

    /** Everything that an operator must set, as {@code NAME=value}; data and guard are below the folder given. */
    public static List<String> settingsOfProduction(Path folder) throws IOException {
        Path master = folder.resolve("master.key");
        if (Files.notExists(master)) {
            Files.createFile(master,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(master, "q8Zr1Yp0mT5vKxW3cN7bJ2dLhG9sFfEaUoRiVwQyMjM=");
        }
        return new ArrayList<>(List.of("SIGNET_PUBLIC_URL=https://id.example.org",
                "SIGNET_LOG_ORIGIN=log.example.org/2026", "SIGNET_NETWORK=main", "SIGNET_ADMIN_KEY=" + OPERATORS_KEY,
                "SIGNET_MASTER_KEY_FILE=" + master, "SIGNET_DATA_DIR=" + folder.resolve("data"),
                "SIGNET_GUARD_DIR=" + folder.resolve("guard")));
    }

    /** @param settings all of them but the ports, as {@link #settingsOfProduction} gives them */
    public static RunningSignet production(List<String> settings) {
        List<String> all = new ArrayList<>(List.of("server.port=0", "SIGNET_MANAGEMENT_PORT=0"));
        all.addAll(settings);
        return new RunningSignet(run(all), OPERATORS_KEY, () -> {
        });
    }

    /**
     * Which takes its rounds faster than the world would.
     *
     * @param settings all of them but the ports
     */
    public static RunningSignet follower(List<String> settings) {
        List<String> all = new ArrayList<>(List.of("server.port=0", "server.address=127.0.0.1",
                "SIGNET_MANAGEMENT_PORT=0", LIMIT + "1000000"));
        all.addAll(settings);
        var pace = new Following.Pace(Duration.ofMillis(50), Duration.ofMillis(200));
        return new RunningSignet(
                run(all, context -> context.registerBean(Following.Pace.class, () -> pace), "follower"),
                "", () -> {
                });
    }

    private static ConfigurableApplicationContext run(List<String> settings, String... profiles) {
        return run(settings, context -> {
        }, profiles);
    }

    private static ConfigurableApplicationContext run(List<String> settings, Consumer<GenericApplicationContext> parts,
            String... profiles) {
        return new SpringApplicationBuilder(SignetApplication.class).profiles(profiles)
                .initializers((GenericApplicationContext context) -> parts.accept(context))
                .logStartupInfo(false)
                .run(settings.stream().map(setting -> "--" + setting).toArray(String[]::new));
    }

    public RawHttp http() {
        return http;
    }

    /** A part of the application, for what no door shows. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    /** The port that operators alone can reach. */
    public int managementPort() {
        return Integer.parseInt(context.getEnvironment().getProperty("local.management.port", "0"));
    }

    public String bearer() {
        return "Authorization: Bearer " + adminKey;
    }

    /** A POST below {@code /api/v1} with the admin key. */
    public Answer send(String path, String body, String... headers) throws IOException {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = bearer();
        all[headers.length + 1] = "Content-Type: application/json";
        return http.post(API + path, body.getBytes(StandardCharsets.UTF_8), all);
    }

    /** A POST that must be answered with the status given, and as it is described if the answer is a report. */
    public JsonNode post(int status, String path, String body, String... headers) throws IOException {
        Answer answer = send(path, body, headers);
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        JsonNode json = answer.json();
        if (status == 200 && REPORTS.contains(path)) {
            assertThat(DESCRIPTION.violations("Report", json)).as("%s", answer).isEmpty();
        }
        return json;
    }

    /** What everybody can read. */
    public JsonNode get(String address) throws IOException {
        Answer answer = http.send("GET " + address);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    public Answer delete(String path, String... headers) throws IOException {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = bearer();
        return http.send("DELETE " + API + path, all);
    }

    // ---- what most stories begin with ----

    public JsonNode createDid(String method, String keyType) throws IOException {
        return post(201, "dids", "{\"method\":\"" + method + "\",\"keyType\":\"" + keyType + "\"}");
    }

    /** A did:weid that the sandbox's root authority accredits for training certificates. */
    public String accreditedIssuer() throws IOException {
        String did = createDid("weid", "Ed25519").get("did").stringValue();
        accredit(did, "TrainingCertificate");
        return did;
    }

    public void accredit(String did, String type) throws IOException {
        post(201, "issuers", "{\"did\":\"" + did + "\",\"name\":\"Training office\",\"accreditations\":"
                + "[{\"credentialType\":\"" + type + "\"}]}");
    }

    /** A training certificate as {@code {id, credential, receipt}}. */
    public JsonNode issue(String issuer, String format) throws IOException {
        return post(201, "credentials", certificate(issuer, format));
    }

    /** The wish for a training certificate that can be revoked and suspended. */
    public static String certificate(String issuer, String format) {
        return "{\"issuer\":\"" + issuer + "\",\"type\":[\"VerifiableCredential\",\"TrainingCertificate\"],"
                + "\"subject\":{\"name\":\"Žofie Marsh\",\"course\":\"Fire safety\"},"
                + "\"status\":[\"revocation\",\"suspension\"],\"format\":\"" + format + "\"}";
    }

    /** The report on what {@link #issue} gave, with its receipt. */
    public JsonNode verify(JsonNode issued) throws IOException {
        return report(issued.get("credential"), issued.get("receipt"));
    }

    /** The report on a credential, given nothing but the receipts. */
    public JsonNode report(JsonNode credential, JsonNode... receipts) throws IOException {
        ObjectNode question = Json.object();
        question.set("credential", credential);
        if (receipts.length > 0) {
            question.putArray("receipts").addAll(Arrays.asList(receipts));
        }
        return post(200, "credentials/verify", question.toString());
    }

    /** The row of a check in a report. */
    public static JsonNode check(JsonNode report, String name) {
        for (JsonNode row : report.get("checks")) {
            if (row.get("name").stringValue().equals(name)) {
                return row;
            }
        }
        throw new AssertionError("no check " + name + " in " + report);
    }

    public JsonNode changeStatus(JsonNode issued, String purpose, boolean value) throws IOException {
        return post(200, "credentials/" + issued.get("id").stringValue() + "/status",
                "{\"purpose\":\"" + purpose + "\",\"value\":" + value + "}");
    }

    /** One request of many that are made at the same moment. */
    @FunctionalInterface
    public interface Request {
        Answer send(int number) throws IOException;
    }

    /** Makes requests in as many threads at once, and gives their answers in the order of their numbers. */
    public static List<Answer> atOnce(int threads, Request request) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(threads);
        try (ExecutorService pool = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                answers.add(pool.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return request.send(number);
                }));
            }
            List<Answer> all = new ArrayList<>();
            for (Future<Answer> answer : answers) {
                all.add(answer.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new AssertionError("a request came back without an answer", e.getCause());
        }
    }

    /** Stops it as a SIGTERM does. */
    @Override
    public void close() {
        context.close();
        afterwards.run();
    }
}
