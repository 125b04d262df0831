import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * G02, G04, G05, G06 on the packaged service: a database that was cut, yesterday's copy, a guard that is gone or another
 * log's, and a second process. Each time nothing may be signed: the process ends with 78, or with what the database says.
 * G01, the last record cut at many offsets, is in H2FaultTest, which knows what was acknowledged at which length.
 */
final class OldCopies {

    private static int checks;
    private static int broken;

    public static void main(String[] arguments) throws Exception {
        int cuts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8;
        Path directory = Files.createTempDirectory("signet-old-copies");
        System.out.printf("%d cuts, in %s%n", cuts, directory);
        Service service = new Service(directory);
        try {
            run(service, directory, cuts);
        } finally {
            service.kill();
        }
        System.out.printf("old copies: %d checks, %s%n", checks, broken == 0 ? "zero lost acknowledgements, zero forks" : broken + " WRONG");
        System.exit(broken == 0 ? 0 : 1);
    }

    private static void run(Service service, Path directory, int cuts) throws Exception {
        Path database = directory.resolve("data").resolve("signet.mv.db");
        Path guard = directory.resolve("data").resolve("guard").resolve("checkpoint");
        Path kept = directory.resolve("kept");
        service.start();
        String issuer = Certificates.accreditedIssuer(service, "Ed25519");
        Service second = new Service(directory, service.port);
        check(second.startRefused() == 78, "G06 a second process on the same directory is not refused");
        service.stop();
        Files.copy(database, kept);
        service.start();
        for (int i = 0; i < 20; i++) {
            service.post("/api/v1/credentials", Certificates.request(issuer, Certificates.FORMATS[i % 3], i)).expect(201);
        }
        service.stop();
        String newest = Files.readString(guard);
        Path good = directory.resolve("good");
        Files.copy(database, good);

        Files.copy(kept, database, StandardCopyOption.REPLACE_EXISTING);
        check(service.startRefused() == 78, "G04 yesterday's copy is not refused");
        Service.Answer fsck = service.command("log", "fsck");
        check(fsck.status() == 1 && fsck.text().contains("guard remembers"), "G04 fsck does not say that the guard has seen more: " + fsck.text());
        Files.copy(good, database, StandardCopyOption.REPLACE_EXISTING);

        Files.delete(guard);
        check(service.startRefused() == 78, "G05 a missing guard is not refused");
        Files.writeString(guard, newest.replace("sandbox.invalid", "another.invalid"));
        check(service.startRefused() == 78, "G05 another log's guard is not refused");
        Files.writeString(guard, newest);

        long full = Files.size(good);
        for (int cut = 1; cut <= cuts; cut++) {
            Files.copy(good, database, StandardCopyOption.REPLACE_EXISTING);
            truncate(database, full * cut / (cuts + 1));
            int code = service.startRefused();
            // A cut that took only what the end of the file repeats leaves a whole log: it may start, with all of it.
            check(code > 0 || whole(service, newest), "G02 a cut to " + cut + "/" + (cuts + 1) + " is signed over");
            check(Files.readString(guard).equals(newest) || code < 0, "G02 a refused start touched the guard");
        }
        Files.copy(good, database, StandardCopyOption.REPLACE_EXISTING);
        service.start();
        check(service.command("log", "fsck").status() == 78, "G06 fsck reads a database that is in use");
        service.stop();
        check(service.command("log", "fsck", "--deep").status() == 0, "the untouched database is not sound");
    }

    private static boolean whole(Service service, String newest) throws Exception {
        long published = Long.parseLong(newest.split("\n")[1]);
        Service.Answer fsck = service.command("log", "fsck");
        return fsck.status() == 0 && Long.parseLong(fsck.text().replaceAll("(?s).*?(\\d+) entries read.*", "$1")) >= published;
    }

    private static void truncate(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    private static void check(boolean holds, String otherwise) {
        checks++;
        if (!holds) {
            broken++;
            System.out.println(otherwise);
        }
    }
}
