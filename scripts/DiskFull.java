import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * R5: a data directory on a file system that is really full. Slowly, by the service's own writes: they are refused in time,
 * reads and verification go on, and writes go on by themselves once there is room. Suddenly, by somebody else under load:
 * the same, or the process ends at once and says so, and comes up again once there is room. Nothing that was acknowledged
 * is missing. Mounts a tmpfs of 64 MB, so it asks for root on Linux.
 */
final class DiskFull {

    private static final int WRITERS = 8;
    private static final int EXIT_DISK = 74;

    private record Issued(String id, JsonNode answer) {}

    private final Path disk;
    private final Service service;
    private final FileChannel journal;
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentLinkedQueue<Issued> acknowledged = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final List<String> broken = new ArrayList<>();

    private DiskFull(Path disk, Service service, FileChannel journal) {
        this.disk = disk;
        this.service = service;
        this.journal = journal;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        Path directory = Files.createTempDirectory("signet-disk-full");
        Path disk = Files.createDirectory(directory.resolve("data"));
        run("mount", "-t", "tmpfs", "-o", "size=64m,mode=0700", "tmpfs", disk.toString());
        System.out.printf("%d sudden rounds in %s%n", rounds, directory);
        Service service = new Service(directory);
        boolean good = false;
        try (FileChannel journal = FileChannel.open(directory.resolve("journal"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            good = new DiskFull(disk, service, journal).run(rounds);
        } finally {
            service.kill();
            run("umount", disk.toString());
        }
        System.exit(good ? 0 : 1);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            Means.skip("a small file system of our own needs root: " + String.join(" ", command));
        }
    }

    private boolean run(int rounds) throws Exception {
        service.start();
        String issuer = Certificates.accreditedIssuer(service, "Ed25519");
        slowly(issuer);
        for (int round = 1; round <= rounds; round++) {
            suddenly(issuer, round);
        }
        System.out.printf("%d disk-full after one slow: %d acknowledged operations, %s%n", rounds, acknowledged.size(),
                broken.isEmpty() ? "zero lost acknowledgements, zero forks" : broken.size() + " LOST OR WRONG");
        broken.forEach(System.out::println);
        return broken.isEmpty() && !acknowledged.isEmpty();
    }

    /** The service fills the disk itself, down to what it keeps in reserve. */
    private void slowly(String issuer) throws Exception {
        Issued before = issue(issuer);
        fill(12 << 20);
        long until = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        Service.Answer answer;
        do {
            answer = write(issuer);
        } while (answer.status() == 201 && System.nanoTime() < until);
        check(isStorageFull(answer), "the refusal of a write is " + answer.status() + " " + answer.text());
        check(isStorageFull(service.post("/api/v1/dids", "{\"method\":\"weid\",\"keyType\":\"P-256\"}")), "another write is not refused");
        check(isStorageFull(service.post("/api/v1/credentials/" + before.id() + "/status", "{\"purpose\":\"revocation\",\"value\":true}")),
                "a revocation is not refused");
        reads(before, "slowly full");
        free();
        long began = System.nanoTime();
        check(write(issuer).status() == 201, "no write is taken although there is room again");
        System.out.printf("slowly: %s, writes again %d ms after there was room%n", answers, (System.nanoTime() - began) / 1_000_000);
        judge();
    }

    /** Somebody else takes every byte while writers are at work. */
    private void suddenly(String issuer, int round) throws Exception {
        answers.clear();
        AtomicBoolean running = new AtomicBoolean(true);
        List<Thread> threads = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (running.get()) {
                    try {
                        Service.Answer answer = write(issuer);
                        check(answer.status() == 201 || answer.status() == 507 || answer.status() == 503,
                                "a write was answered " + answer.status() + " " + answer.text());
                    } catch (IOException | InterruptedException cut) {
                        return;
                    }
                }
            }));
        }
        Thread.sleep(1_000);
        fill(0);
        Thread.sleep(3_000);
        running.set(false);
        for (Thread thread : threads) {
            thread.join();
        }
        String end;
        if (service.isAlive()) {
            end = "went on";
            reads(acknowledged.peek(), "suddenly full");
            Service.Answer refused = write(issuer);
            check(isStorageFull(refused), "a write on the full disk is answered " + refused.status() + " " + refused.text());
            free();
        } else {
            check(service.exitCode() == EXIT_DISK, "the process ended with " + service.exitCode());
            free();
            end = "ended with " + EXIT_DISK + ", and with room was up again in " + service.start().toMillis() + " ms";
        }
        Service.Answer again = write(issuer);
        check(again.status() == 201, "no write is taken although there is room again: " + again.status() + " " + again.text());
        judge();
        System.out.printf("round %d: %s; %s%n", round, end, answers);
    }

    private void fill(long leave) throws IOException {
        byte[] piece = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(disk.resolve("ballast"))) {
            while (leave == 0 || Files.getFileStore(disk).getUsableSpace() > leave) {
                out.write(piece);
            }
        } catch (IOException full) {
            if (leave != 0) {
                throw full;
            }
        }
    }

    private void free() throws IOException {
        Files.delete(disk.resolve("ballast"));
    }

    private static boolean isStorageFull(Service.Answer answer) {
        return answer.status() == 507 && answer.json().get("type").stringValue().equals("urn:signet:problem:storage-full");
    }

    private Service.Answer write(String issuer) throws IOException, InterruptedException {
        long number = numbers.incrementAndGet();
        Service.Answer answer = service.post("/api/v1/credentials",
                Certificates.request(issuer, Certificates.FORMATS[(int) (number % 3)], number));
        answers.computeIfAbsent(Integer.toString(answer.status()), any -> new AtomicInteger()).incrementAndGet();
        if (answer.status() == 201) {
            record(new Issued(answer.json().get("id").stringValue(), answer.json()));
        }
        return answer;
    }

    private Issued issue(String issuer) throws Exception {
        write(issuer).expect(201);
        return acknowledged.peek();
    }

    private synchronized void record(Issued issued) throws IOException {
        journal.write(ByteBuffer.wrap((issued.id() + "\n").getBytes(StandardCharsets.UTF_8)));
        journal.force(false);
        acknowledged.add(issued);
    }

    private void reads(Issued issued, String when) throws Exception {
        for (String path : List.of("/log/checkpoint", "/api/v1/ledger/checkpoint", "/api/v1/ledger/entries/1",
                "/api/v1/ledger/entries/1/receipt")) {
            check(service.get(path).status() == 200, path + " does not answer on a disk that is " + when);
        }
        judge(issued);
    }

    private void judge() throws Exception {
        for (Issued issued : acknowledged) {
            judge(issued);
        }
    }

    private void judge(Issued issued) throws Exception {
        Service.Answer report = service.post("/api/v1/credentials/verify", Certificates.verification(issued.answer()));
        check(report.status() == 200 && report.json().get("verified").booleanValue(), issued.id() + ": " + report.text());
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            synchronized (broken) {
                if (broken.size() < 50) {
                    broken.add(otherwise);
                }
            }
        }
    }
}
