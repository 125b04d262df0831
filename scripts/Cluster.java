import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Several nodes on one PostgreSQL behind a client that asks them in turn: one stands still, one is killed, all are
 * restarted one by one, the database crashes and stands still, and an old copy of it is put in its place (rows G07, R7,
 * R8, R9, R13, R16). The judge is a journal outside, forced to disk before the next request goes out.
 *
 * <p>Arguments: number of nodes (3), seconds of the pause (60), writers (12).
 */
final class Cluster {

    private static final Pattern BITSTRING = Pattern.compile("\"statusListIndex\":\"(\\d+)\"");
    private static final Pattern BITSTRING_LIST = Pattern.compile("\"statusListCredential\":\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("\"idx\":(\\d+)");
    private static final Pattern TOKEN_LIST = Pattern.compile("\"uri\":\"([^\"]+)\"");

    private record Issued(String id, long leaf, JsonNode answer) {}

    private record Ack(long at, String node) {}

    private final List<Node> nodes;
    private final PostgresServer database;
    private final FileChannel journal;
    private final int writers;
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong turns = new AtomicLong();
    private final Queue<String> dids = new ConcurrentLinkedQueue<>();
    private final Queue<String> rotated = new ConcurrentLinkedQueue<>();
    private final Queue<Issued> good = new ConcurrentLinkedQueue<>();
    private final Queue<Issued> revoked = new ConcurrentLinkedQueue<>();
    private final Set<Long> leaves = ConcurrentHashMap.newKeySet();
    private final Set<String> places = ConcurrentHashMap.newKeySet();
    private final ConcurrentSkipListMap<Long, String> roots = new ConcurrentSkipListMap<>();
    private final Queue<Ack> acknowledgements = new ConcurrentLinkedQueue<>();
    private final Map<Integer, AtomicLong> statuses = new ConcurrentHashMap<>();
    private final AtomicLong unanswered = new AtomicLong();
    private final AtomicLong withoutRetryAfter = new AtomicLong();
    private final AtomicLong judged = new AtomicLong();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    private final Optional<Link> link;

    private Cluster(List<Node> nodes, PostgresServer database, FileChannel journal, int writers, Optional<Link> link) {
        this.link = link;
        this.nodes = nodes;
        this.database = database;
        this.journal = journal;
        this.writers = writers;
    }

