import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Three nodes on PostgreSQL, two witnesses, an EVM node and a follower, as plain processes of this machine: the topology of
 * {@code docker-compose.yml}. Each command is printed with its settings before it runs. Then a credential is issued,
 * verified, revoked and proved, each step at another node; at the end the follower answers alone.
 *
 * <p>Arguments: {@code check} to stop after the steps instead of at Ctrl-C.
 */
final class Topology {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ADMIN_KEY = "zP4vXq7mWk2tR9yJ6nB3hLsD8fGc5VuE1oQaTiYeUwM";

    private static final int FOLLOWER = 8084;

    private final Path directory;
    private final Deque<Process> processes = new ArrayDeque<>();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2)).build();

    private Topology(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws Exception {
        Optional<Path> programs = PostgresServer.programs();
        if (programs.isEmpty()) {
            System.out.println("SKIPPED: no initdb and pg_ctl here; install postgresql, or set POSTGRES_BIN to where they are.");
            System.exit(77);
        }
        Topology topology = new Topology(Files.createTempDirectory("signet-topology"));
        Runtime.getRuntime().addShutdownHook(new Thread(topology::stop));
        topology.start(programs.get());
        topology.use();
        if (!Arrays.asList(arguments).contains("check")) {
            System.out.println("\nEverything runs until Ctrl-C.");
            Thread.currentThread().join();
        }
        System.exit(0);
    }

    // ---- what runs ----

    private final List<PostgresServer> databases = new ArrayList<>();
    private final List<String> witnesses = new ArrayList<>();
    private final List<Process> nodes = new ArrayList<>();
    private String logKey = "";
    private String contract = "";

    private void start(Path programs) throws Exception {
        title("Two PostgreSQL servers: one for the nodes, one for their guard");
        PostgresServer log = PostgresServer.create(directory.resolve("postgres"), programs);
        databases.add(log);
        PostgresServer guard = PostgresServer.create(directory.resolve("guard"), programs);
        databases.add(guard);
        Map<String, String> shared = new LinkedHashMap<>();
        shared.put("SIGNET_PUBLIC_URL", "http://localhost:8081");
        shared.put("SIGNET_LOG_ORIGIN", "sandbox.invalid/topology");
        shared.put("SIGNET_ADMIN_KEY", ADMIN_KEY);
        shared.put("SIGNET_MASTER_KEY", "q8Zr1Yp0mT5vKxW3cN7bJ2dLhG9sFfEaUoRiVwQyMjM=");
        shared.put("SIGNET_DATABASE_URL", log.url());
        shared.put("SIGNET_DATABASE_USER", "signet");
        shared.put("SIGNET_GUARD_DATABASE_URL", guard.url());
        shared.put("SIGNET_GUARD_DATABASE_USER", "signet");

        title("Node one begins the log; its key is what everybody else is given");
        Process alone = node(1, shared);
        logKey = get(8081, "/log/key").strip();
        System.out.println("the log's verifier key: " + logKey);

        title("Two witnesses watch that log");
        StringBuilder asked = new StringBuilder();
        for (int number : List.of(1, 2)) {
            String key = witness(number);
            witnesses.add(key);
            asked.append(key).append(" http://127.0.0.1:").append(8090 + number).append("/log/witness ");
        }
        shared.put("SIGNET_WITNESSES", asked.toString().strip());
        shared.put("SIGNET_WITNESS_QUORUM", "2");

        if (chain()) {
            shared.put("SIGNET_CHAIN_URL", "http://127.0.0.1:8545");
            shared.put("SIGNET_CHAIN_ID", "31337");
            shared.put("SIGNET_CHAIN_KEY_FILE", directory.resolve("chain.key").toString());
            shared.put("SIGNET_CHAIN_CONTRACT", contract);
            shared.put("SIGNET_CHAIN_CONFIRMATIONS", "3");
            shared.put("SIGNET_CHAIN_INTERVAL_SECONDS", "5");
        }

        title("The nodes ask both; nodes two and three join");
        stop(alone);
        nodes.add(node(1, shared));
        for (int number : List.of(2, 3)) {
            run(nodeSettings(number, shared), "node", "join", "--name", "node-" + number, "--reason", "three nodes", "--profile", "sandbox");
            nodes.add(node(number, shared));
        }
    }

    /** Believes nothing that both witnesses have not seen. */
    private Process follower(String authority) throws Exception {
        title("A follower keeps a verified copy of what both witnesses cosigned");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("SIGNET_FOLLOW_KEY", logKey);
        settings.put("SIGNET_FOLLOW_WITNESSES", String.join(" ", witnesses));
        settings.put("SIGNET_FOLLOW_QUORUM", "2");
        settings.put("SIGNET_AUTHORITIES", authority);
        settings.put("SIGNET_DATA_DIR", directory.resolve("follower").toString());
        settings.put("SERVER_PORT", Integer.toString(FOLLOWER));
        settings.put("SIGNET_MANAGEMENT_PORT", "9084");
        Process follower = launch("follower", settings, "follow", "http://127.0.0.1:8082");
        await("follower", follower, () -> get(FOLLOWER, "/log/checkpoint"));
        return follower;
    }

    /** A chain of one node, whose blocks come each second, and the contract on it. */
    private boolean chain() throws Exception {
        title("An EVM node keeps checkpoints: anvil of npm, with the contract of Signet");
        Process npm;
        try {
            npm = new ProcessBuilder("npm", "install", "--prefix", directory.toString(), "--no-audit", "--no-fund", "--no-save",
                    "@foundry-rs/anvil@1.7.1").redirectErrorStream(true).redirectOutput(directory.resolve("npm.log").toFile()).start();
        } catch (IOException absent) {
            System.out.println("SKIPPED: npm is not installed here.");
            return false;
        }
        if (npm.waitFor() != 0) {
            System.out.println("SKIPPED: npm cannot bring anvil, see " + directory.resolve("npm.log"));
            return false;
        }
        processes.push(new ProcessBuilder(directory.resolve("node_modules/.bin/anvil").toString(), "--port", "8545", "--block-time", "1", "--silent")
                .redirectErrorStream(true).redirectOutput(directory.resolve("anvil.log").toFile()).start());
        Path key = Files.createFile(directory.resolve("chain.key"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        // The first account of anvil's own mnemonic, with funds on that chain alone.
        Files.writeString(key, "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("SIGNET_CHAIN_URL", "http://127.0.0.1:8545");
        settings.put("SIGNET_CHAIN_ID", "31337");
        settings.put("SIGNET_CHAIN_KEY_FILE", key.toString());
        contract = await("anvil", processes.peek(), () -> run(settings, "chain", "deploy")).strip();
        settings.put("SIGNET_CHAIN_CONTRACT", contract);
        run(settings, "chain", "self-test");
        return true;
    }

    private Map<String, String> nodeSettings(int number, Map<String, String> shared) {
        Map<String, String> settings = new LinkedHashMap<>(shared);
        settings.put("SIGNET_NODE_NAME", "node-" + number);
        settings.put("SIGNET_DATA_DIR", directory.resolve("node-" + number).toString());
        settings.put("SERVER_PORT", Integer.toString(8080 + number));
        settings.put("SIGNET_MANAGEMENT_PORT", Integer.toString(9080 + number));
        return settings;
    }

    private Process node(int number, Map<String, String> shared) throws Exception {
        Process node = launch("node-" + number, nodeSettings(number, shared), "--spring.profiles.active=sandbox");
        await("node-" + number, node, () -> get(8080 + number, "/log/checkpoint"));
        return node;
    }

    private String witness(int number) throws Exception {
        String name = "witness-" + number;
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("SIGNET_WITNESS_NAME", "witness.invalid/" + number);
        settings.put("SIGNET_WITNESS_DIR", directory.resolve(name).toString());
        settings.put("SIGNET_WITNESS_PORT", Integer.toString(8090 + number));
        settings.put("SIGNET_WITNESS_LOGS", logKey);
        Process witness = launch(name, settings, "witness");
        return await(name, witness, () -> get(8090 + number, "/log/witness/key")).strip();
    }

    // ---- what it is for ----

    private void use() throws Exception {
        title("An issuer is made at node one and accredited at node two");
        JsonNode did = post(8081, "/api/v1/dids", "{\"method\":\"weid\",\"keyType\":\"Ed25519\"}", 201);
        String issuer = did.get("did").stringValue();
        post(8082, "/api/v1/issuers", "{\"did\":\"" + issuer + "\",\"name\":\"Training office\",\"accreditations\":[{\"credentialType\":\"TrainingCertificate\"}]}", 201);

        title("It issues at node three");
        JsonNode issued = post(8083, "/api/v1/credentials", """
                {"issuer":"%s","type":["VerifiableCredential","TrainingCertificate"],"status":["revocation"],"format":"data-integrity",
                 "subject":{"id":"did:example:ada","name":"Ada Marsh","course":"Fire safety","level":"basic","completedOn":"2026-11-02"}}""".formatted(issuer), 201);
        Path paper = Files.writeString(directory.resolve("certificate.json"), issued.toString());

        title("The receipt comes again under a checkpoint that both witnesses cosigned, and is checked offline");
        String receipt = cosigned(issued.get("receipt").stringValue());
        Path proof = Files.writeString(directory.resolve("receipt.txt"), receipt);
        run(Map.of(), "log", "verify-receipt", "--key", logKey, "--witness", witnesses.get(0), "--witness", witnesses.get(1), "--quorum", "2",
                "--receipt", proof.toString(), "--credential", paper.toString());

        if (!contract.isEmpty()) {
            title("The chain keeps the checkpoint that covers it, which any of its nodes tells");
            Path attested = Files.writeString(directory.resolve("attested.json"), attested(issued.get("receipt").stringValue()));
            run(Map.of(), "log", "verify-receipt", "--key", logKey, "--chain", "http://127.0.0.1:8545", "--contract", contract,
                    "--receipt", attested.toString(), "--credential", paper.toString());
        }

        String authority = JSON.readTree(get(8081, "/api/v1/issuers/" + issuer)).at("/accreditations/0/accreditedBy").stringValue();
        Process follower = follower(authority);

        title("It is good at each node and at the follower, and nowhere after it was revoked at node one");
        List<Integer> ports = List.of(8081, 8082, 8083, FOLLOWER);
        for (int port : ports) {
            await("the verdict", follower, () -> verdict(port, issued, receipt, true));
        }
        post(8081, "/api/v1/credentials/" + issued.get("id").stringValue() + "/status", "{\"purpose\":\"revocation\",\"value\":true}", 200);
        for (int port : ports) {
            await("the verdict", follower, () -> verdict(port, issued, receipt, false));
        }

        title("With all nodes stopped the follower still knows, and says how old its view is");
        for (Process node : nodes) {
            stop(node);
        }
        verdict(FOLLOWER, issued, receipt, false);
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + FOLLOWER + "/1.0/identifiers/" + issuer)).build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8));
        System.out.println("Signet-View: " + answer.headers().firstValue("Signet-View").orElseThrow() + ", " + answer.statusCode() + " for " + issuer);
    }

    /** The receipt under the first checkpoint that covers its leaf and that the quorum cosigned. */
    private String cosigned(String receipt) throws Exception {
        Pattern cosignature = Pattern.compile("^\u2014 witness\\.invalid/", Pattern.MULTILINE);
        for (int attempt = 0; attempt < 60; attempt++) {
            String again = post(8082, "/api/v1/ledger/receipts", JSON.createObjectNode().put("receipt", receipt).toString(), 200).get("receipt").stringValue();
            if (cosignature.matcher(again).results().count() >= 2) {
                return again;
            }
            Thread.sleep(250);
        }
        throw new IllegalStateException("no cosigned checkpoint within 15 s");
    }

    /** The receipt under the first checkpoint that the chain keeps for good. */
    private String attested(String receipt) throws Exception {
        String question = JSON.createObjectNode().put("receipt", receipt).put("attested", true).toString();
        for (int attempt = 0; ; attempt++) {
            try {
                return post(8083, "/api/v1/ledger/receipts", question, 200).toString();
            } catch (IllegalStateException notYet) {
                if (attempt == 60) {
                    throw notYet;
                }
                Thread.sleep(1_000);
            }
        }
    }

    /** Fails unless the verdict is the one that is wanted. */
    private boolean verdict(int port, JsonNode issued, String receipt, boolean wanted) throws Exception {
        ObjectNode question = JSON.createObjectNode();
        question.set("credential", issued.get("credential"));
        question.putArray("receipts").add(receipt);
        JsonNode report = post(port, "/api/v1/credentials/verify", question.toString(), 200);
        StringBuilder checks = new StringBuilder();
        report.get("checks").forEach(check -> checks.append(' ').append(check.path("name").asString()).append('=').append(check.path("result").asString()));
        if (report.get("verified").booleanValue() != wanted) {
            throw new IllegalStateException("expected " + wanted + ": " + report);
        }
        System.out.println("port " + port + ": verified " + wanted + checks);
        return wanted;
    }

    // ---- processes ----

    private interface Attempt<T> {
        T make() throws Exception;
    }

    private Process launch(String name, Map<String, String> settings, String... arguments) throws IOException {
        say(settings, arguments);
        ProcessBuilder builder = signet(settings, arguments);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(new File(directory.toFile(), name + ".log")));
        Process process = builder.start();
        processes.push(process);
        return process;
    }

    /** A command that ends by itself, and well. */
    private String run(Map<String, String> settings, String... arguments) throws Exception {
        say(settings, arguments);
        Process process = signet(settings, arguments).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.print(said);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + " ended with " + process.exitValue());
        }
        return said;
    }

    private static ProcessBuilder signet(Map<String, String> settings, String... arguments) {
        List<String> command = new ArrayList<>(List.of(System.getProperty("signet.launcher")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(settings);
        return builder;
    }

    private <T> T await(String name, Process process, Attempt<T> attempt) throws Exception {
        long began = System.nanoTime();
        while (true) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " ended with " + process.exitValue() + ", see " + directory.resolve(name + ".log"));
            }
            try {
                return attempt.make();
            } catch (IOException | IllegalStateException notYet) {
                if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(90)) {
                    throw notYet;
                }
                Thread.sleep(100);
            }
        }
    }

    private void stop(Process process) throws InterruptedException {
        process.destroy();
        process.waitFor(30, TimeUnit.SECONDS);
        processes.remove(process);
    }

    private void stop() {
        try {
            for (Process process : processes) {
                process.destroy();
            }
            for (Process process : processes) {
                process.waitFor(30, TimeUnit.SECONDS);
            }
            for (PostgresServer database : databases) {
                database.stop("fast");
            }
        } catch (Exception e) {
            System.out.println("not everything could be stopped: " + e.getMessage());
        }
    }

    private static void title(String text) {
        System.out.println("\n# " + text);
    }

    private static void say(Map<String, String> settings, String... arguments) {
        StringBuilder line = new StringBuilder();
        settings.forEach((name, value) -> line.append(name).append('=').append(quoted(value)).append(" \\\n  "));
        line.append("./signet");
        for (String argument : arguments) {
            line.append(' ').append(quoted(argument));
        }
        System.out.println(line);
    }

    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_@%+=:,./-]+") ? value : "'" + value + "'";
    }

    // ---- HTTP ----

    private String get(int port, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).GET(), 200);
    }

    private JsonNode post(int port, String path, String json, int status) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).header("Content-Type", "application/json");
        if (port != FOLLOWER) {
            request.header("Authorization", "Bearer " + ADMIN_KEY);
        }
        return JSON.readTree(send(request.POST(BodyPublishers.ofString(json)), status));
    }

    private String send(HttpRequest.Builder request, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (answer.statusCode() != status) {
            throw new IllegalStateException("expected " + status + ", got " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
