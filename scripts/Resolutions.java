import id.signet.crypto.Base64Url;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.registry.did.WeidIdentifier;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Resolutions per second over HTTP with 32 connections, DIDs picked at random: of a service with 1,000 DIDs and of one with
 * many, in turn for some rounds, so that both meet the same machine; then of one DID of 1,000 versions, the newest and any.
 * The DIDs are made over HTTP, each by an operation that its own key signed. The generator runs on the same cores and is
 * part of the figure.
 *
 * <p>{@code Resolutions [seconds] [DIDs] [rounds] [folder] [postgres]}: with a folder the many are kept there and are
 * used again, unless a PostgreSQL server of the script's own holds them.
 */
final class Resolutions {

    private static final int CONNECTIONS = 32;
    private static final int FEW = 1_000;
    private static final int AT_ONCE = 20_000;
    private static final int VERSIONS = 1_000;
    /** What the compiler has not seen often is slow, and rows that nobody asked for are on disk. */
    private static final int WARM_UP_SECONDS = 60;

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        int many = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        Path folder = arguments.length > 3 ? Files.createDirectories(Path.of(arguments[3])) : Files.createTempDirectory("signet-resolutions");
        boolean postgres = arguments.length > 4 && arguments[4].equals("postgres");
        Registry large = new Registry(folder, postgres);
        Registry small = new Registry(Files.createTempDirectory("signet-resolutions-few"), postgres);
        try {
            large.grow(many);
            small.grow(FEW);
            Many versions = small.versions();
            compare(new Case("%,d DIDs".formatted(FEW), small.service, small::any),
                    new Case("%,d DIDs".formatted(many), large.service, large::any), rounds, seconds);
            compare(new Case("%,d versions, the newest".formatted(VERSIONS), small.service, () -> versions.newest),
                    new Case("%,d versions, any".formatted(VERSIONS), small.service, versions::any), rounds, seconds);
        } finally {
            small.stop();
            large.stop();
        }
    }

    private record Case(String name, Service service, Supplier<byte[]> requests) {

        Load.Figure measure(int seconds) throws Exception {
            return Load.run(service, CONNECTIONS, requests, 200, seconds);
        }
    }

    private record Many(byte[] newest, byte[][] each) {

        byte[] any() {
            return each[ThreadLocalRandom.current().nextInt(each.length)];
        }
    }

    private static void compare(Case first, Case second, int rounds, int seconds) throws Exception {
        List<Case> cases = List.of(first, second);
        Map<Case, List<Load.Figure>> figures = Map.of(first, new ArrayList<>(), second, new ArrayList<>());
        for (Case one : cases) {
            one.measure(WARM_UP_SECONDS);
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (Case one : cases) {
                Machine before = Machine.now(one.service);
                Load.Figure figure = one.measure(seconds);
                figures.get(one).add(figure);
                Machine after = Machine.now(one.service);
                System.out.printf("%d  %-26s %s   %3.0f us of the service's processor each   %s%n", round, one.name, figure,
                        after.service().minus(before.service()).toNanos() / 1e3 / figure.answers(), after.since(before));
            }
            ratios.add(figures.get(second).getLast().rate() / figures.get(first).getLast().rate());
        }
        for (Case one : cases) {
            List<Load.Figure> all = figures.get(one);
            System.out.printf("median of %d: %-26s %,.0f /s   p50 %.1f ms   p99 %.1f ms%n", rounds, one.name,
                    median(all.stream().map(Load.Figure::rate).toList()), median(all.stream().map(Load.Figure::p50).toList()),
                    median(all.stream().map(Load.Figure::p99).toList()));
        }
        System.out.printf("median of %d: %s to %s, round by round: %.2f%n", rounds, second.name, first.name, median(ratios));
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** A service with its DIDs; they and its port are found again in its folder. */
    private static final class Registry {

        private final Path folder;
        private final Service service;
        private final Optional<PostgresServer> database;
        private final List<byte[]> dids = new ArrayList<>();
        private final String template;
        private final String templateKey;
        private final String templateDid;

        Registry(Path folder, boolean postgres) throws Exception {
            this.folder = folder;
            this.database = postgres ? Optional.of(database(folder.resolve("postgres"))) : Optional.empty();
            Path port = folder.resolve("port");
            this.service = Files.exists(port) ? new Service(folder, Integer.parseInt(Files.readString(port))) : new Service(folder);
            Files.writeString(port, Integer.toString(service.port));
            database.ifPresent(server -> service.set(Map.of("SIGNET_DATABASE_URL", server.url(), "SIGNET_DATABASE_USER", "signet")));
            service.start();
            if (Files.exists(known())) {
                Files.readAllLines(known()).forEach(did -> dids.add(resolution(did, "")));
            }
            SigningKey key = SoftwareSigningKey.generate(KeyType.ED25519);
            templateKey = Multikey.encode(key.publicKey());
            templateDid = did(key);
            JsonNode prepared = service.post("/api/v1/dids/operations:prepare",
                    "{\"type\":\"did.create\",\"updateKey\":\"" + templateKey + "\",\"keys\":[]}").expect(200).json();
            template = new String(Base64Url.decode(prepared.get("signedBytes").stringValue()), StandardCharsets.UTF_8);
            if (!template.contains(templateDid)) {
                throw new IllegalStateException("the prepared operation is of another DID: " + template);
            }
        }

        private static PostgresServer database(Path folder) throws Exception {
            Path programs = PostgresServer.programs().orElseThrow(() -> new IllegalStateException("the programs of PostgreSQL are not installed here"));
            return PostgresServer.create(folder, programs);
        }

        private Path known() {
            return folder.resolve("dids");
        }

        private static String did(SigningKey key) {
            return WeidIdentifier.of("sandbox", key.publicKey()).did().toString();
        }

        void grow(int size) throws Exception {
            int before = dids.size();
            long began = System.nanoTime();
            while (dids.size() < size) {
                String[] fresh = new String[Math.min(AT_ONCE, size - dids.size())];
                AtomicInteger next = new AtomicInteger();
                Load.Figure figure = Load.run(service, () -> {
                    int place = next.getAndIncrement();
                    return place < fresh.length ? creation(place, fresh) : new byte[0];
                }, 201, 3_600);
                if (figure.answers() != fresh.length) {
                    throw new IllegalStateException("%d of %d creations were answered 201".formatted(figure.answers(), fresh.length));
                }
                Files.write(known(), List.of(fresh), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                for (String did : fresh) {
                    dids.add(resolution(did, ""));
                }
            }
            System.out.printf("%,d DIDs made, %,.0f /s%n", size - before, (size - before) * 1e9 / (System.nanoTime() - began));
        }

        private byte[] creation(int place, String[] fresh) {
            SigningKey key = SoftwareSigningKey.generate(KeyType.ED25519);
            String multikey = Multikey.encode(key.publicKey());
            fresh[place] = did(key);
            String text = template.replace(templateKey, multikey).replace(templateDid, fresh[place]);
            String operation = text.substring(text.indexOf('\n') + 1);
            String proof = "{\"verificationMethod\":\"did:key:" + multikey + "#" + multikey + "\",\"algorithm\":\"EdDSA\",\"signature\":\""
                    + Base64Url.encode(key.sign(text.getBytes(StandardCharsets.UTF_8))) + "\"}";
            return Load.post(service, "/api/v1/dids/operations", "{\"type\":\"did.create\",\"operation\":"
                    + operation.substring(0, operation.length() - 1) + ",\"proof\":" + proof + "}}");
        }

        private byte[] resolution(String did, String query) {
            return ("GET /1.0/identifiers/" + URLEncoder.encode(did, StandardCharsets.UTF_8) + query + " HTTP/1.1\r\nHost: 127.0.0.1:" + service.port
                    + "\r\nAccept: application/did-resolution\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        }

        byte[] any() {
            return dids.get(ThreadLocalRandom.current().nextInt(dids.size()));
        }

        /** One more DID, of many versions. */
        Many versions() throws Exception {
            JsonNode created = service.post("/api/v1/dids", "{\"method\":\"weid\",\"keyType\":\"Ed25519\"}").expect(201).json();
            String did = created.get("did").stringValue();
            byte[][] each = new byte[VERSIONS][];
            for (int version = 1; version <= VERSIONS; version++) {
                if (version > 1) {
                    service.post("/api/v1/dids/" + did + "/services", "{\"services\":[{\"id\":\"#desk\",\"type\":\"LinkedDomains\",\"serviceEndpoint\":"
                            + "\"https://agency.example/" + version + "\"}]}").expect(200);
                }
                each[version - 1] = resolution(did, "?versionId=" + version);
            }
            return new Many(resolution(did, ""), each);
        }

        void stop() throws Exception {
            service.stop();
            if (database.isPresent()) {
                database.get().stop("fast");
            }
        }
    }
}