    public static void main(String[] arguments) throws Exception {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        int pause = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
        int writers = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 12;
        Optional<Path> programs = PostgresServer.programs();
        if (programs.isEmpty()) {
            System.out.println("SKIPPED: no initdb and pg_ctl here; set POSTGRES_BIN to where they are.");
            System.exit(77);
        }
        Path directory = Files.createTempDirectory("signet-cluster");
        System.out.printf("%d nodes, a pause of %d s, %d writers, in %s%n", count, pause, writers, directory);
        Optional<Link> link = Link.make();
        PostgresServer log = PostgresServer.create(directory.resolve("postgres"), programs.get());
        PostgresServer guard = PostgresServer.create(directory.resolve("guard"), programs.get());
        Map<String, String> settings = Map.of("SIGNET_PUBLIC_URL", "http://localhost:8080", "SIGNET_LOG_ORIGIN", "sandbox.invalid/cluster",
                "SIGNET_ADMIN_KEY", "zP4vXq7mWk2tR9yJ6nB3hLsD8fGc5VuE1oQaTiYeUwM", "SIGNET_MASTER_KEY", "q8Zr1Yp0mT5vKxW3cN7bJ2dLhG9sFfEaUoRiVwQyMjM=",
                "SIGNET_DATABASE_URL", log.url(), "SIGNET_DATABASE_USER", "signet", "SIGNET_GUARD_DATABASE_URL", guard.url(),
                "SIGNET_GUARD_DATABASE_USER", "signet");
        List<Node> nodes = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            // The last one at the other end of a cable, where this machine allows one.
            boolean apart = link.isPresent() && number == count && number > 1;
            Map<String, String> own = new HashMap<>(settings);
            if (apart) {
                own.put("SIGNET_DATABASE_URL", log.url(Link.HERE));
                own.put("SIGNET_GUARD_DATABASE_URL", guard.url(Link.HERE));
            }
            nodes.add(new Node("node-" + number, directory, own, apart));
        }
        boolean held = false;
        try (FileChannel journal = FileChannel.open(directory.resolve("journal"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            held = new Cluster(nodes, log, journal, writers, link).run(pause);
        } finally {
            for (Node node : nodes) {
                node.kill();
            }
            log.stop("immediate");
            guard.stop("immediate");
            if (link.isPresent()) {
                link.get().close();
            }
        }
        System.exit(held ? 0 : 1);
    }

    private boolean run(int pause) throws Exception {
        nodes.getFirst().start();
        for (Node node : nodes.subList(1, nodes.size())) {
            check(node.startRefused() == 78, node.name + " started without having joined");
            check(node.command("node", "join", "--name", node.name, "--reason", "more room", "--profile", "sandbox") == 0, node.name + " could not join");
            node.start();
        }
        System.out.println("each node but the first was refused (78) before it joined, and is up after it");
        String issuer = issuer(nodes.getFirst());
        List<Thread> threads = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            threads.add(Thread.ofVirtual().start(() -> write(issuer)));
        }
        for (Node node : nodes) {
            threads.add(Thread.ofVirtual().start(() -> watch(node)));
        }
        phase("nobody is disturbed", 8_000, () -> {
        });

        Node paused = nodes.getLast();
        long stopped = now();
        paused.signal("STOP");
        Thread.sleep(pause * 1_000L);
        long woken = now();
        report("R9 one stands still for " + pause + " s", stopped, woken, paused.name, 5_000);
        paused.signal("CONT");
        Thread.sleep(6_000);
        report("R9 it has woken", woken, now(), "", 5_000);
        check(paused.isAlive(), "the node that stood still has ended");

        Node killed = nodes.get(1 % nodes.size());
        phase("one is killed", 6_000, () -> killed.kill(), killed.name);
        phase("it is started again", 3_000, killed::start);

        Map<Integer, Long> before = counts();
        for (Node node : nodes) {
            phase("R16 " + node.name + " is restarted by SIGTERM", 2_000, () -> {
                int code = node.stop();
                check(code == 143 || code == 0, node.name + " ended with " + code);
                node.start();
            }, node.name);
        }
        System.out.println("   answers during the rolling restart, by status: " + difference(before));

        long crash = now();
        database.stop("immediate");
        Thread.sleep(4_000);
        database.start();
        recovered("R7 the database crashed and is back", crash, now());
        long still = now();
        database.signal("STOP");
        Thread.sleep(20_000);
        database.signal("CONT");
        recovered("R7 the database stood still for 20 s", still, now());
        Thread.sleep(3_000);
        if (link.isPresent()) {
            split(link.get(), nodes.getLast());
        } else {
            System.out.println("R13 SKIPPED: no network of its own can be made for a node here; that asks for root and iproute2");
        }

        running.set(false);
        for (Thread thread : threads) {
            thread.join();
        }
        for (Node node : nodes) {
            check(node.isAlive(), node.name + " has ended");
        }
        judge();
        staleStandby();
        System.out.printf("%d writes acknowledged, %d judgements, %d lost or wrong; answers by status %s, %d without an answer%n",
                acknowledgements.size(), judged.get(), broken.size(), statuses, unanswered.get());
        broken.stream().limit(20).forEach(System.out::println);
        return broken.isEmpty() && !acknowledgements.isEmpty();
    }

    private interface Step {
        void run() throws Exception;
    }

    private void phase(String name, long milliseconds, Step step, String... without) throws Exception {
        long began = now();
        step.run();
        Thread.sleep(milliseconds);
        report(name, began, now(), without.length == 0 ? "" : without[0], 5_000);
    }

    /** The longest time in which no node but the disturbed one acknowledged a write. */
    private void report(String name, long from, long to, String without, long allowed) {
        List<Long> times = new ArrayList<>(acknowledgements.stream().filter(ack -> !ack.node().equals(without) && ack.at() >= from && ack.at() <= to)
                .map(Ack::at).sorted().toList());
        int writes = times.size();
        times.add(to);
        long longest = 0;
        long last = from;
        for (long time : times) {
            longest = Math.max(longest, time - last);
            last = time;
        }
        System.out.printf("%-45s %6d writes acknowledged by the others, the longest silence %5d ms%n", name, writes, longest);
        check(longest <= allowed, name + ": nobody wrote for " + longest + " ms");
    }

