import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Evidence per second over HTTP, every write durable: in batches of 1,000 under one leaf, and one by one from the request to
 * the receipt, in turn for some rounds, with the raw signature rate of one core beside them. Then a file of many gigabytes,
 * with the most memory that the service held while it came. The generator runs on the same cores and is part of each figure.
 *
 * <p>{@code Deposits [seconds] [rounds] [gigabytes] [postgres]}
 */
final class Deposits {

    private static final int BATCH = 1_000;
    /** How many who deposit wait at once. */
    private static final int CONNECTIONS = 4;
    private static final long GIGABYTE = 1_000_000_000L;

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        long bytes = (arguments.length > 2 ? Long.parseLong(arguments[2]) : 5) * GIGABYTE;
        boolean postgres = arguments.length > 3 && arguments[3].equals("postgres");
        Path folder = Files.createTempDirectory("signet-deposits");
        Service service = new Service(folder);
        Optional<PostgresServer> database = postgres ? Optional.of(PostgresServer.create(folder.resolve("postgres"),
                PostgresServer.programs().orElseThrow(() -> new IllegalStateException("the programs of PostgreSQL are not installed here")))) : Optional.empty();
        database.ifPresent(server -> service.set(Map.of("SIGNET_DATABASE_URL", server.url(), "SIGNET_DATABASE_USER", "signet")));
        service.start();
        try {
            String author = service.post("/api/v1/dids", "{\"method\":\"weid\",\"keyType\":\"Ed25519\"}").expect(201).json()
                    .get("did").stringValue();
            Supplier<byte[]> batches = () -> Load.post(service, "/api/v1/evidence/batches", batch(author));
            Supplier<byte[]> singles = () -> Load.post(service, "/api/v1/evidence", "{\"author\":\"" + author + "\"," + work() + "}");
            Load.run(service, 2, batches, 201, 20);
            Load.run(service, CONNECTIONS, singles, 201, 20);
            List<Double> rates = new ArrayList<>();
            List<Double> waits = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                System.out.printf("raw    sign %,.0f /s on one core%n", signatures());
                Load.Figure many = Load.run(service, 2, batches, 201, seconds);
                System.out.printf("%d  batches of %,d, 2 connections   %,9.0f deposits /s   %s%n", round, BATCH, many.rate() * BATCH, many);
                Load.Figure one = Load.run(service, CONNECTIONS, singles, 201, seconds);
                System.out.printf("%d  one by one, %d connections        %s%n", round, CONNECTIONS, one);
                rates.add(many.rate() * BATCH);
                waits.add(one.p99());
            }
            System.out.printf("median of %d: %,.0f deposits /s in batches; one by one p99 %.1f ms%n", rounds, median(rates), median(waits));
            file(service, author, bytes);
        } finally {
            service.stop();
            if (database.isPresent()) {
                database.get().stop("fast");
            }
        }
    }

    private static String work() {
        byte[] digest = new byte[32];
        ThreadLocalRandom.current().nextBytes(digest);
        return "\"digests\":{\"sha-256\":\"" + HexFormat.of().formatHex(digest) + "\"},\"size\":4711,\"title\":\"A work\"";
    }

    private static String batch(String author) {
        StringBuilder all = new StringBuilder("{\"author\":\"").append(author).append("\",\"deposits\":[");
        for (int i = 0; i < BATCH; i++) {
            all.append(i == 0 ? "{" : ",{").append(work()).append('}');
        }
        return all.append("]}").toString();
    }

    private static double signatures() {
        SigningKey key = SoftwareSigningKey.generate(KeyType.ED25519);
        byte[] message = new byte[300];
        long count = 0;
        long began = System.nanoTime();
        while (System.nanoTime() - began < 2_000_000_000L) {
            key.sign(message);
            count++;
        }
        return count * 1e9 / (System.nanoTime() - began);
    }

    /** Random bytes made once and sent again and again: no file of that size has to lie on the disk. */
    private static void file(Service service, String author, long bytes) throws IOException {
        byte[] part = new byte[1 << 20];
        ThreadLocalRandom.current().nextBytes(part);
        long before = memory(service);
        long began = System.nanoTime();
        try (Socket socket = new Socket("127.0.0.1", service.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1/evidence/files?title=A+film&author=" + author.replace(":", "%3A") + " HTTP/1.1\r\nHost: 127.0.0.1:" + service.port
                    + "\r\nAuthorization: Bearer " + service.key() + "\r\nContent-Type: application/octet-stream\r\nContent-Length: " + bytes
                    + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            for (long sent = 0; sent < bytes; sent += part.length) {
                out.write(part, 0, (int) Math.min(part.length, bytes - sent));
            }
            out.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 201") || !answer.contains("\"size\":" + bytes)) {
                throw new IllegalStateException("the file was not deposited: " + answer);
            }
        }
        double took = (System.nanoTime() - began) / 1e9;
        System.out.printf("a file of %,d bytes: %.0f s, %,.0f MB /s; the most memory of the process %,d MB before, %,d MB after%n", bytes, took,
                bytes / 1e6 / took, before, memory(service));
    }

    /** The high-water mark of resident memory, in MB. */
    private static long memory(Service service) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(service.pid()), "status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_000;
            }
        }
        return 0;
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
