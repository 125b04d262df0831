import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * kill -9 under load, round after round. The judge is a journal outside the service, forced to disk before the next
 * request goes out: what it says was acknowledged must be there after the restart.
 */
final class KillRounds {

    private static final int WRITERS = 16;

    private record Issued(String id, long leafIndex, JsonNode answer) {}

    /** What the service said it had done. */
    private record Acknowledged(Queue<String> dids, Queue<Issued> good, Queue<Issued> revoked) {
        Acknowledged() {
            this(new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>());
        }

        void moveTo(Acknowledged other) {
            other.dids.addAll(dids);
            other.good.addAll(good);
            other.revoked.addAll(revoked);
            dids.clear();
            good.clear();
            revoked.clear();
        }
    }

    private final Service service;
    private final FileChannel journal;
    private final Random random;
    private final AtomicLong numbers = new AtomicLong();
    private final Acknowledged round = new Acknowledged();
    private final Acknowledged all = new Acknowledged();
    private final ConcurrentSkipListMap<Long, String> checkpoints = new ConcurrentSkipListMap<>();
    private final List<String> broken = new ArrayList<>();
    private long acknowledged;
    private long judged;

    private KillRounds(Service service, FileChannel journal, long seed) {
        this.service = service;
        this.journal = journal;
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        Path directory = Files.createTempDirectory("signet-kill-rounds");
        System.out.printf("%d rounds, seed %d, in %s%n", rounds, seed, directory);
        Service service = new Service(directory);
        try (FileChannel journal = FileChannel.open(directory.resolve("journal"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            KillRounds proof = new KillRounds(service, journal, seed);
            System.exit(proof.run(rounds) ? 0 : 1);
        } finally {
            service.kill();
        }
    }

    private boolean run(int rounds) throws Exception {
        service.start();
        String issuer = Certificates.accreditedIssuer(service, "Ed25519");
        List<Duration> restarts = new ArrayList<>();
        for (int number = 1; number <= rounds; number++) {
            load(issuer, 200 + random.nextInt(4_800));
            if (number % 5 == 0) {
                service.startAndKillAfter(Duration.ofMillis(500 + random.nextInt(7_500)));
            }
            Duration restart = service.start();
            restarts.add(restart);
            int published = judgeCheckpoints();
            judge(round);
            round.moveTo(all);
            System.out.printf("round %d: acknowledged %d, judged %d, earlier checkpoints held against %d, up again in %d ms, broken %d%n",
                    number, acknowledged, judged, published, restart.toMillis(), broken.size());
        }
        // What an early round acknowledged must have outlived all later kills as well.
        judge(all);
        restarts.sort(null);
        System.out.printf("%d rounds: %d acknowledged operations, %d judgements, %d lost or wrong; restart median %d ms, worst %d ms%n", rounds,
                acknowledged, judged, broken.size(), restarts.get(restarts.size() / 2).toMillis(), restarts.getLast().toMillis());
        broken.forEach(System.out::println);
        return broken.isEmpty() && acknowledged > 0;
    }

    private void load(String issuer, int milliseconds) throws Exception {
        AtomicBoolean running = new AtomicBoolean(true);
        List<Thread> threads = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            threads.add(Thread.ofVirtual().start(() -> write(issuer, running)));
        }
        threads.add(Thread.ofVirtual().start(() -> watch(running)));
        Thread.sleep(milliseconds);
        service.kill();
        running.set(false);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void write(String issuer, AtomicBoolean running) {
        while (running.get()) {
            long number = numbers.incrementAndGet();
            try {
                if (number % 10 == 0) {
                    Service.Answer answer = service.post("/api/v1/dids", "{\"method\":\"weid\",\"keyType\":\"P-256\"}");
                    if (answer.status() == 201) {
                        String did = answer.json().get("did").stringValue();
                        record("did " + did);
                        round.dids().add(did);
                    } else {
                        unexpected(answer);
                    }
                    continue;
                }
                String format = Certificates.FORMATS[(int) (number % 3)];
                Service.Answer answer = service.post("/api/v1/credentials", Certificates.request(issuer, format, number));
                if (answer.status() != 201) {
                    unexpected(answer);
                    continue;
                }
                JsonNode body = answer.json();
                Issued credential = new Issued(body.get("id").stringValue(), leafIndex(body), body);
                record("issued " + credential.id() + " " + credential.leafIndex());
                if (number % 4 != 0) {
                    round.good().add(credential);
                    continue;
                }
                Service.Answer revocation = service.post("/api/v1/credentials/" + credential.id() + "/status",
                        "{\"purpose\":\"revocation\",\"value\":true}");
                if (revocation.status() == 200) {
                    record("revoked " + credential.id());
                    round.revoked().add(credential);
                } else {
                    unexpected(revocation);
                }
            } catch (IOException | InterruptedException cut) {
                // No answer came: the operation may be there or not, and the journal does not claim it.
                if (!running.get()) {
                    return;
                }
            }
        }
    }

    /** The line {@code index N} of a C2SP tlog-proof. */
    private static long leafIndex(JsonNode issued) {
        return issued.get("receipt").stringValue().lines().filter(line -> line.startsWith("index "))
                .mapToLong(line -> Long.parseLong(line.substring(6))).findFirst().orElseThrow();
    }

    private void unexpected(Service.Answer answer) {
        synchronized (broken) {
            if (answer.status() != 503) {
                broken.add("answered " + answer.status() + ": " + answer.text());
            }
        }
    }

    private void watch(AtomicBoolean running) {
        while (running.get()) {
            try {
                seen(service.get("/log/checkpoint").expect(200).text());
                Thread.sleep(20);
            } catch (IOException | InterruptedException | IllegalStateException cut) {
                if (!running.get()) {
                    return;
                }
            }
        }
    }

    private void seen(String note) {
        String[] lines = note.split("\n");
        String root = lines[2];
        String before = checkpoints.putIfAbsent(Long.parseLong(lines[1]), root);
        if (before != null && !before.equals(root)) {
            synchronized (broken) {
                broken.add("two roots for size " + lines[1] + ": " + before + " and " + root);
            }
        }
    }

    private synchronized void record(String line) throws IOException {
        journal.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        journal.force(false);
        acknowledged++;
    }

    private void judge(Acknowledged operations) throws Exception {
        for (String did : operations.dids()) {
            Service.Answer answer = service.get("/api/v1/dids/" + did);
            check(answer.status() == 200 && answer.text().contains(did), "DID " + did + " is missing: " + answer.text());
        }
        for (Issued credential : operations.good()) {
            judgeCredential(credential, true);
        }
        for (Issued credential : operations.revoked()) {
            judgeCredential(credential, false);
        }
    }

    private void judgeCredential(Issued credential, boolean good) throws Exception {
        Service.Answer receipt = service.get("/api/v1/ledger/entries/" + credential.leafIndex() + "/receipt");
        check(receipt.status() == 200, "leaf " + credential.leafIndex() + " is missing: " + receipt.text());
        // The sender's own receipt goes along, so that the old signed head is checked against the log as it stands.
        JsonNode report = service.post("/api/v1/credentials/verify", Certificates.verification(credential.answer())).expect(200).json();
        check(report.get("verified").booleanValue() == good,
                "credential " + credential.id() + " should be " + (good ? "good" : "revoked") + ": " + report);
    }

    private int judgeCheckpoints() throws Exception {
        String note = service.get("/log/checkpoint").expect(200).text();
        seen(note);
        String[] lines = note.split("\n");
        long size = Long.parseLong(lines[1]);
        byte[] root = Base64.getDecoder().decode(lines[2]);
        for (var earlier : new TreeMap<>(checkpoints).entrySet()) {
            if (earlier.getKey() == 0) {
                continue;
            }
            if (earlier.getKey() > size) {
                check(false, "the log shrank: " + earlier.getKey() + " was published, now " + size);
                continue;
            }
            JsonNode answer = service.get("/api/v1/ledger/consistency?from=" + earlier.getKey() + "&to=" + size).expect(200).json();
            List<byte[]> proof = new ArrayList<>();
            answer.get("hashes").forEach(hash -> proof.add(decode(hash.stringValue())));
            check(consistent(earlier.getKey(), size, Base64.getDecoder().decode(earlier.getValue()), root, proof),
                    "checkpoint of size " + earlier.getKey() + " is no prefix of size " + size);
        }
        int held = checkpoints.size();
        // What was shown consistent need not be shown again; the newest stands for all before it.
        checkpoints.headMap(size).clear();
        return held;
    }

    private static byte[] decode(String hash) {
        return Base64.getDecoder().decode(hash.replace('-', '+').replace('_', '/'));
    }

    private void check(boolean holds, String otherwise) {
        judged++;
        if (!holds) {
            synchronized (broken) {
                broken.add(otherwise);
            }
        }
    }

    /** RFC 9162 §2.1.4.2, written apart from the service's own verifier on purpose. */
    private static boolean consistent(long first, long second, byte[] firstRoot, byte[] secondRoot, List<byte[]> path) throws Exception {
        if (first == second) {
            return path.isEmpty() && Arrays.equals(firstRoot, secondRoot);
        }
        if (path.isEmpty()) {
            return false;
        }
        List<byte[]> steps = new ArrayList<>(path);
        if (Long.bitCount(first) == 1) {
            steps.addFirst(firstRoot);
        }
        long fn = first - 1;
        long sn = second - 1;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        byte[] fr = steps.getFirst();
        byte[] sr = steps.getFirst();
        for (byte[] c : steps.subList(1, steps.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = node(c, fr);
                sr = node(c, sr);
                while (fn != 0 && (fn & 1) == 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = node(sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && Arrays.equals(fr, firstRoot) && Arrays.equals(sr, secondRoot);
    }

    private static byte[] node(byte[] left, byte[] right) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update((byte) 1);
        sha256.update(left);
        return sha256.digest(right);
    }
}