    /** R13: one node is cut off from the databases and from everybody else, and comes back. */
    private void split(Link cable, Node apart) throws Exception {
        long began = now();
        cable.cut();
        Thread.sleep(20_000);
        report("R13 " + apart.name + " is cut off for 20 s", began, now(), apart.name, 5_000);
        check(acknowledgements.stream().noneMatch(ack -> ack.node().equals(apart.name) && ack.at() > began + 1_000), "a node that was cut off acknowledged");
        cable.join();
        long back = now();
        while (now() - back < 30_000 && acknowledgements.stream().noneMatch(ack -> ack.node().equals(apart.name) && ack.at() > back)) {
            Thread.sleep(20);
        }
        long first = acknowledgements.stream().filter(ack -> ack.node().equals(apart.name)).mapToLong(Ack::at).filter(at -> at > back).min()
                .orElse(Long.MAX_VALUE);
        System.out.printf("%-45s first write acknowledged by it %d ms after it was joined again%n", "R13 " + apart.name + " is back", first - back);
        check(first - back <= 20_000, apart.name + " did not write again within 20 s of the end of the split");
    }

    private void recovered(String name, long from, long back) throws Exception {
        while (now() - back < 30_000 && acknowledgements.stream().noneMatch(ack -> ack.at() > back)) {
            Thread.sleep(20);
        }
        long first = acknowledgements.stream().mapToLong(Ack::at).filter(at -> at > back).min().orElse(Long.MAX_VALUE);
        System.out.printf("%-45s first write acknowledged %d ms after it was back%n", name, first - back);
        check(first - back <= 10_000, name + ": not recovered within 10 s");
        Thread.sleep(2_000);
    }

    // ---- the load ----

    private Node next() {
        for (int tried = 0; tried < nodes.size(); tried++) {
            Node node = nodes.get((int) (turns.getAndIncrement() % nodes.size()));
            if (node.isAnswering()) {
                return node;
            }
        }
        return nodes.get((int) (turns.getAndIncrement() % nodes.size()));
    }

    private static String issuer(Node node) throws Exception {
        String did = node.post("/api/v1/dids", "{\"method\":\"weid\",\"keyType\":\"Ed25519\"}").expect(201).json().get("did").stringValue();
        node.post("/api/v1/issuers", "{\"did\":\"" + did + "\",\"name\":\"Proof office\",\"accreditations\":"
                + "[{\"credentialType\":\"TrainingCertificate\"}]}").expect(201);
        return did;
    }

