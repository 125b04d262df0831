import id.signet.crypto.Base64Url;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.registry.did.WeidIdentifier;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Resolutions per second over HTTP with 32 connections, DIDs picked at random, at each of the given numbers of DIDs; then a DID
 * of many versions, at any version and at the newest. The DIDs are made over HTTP, each by an operation that its own key signed.
 * The generator runs on the same cores and is part of the figure.
 */
final class Resolutions {

    private static final int CONNECTIONS = 32;
    private static final int AT_ONCE = 20_000;
    private static final int VERSIONS = 1_000;

    private final Service service;
    private final int seconds;
    private final String template;
    private final String templateKey;
    private final String templateDid;
    private byte[][] dids = new byte[0][];

    private Resolutions(Service service, int seconds) throws Exception {
        this.service = service;
        this.seconds = seconds;
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

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
        int[] sizes = arguments.length > 1
                ? Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray()
                : new int[]{1_000, 1_000_000};
        Service service = new Service(Files.createTempDirectory("signet-resolutions"));
        service.start();
        try {
            Resolutions run = new Resolutions(service, seconds);
            for (int size : sizes) {
                run.grow(size);
                run.measure("%,d DIDs, the newest version".formatted(size), run::any);
            }
            run.versions();
        } finally {
            service.stop();
        }
    }

    private static String did(SigningKey key) {
        return WeidIdentifier.of("sandbox", key.publicKey()).did().toString();
    }

    private void grow(int size) throws Exception {
        int before = dids.length;
        dids = Arrays.copyOf(dids, size);
        AtomicInteger next = new AtomicInteger(before);
        long began = System.nanoTime();
        while (next.get() < size) {
            int end = Math.min(size, next.get() + AT_ONCE);
            Load.Figure figure = Load.run(service, () -> {
                int place = next.getAndIncrement();
                return place < end ? creation(place) : new byte[0];
            }, 201, 3_600);
            next.set(end);
            if (figure.refused() > 0) {
                throw new IllegalStateException(figure.refused() + " creations were not answered 201");
            }
        }
        System.out.printf("%,d DIDs made, %,.0f /s%n", size - before, (size - before) * 1e9 / (System.nanoTime() - began));
    }

    private byte[] creation(int place) {
        SigningKey key = SoftwareSigningKey.generate(KeyType.ED25519);
        String multikey = Multikey.encode(key.publicKey());
        String did = did(key);
        String text = template.replace(templateKey, multikey).replace(templateDid, did);
        String operation = text.substring(text.indexOf('\n') + 1);
        String proof = "{\"verificationMethod\":\"did:key:" + multikey + "#" + multikey + "\",\"algorithm\":\"EdDSA\",\"signature\":\""
                + Base64Url.encode(key.sign(text.getBytes(StandardCharsets.UTF_8))) + "\"}";
        dids[place] = resolution(did, "");
        return Load.post(service, "/api/v1/dids/operations", "{\"type\":\"did.create\",\"operation\":"
                + operation.substring(0, operation.length() - 1) + ",\"proof\":" + proof + "}}");
    }

    private byte[] resolution(String did, String query) {
        return ("GET /1.0/identifiers/" + URLEncoder.encode(did, StandardCharsets.UTF_8) + query + " HTTP/1.1\r\nHost: 127.0.0.1:" + service.port
                + "\r\nAccept: application/did-resolution\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] any() {
        return dids[ThreadLocalRandom.current().nextInt(dids.length)];
    }

    private void measure(String what, Supplier<byte[]> requests) throws Exception {
        Load.run(service, CONNECTIONS, requests, 200, seconds);
        System.out.printf("resolve  %-44s %s%n", what, Load.run(service, CONNECTIONS, requests, 200, seconds));
    }

    private void versions() throws Exception {
        JsonNode created = service.post("/api/v1/dids", "{\"method\":\"weid\",\"keyType\":\"Ed25519\"}").expect(201).json();
        String did = created.get("did").stringValue();
        for (int version = 2; version <= VERSIONS; version++) {
            // Two documents in turn: rotating a thousand keys would list a thousand methods, which no document may.
            service.post("/api/v1/dids/" + did + "/services", "{\"services\":[{\"id\":\"#desk\",\"type\":\"LinkedDomains\",\"serviceEndpoint\":"
                    + "\"https://agency.example/" + version + "\"}]}").expect(200);
        }
        byte[][] each = new byte[VERSIONS][];
        for (int version = 1; version <= VERSIONS; version++) {
            each[version - 1] = resolution(did, "?versionId=" + version);
        }
        byte[] newest = resolution(did, "");
        measure("a DID of 1,000 versions, the newest", () -> newest);
        measure("the same, any of its versions", () -> each[ThreadLocalRandom.current().nextInt(VERSIONS)]);
    }
}
