import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
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
 * Loads a service and judges it from outside. What was acknowledged is in a journal that is forced to disk before the next
 * request goes out; after whatever happened to the service, what the journal says must be there, and every checkpoint that
 * was seen must be a prefix of the log.
 */
final class Oracle {

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

    private Service service;
    private final FileChannel journal;
    private final Random random;
    private final AtomicLong numbers = new AtomicLong();
    private final Acknowledged round = new Acknowledged();
    private final Acknowledged all = new Acknowledged();
    private final ConcurrentSkipListMap<Long, String> checkpoints = new ConcurrentSkipListMap<>();
    private final List<String> broken = new ArrayList<>();
    private volatile boolean faulty;
    private long acknowledged;
    private long judged;

    Oracle(Service service, Path journal, long seed) throws IOException {
        this.service = service;
        this.journal = FileChannel.open(journal, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        this.random = new Random(seed);
    }

    /** What ends the load: a kill, a power cut, or nothing but a pause. */
    interface Cut {
        void run() throws Exception;
    }

    Random random() {
        return random;
    }

    long acknowledged() {
        return acknowledged;
    }

    long judged() {
        return judged;
    }

    List<String> broken() {
        return broken;
    }

    /** What the last round acknowledged must be there; answers how many checkpoints were held against the log. */
    int judgeRound() throws Exception {
        int published = judgeCheckpoints();
        judge(round);
        round.moveTo(all);
        return published;
    }

    /** What an early round acknowledged must have outlived all later ones as well. */
    void judgeAll() throws Exception {
        judge(all);
    }

    /** After a restore from a backup that was begun before: only what was acknowledged until then is claimed. */
    void forgetRound() {
        round.dids().clear();
        round.good().clear();
        round.revoked().clear();
        checkpoints.clear();
    }

    void judgeOn(Service other) throws Exception {
        Service own = service;
        service = other;
        try {
            judge(all);
        } finally {
            service = own;
        }
    }

    /** The fault has begun: from now until the load ends a request may be answered in any way but falsely. */
    void nothingIsExpectedAnyMore() {
        faulty = true;
    }

    /** The line every fault script ends with. */
    boolean verdict(String what) {
        System.out.printf("%s: %d acknowledged operations, %d judgements, %s%n", what, acknowledged, judged,
                broken.isEmpty() ? "zero lost acknowledgements, zero forks" : broken.size() + " LOST OR WRONG");
        broken.forEach(System.out::println);
        return broken.isEmpty() && acknowledged > 0;
    }

    /** Writes for so long, then cuts; answers when every writer has seen it. */
    void load(String issuer, int milliseconds, Cut cut) throws Exception {
        AtomicBoolean running = new AtomicBoolean(true);
        List<Thread> threads = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            threads.add(Thread.ofVirtual().start(() -> write(issuer, running)));
        }
        threads.add(Thread.ofVirtual().start(() -> watch(running)));
        Thread.sleep(milliseconds);
        cut.run();
        running.set(false);
        for (Thread thread : threads) {
            thread.join();
        }
        faulty = false;
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
            if (!faulty && answer.status() != 503 && answer.status() != 507) {
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

    void check(boolean holds, String otherwise) {
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
