import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.Signatures;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Issues and verifications per second over HTTP, 64 connections, every write durable, with the raw signature rate of the
 * same machine in the same run beside them. The generator runs on the same cores and is part of the figure.
 */
final class Load {

    private static final int CONNECTIONS = 64;
    /** One thread for so many connections: each more would only take turns with the service on the same cores. */
    private static final int PER_THREAD = 32;

    record Figure(long answers, long refused, double seconds, double p50, double p99) {
        double rate() {
            return answers / seconds;
        }

        @Override
        public String toString() {
            return "%,9.0f /s   p50 %5.1f ms   p99 %6.1f ms   other answers %d".formatted(rate(), p50, p99, refused);
        }
    }

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        String keyType = arguments.length > 1 ? arguments[1] : "Ed25519";
        Path directory = Files.createTempDirectory("signet-load");
        Service service = new Service(directory);
        service.start();
        try {
            raw(keyType);
            String issuer = Certificates.accreditedIssuer(service, keyType);
            for (String format : Certificates.FORMATS) {
                String request = Certificates.request(issuer, format, 1);
                run(service, "/api/v1/credentials", request, 201, 3);
                System.out.printf("issue  %-15s %s%n", format, run(service, "/api/v1/credentials", request, 201, seconds));
                JsonNode issued = service.post("/api/v1/credentials", request).expect(201).json();
                String verification = Certificates.verification(issued);
                JsonNode report = service.post("/api/v1/credentials/verify", verification).expect(200).json();
                if (!report.get("verified").booleanValue()) {
                    throw new IllegalStateException("the credential under load does not verify: " + report);
                }
                run(service, "/api/v1/credentials/verify", verification, 200, 3);
                System.out.printf("verify %-15s %s%n", format, run(service, "/api/v1/credentials/verify", verification, 200, seconds));
            }
            raw(keyType);
        } finally {
            service.stop();
        }
    }

    private static void raw(String keyType) {
        SigningKey key = SoftwareSigningKey.generate(KeyType.ofCurve(keyType).orElseThrow());
        byte[] message = new byte[64];
        byte[] signature = key.sign(message);
        double sign = rate(() -> key.sign(message));
        double verify = rate(() -> Signatures.verify(key.publicKey(), message, signature));
        System.out.printf("raw    %-15s sign %,.0f /s   verify %,.0f /s   one core%n", keyType, sign, verify);
    }

    private static double rate(Runnable work) {
        for (long until = System.nanoTime() + 1_000_000_000L; System.nanoTime() < until;) {
            work.run();
        }
        long began = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - began < 2_000_000_000L) {
            work.run();
            count++;
        }
        return count * 1e9 / (System.nanoTime() - began);
    }

    private static Figure run(Service service, String path, String body, int wanted, int seconds) throws Exception {
        byte[] request = post(service, path, body);
        return run(service, () -> request, wanted, seconds);
    }

    /** The bytes of a request with the admin key. */
    static byte[] post(Service service, String path, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + service.port + "\r\nAuthorization: Bearer " + service.key()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8);
    }

    /** @param requests asked for the next one by all connections, until it answers with none; then the run ends early */
    static Figure run(Service service, Supplier<byte[]> requests, int wanted, int seconds) throws Exception {
        return run(service, CONNECTIONS, requests, wanted, seconds);
    }

    static Figure run(Service service, int connections, Supplier<byte[]> requests, int wanted, int seconds) throws Exception {
        long began = System.nanoTime();
        long until = began + seconds * 1_000_000_000L;
        List<Asker> askers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int left = connections; left > 0; left -= PER_THREAD) {
            Asker asker = new Asker(service.port, Math.min(left, PER_THREAD), requests, wanted, until);
            askers.add(asker);
            threads.add(Thread.ofPlatform().start(asker));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double took = (System.nanoTime() - began) / 1e9;
        long[] all = askers.stream().flatMapToLong(asker -> asker.latencies()).sorted().toArray();
        long good = askers.stream().mapToLong(Asker::good).sum();
        return new Figure(good, askers.stream().mapToLong(Asker::other).sum(), took, at(all, 0.5), at(all, 0.99));
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
    }
}