    private void write(String issuer) {
        while (running.get()) {
            try {
                if (!one(issuer, numbers.incrementAndGet())) {
                    Thread.sleep(50);
                }
            } catch (IOException | InterruptedException cut) {
                // No answer came: the operation may be there or not, and the journal does not claim it.
                unanswered.incrementAndGet();
                pause();
            } catch (RuntimeException | Error wrong) {
                broken.add("the client failed: " + wrong);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean one(String issuer, long number) throws IOException, InterruptedException {
        Node node = next();
        if (number % 5 == 0) {
            Node.Answer made = told(node.post("/api/v1/dids", "{\"method\":\"weid\",\"keyType\":\"P-256\"}"));
            if (made.status() != 201) {
                return false;
            }
            String did = made.json().get("did").stringValue();
            record("did " + did, node);
            dids.add(did);
            leaf(made.json());
            Node other = next();
            Node.Answer read = told(other.get("/api/v1/dids/" + did));
            check(read.status() == 200 || read.status() == 503, "a DID that " + node.name + " acknowledged is answered " + read.status() + " by " + other.name);
            Node third = next();
            Node.Answer changed = told(third.post("/api/v1/dids/" + did + "/keys", "{\"keyType\":\"Ed25519\"}", "If-Match", "\"1\""));
            if (changed.status() == 200) {
                record("rotated " + did, third);
                rotated.add(did);
                leaf(changed.json());
            }
            return changed.status() == 200;
        }
        String wish = Certificates.request(issuer, Certificates.FORMATS[(int) (number % 3)], number);
        Node.Answer answer;
        if (number % 11 == 0) {
            // The same request at two nodes at once: one credential.
            String key = "once-" + number;
            Node beside = next();
            Node.Answer[] second = new Node.Answer[1];
            Thread twin = Thread.ofVirtual().start(() -> {
                try {
                    second[0] = beside.post("/api/v1/credentials", wish, "Idempotency-Key", key);
                } catch (IOException | InterruptedException cut) {
                    unanswered.incrementAndGet();
                }
            });
            answer = told(node.post("/api/v1/credentials", wish, "Idempotency-Key", key));
            twin.join();
            if (answer.status() == 201 && second[0] != null && told(second[0]).status() == 201) {
                check(answer.json().equals(second[0].json()), "one idempotency key made two credentials");
            }
        } else {
            answer = told(node.post("/api/v1/credentials", wish));
        }
        if (answer.status() != 201) {
            return false;
        }
        JsonNode body = answer.json();
        Issued credential = new Issued(body.get("id").stringValue(), leaf(body), body);
        record("issued " + credential.id() + " " + credential.leaf(), node);
        place(body.get("credential"));
        if (number % 4 != 0) {
            good.add(credential);
            return true;
        }
        Node revoker = next();
        Node.Answer revocation = told(revoker.post("/api/v1/credentials/" + credential.id() + "/status", "{\"purpose\":\"revocation\",\"value\":true}"));
        if (revocation.status() != 200) {
            return false;
        }
        record("revoked " + credential.id(), revoker);
        revoked.add(credential);
        Node reader = next();
        Node.Answer verdict = told(reader.post("/api/v1/credentials/verify", Certificates.verification(body)));
        check(verdict.status() != 200 || !verdict.json().get("verified").booleanValue(),
                "revoked at " + revoker.name + " and good at " + reader.name + ": " + credential.id());
        return true;
    }

    private Node.Answer told(Node.Answer answer) {
        statuses.computeIfAbsent(answer.status(), any -> new AtomicLong()).incrementAndGet();
        if (answer.status() == 503 && answer.retryAfter().isEmpty()) {
            withoutRetryAfter.incrementAndGet();
            broken.add("a 503 without Retry-After");
        }
        boolean known = Set.of(200, 201, 409, 503).contains(answer.status());
        if (!known) {
            broken.add("answered " + answer.status() + ": " + answer.text());
        }
        return answer;
    }

    private synchronized void record(String line, Node node) throws IOException {
        journal.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        journal.force(false);
        acknowledgements.add(new Ack(now(), node.name));
    }

    /** The line {@code index N} of the C2SP tlog-proof; no two answers may name one. */
    private long leaf(JsonNode answer) {
        long leaf = answer.get("receipt").stringValue().lines().filter(line -> line.startsWith("index "))
                .mapToLong(line -> Long.parseLong(line.substring(6))).findFirst().orElseThrow();
        check(leaves.add(leaf), "two answers have leaf " + leaf);
        return leaf;
    }

    /** No two credentials may have one place of one list. */
    private void place(JsonNode credential) {
        String text = credential.isString()
                ? new String(Base64.getUrlDecoder().decode(credential.stringValue().split("\\.")[1]), StandardCharsets.UTF_8)
                : credential.toString();
        boolean token = !text.contains("statusListIndex");
        Matcher index = (token ? TOKEN : BITSTRING).matcher(text);
        Matcher list = (token ? TOKEN_LIST : BITSTRING_LIST).matcher(text);
        check(index.find() && list.find(), "no status in " + text);
        String place = list.group(1) + "#" + index.group(1);
        check(places.add(place), "two credentials have " + place);
    }

    private void watch(Node node) {
        long newest = 0;
        while (running.get()) {
            try {
                Node.Answer answer = node.get("/log/checkpoint");
                if (answer.status() == 200) {
                    long size = seen(answer.text());
                    check(size >= newest, node.name + " went back from " + newest + " to " + size);
                    newest = size;
                }
                Thread.sleep(50);
            } catch (IOException | InterruptedException cut) {
                pause();
            }
        }
    }

    private long seen(String note) {
        String[] lines = note.split("\n");
        long size = Long.parseLong(lines[1]);
        String before = roots.putIfAbsent(size, lines[2]);
        check(before == null || before.equals(lines[2]), "two roots for size " + size);
        return size;
    }

    // ---- the judge ----

    private void judge() throws Exception {
        Thread.sleep(1_500);
        Set<Long> sizes = ConcurrentHashMap.newKeySet();
        for (Node node : nodes) {
            sizes.add(seen(node.get("/log/checkpoint").expect(200).text()));
        }
        check(sizes.size() == 1, "the nodes show different sizes after the load: " + sizes);
        history(sizes.stream().mapToLong(size -> size).max().orElseThrow());
        int turn = 0;
        for (String did : dids) {
            Node.Answer answer = nodes.get(turn++ % nodes.size()).get("/api/v1/dids/" + did);
            check(answer.status() == 200, "lost: " + did);
        }
        for (String did : rotated) {
            Node.Answer answer = nodes.get(turn++ % nodes.size()).get("/api/v1/dids/" + did);
            check(answer.status() == 200 && answer.json().get("versionId").stringValue().equals("2"), "lost the change of " + did);
        }
        for (Issued credential : good) {
            judge(nodes.get(turn++ % nodes.size()), credential, true);
        }
        for (Issued credential : revoked) {
            judge(nodes.get(turn++ % nodes.size()), credential, false);
        }
    }

    private void judge(Node node, Issued credential, boolean expected) throws Exception {
        check(node.get("/api/v1/ledger/entries/" + credential.leaf() + "/receipt").status() == 200, "lost: leaf " + credential.leaf());
        JsonNode report = node.post("/api/v1/credentials/verify", Certificates.verification(credential.answer())).expect(200).json();
        check(report.get("verified").booleanValue() == expected, credential.id() + " should be " + (expected ? "good" : "revoked") + ": " + report);
    }

    /** Reads every entry, and holds each root that was ever seen against the tree that they make: no gap, no fork. */
    private void history(long size) throws Exception {
        Deque<byte[]> stack = new ArrayDeque<>();
        long at = 0;
        int held = 0;
        while (at < size) {
            int width = (int) Math.min(256, size - at);
            byte[] bundle = nodes.get((int) (at / 256 % nodes.size())).bytes("/log/tile/entries/" + path(at / 256) + (width < 256 ? ".p/" + width : ""));
            ByteBuffer bytes = ByteBuffer.wrap(bundle);
            for (int i = 0; i < width; i++) {
                byte[] entry = new byte[bytes.getShort() & 0xffff];
                bytes.get(entry);
                stack.push(hash((byte) 0, entry));
                at++;
                for (long bits = at; (bits & 1) == 0; bits >>= 1) {
                    byte[] right = stack.pop();
                    stack.push(hash((byte) 1, stack.pop(), right));
                }
                if (roots.containsKey(at)) {
                    held++;
                    check(Base64.getEncoder().encodeToString(root(stack)).equals(roots.get(at)), "the root of size " + at + " is not that of the entries");
                }
            }
            check(!bytes.hasRemaining(), "more entries than the checkpoint covers");
        }
        System.out.printf("%d entries read without a gap; %d published roots of as many sizes are theirs%n", size, held);
        check(held == roots.size(), "a published size is beyond the log");
    }

    private static byte[] root(Deque<byte[]> stack) throws Exception {
        byte[] root = null;
        for (byte[] left : stack) {
            root = root == null ? left : hash((byte) 1, left, root);
        }
        return root;
    }

    private static byte[] hash(byte prefix, byte[]... parts) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(prefix);
        for (byte[] part : parts) {
            sha256.update(part);
        }
        return sha256.digest();
    }

    /** C2SP tlog-tiles: three digits in each segment, all but the last with an x before them. */
    private static String path(long index) {
        String path = "%03d".formatted(index % 1_000);
        for (long rest = index / 1_000; rest > 0; rest /= 1_000) {
            path = "x%03d/".formatted(rest % 1_000) + path;
        }
        return path;
    }

    /** R8: the database is replaced by a copy that is older than what was published. */
    private void staleStandby() throws Exception {
        for (Node node : nodes) {
            node.stop();
        }
        database.stop("fast");
        database.copy("data", "standby");
        database.start();
        nodes.getFirst().start();
        for (int i = 0; i < 20; i++) {
            nodes.getFirst().post("/api/v1/dids", "{\"method\":\"weid\",\"keyType\":\"P-256\"}").expect(201);
        }
        nodes.getFirst().stop();
        database.stop("fast");
        database.copy("standby", "data");
        database.start();
        int code = nodes.getFirst().startRefused();
        System.out.println("R8 on a standby that lags behind its guard the node ended with " + code);
        check(code == 78, "R8: exit code " + code);
    }

    private void check(boolean holds, String otherwise) {
        judged.incrementAndGet();
        if (!holds) {
            broken.add(otherwise);
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    private Map<Integer, Long> counts() {
        Map<Integer, Long> counts = new HashMap<>();
        statuses.forEach((status, count) -> counts.put(status, count.get()));
        return counts;
    }

    private Map<Integer, Long> difference(Map<Integer, Long> before) {
        Map<Integer, Long> counts = counts();
        counts.replaceAll((status, count) -> count - before.getOrDefault(status, 0L));
        return counts;
    }
}
