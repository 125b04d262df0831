import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * R17, R18: a backup is made under load, and brought back elsewhere. Beside the guard of the living log it must be refused,
 * damaged it must be refused, and on a new host it must hold everything that was acknowledged before it was begun. The
 * living service goes on all the while and must lose nothing either. {@link Oracle} judges from outside.
 */
final class Restores {

    private final Path directory;
    private final Service service;
    private final Oracle oracle;

    private Restores(Path directory, Service service, Oracle oracle) {
        this.directory = directory;
        this.service = service;
        this.oracle = oracle;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        Path directory = Files.createTempDirectory("signet-restores");
        System.out.printf("%d rounds, seed %d, in %s%n", rounds, seed, directory);
        Service service = new Service(directory);
        boolean good;
        try {
            good = new Restores(directory, service, new Oracle(service, directory.resolve("journal"), seed)).run(rounds);
        } finally {
            service.kill();
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run(int rounds) throws Exception {
        service.start();
        String issuer = Certificates.accreditedIssuer(service, "Ed25519");
        for (int number = 1; number <= rounds; number++) {
            oracle.load(issuer, 500 + oracle.random().nextInt(1_500), () -> {
            });
            oracle.judgeRound();
            Path backup = directory.resolve("backup-" + number);
            oracle.load(issuer, 200, () -> {
                expect(service.command("backup", "--to", backup.toString()), 0, "BACKED UP");
                Thread.sleep(700);
            });
            service.stop();
            beside(backup, number);
            damaged(backup, number);
            elsewhere(backup, number);
            service.start();
            oracle.judgeRound();
            System.out.printf("round %d: acknowledged %d, judged %d, backup of %d bytes, broken %d%n", number,
                    oracle.acknowledged(), oracle.judged(), Files.size(backup), oracle.broken().size());
            Files.delete(backup);
        }
        oracle.judgeAll();
        return oracle.verdict(rounds + " restores");
    }

    /** The guard has seen more than the backup holds. */
    private void beside(Path backup, int number) throws Exception {
        Service place = place("beside-" + number);
        expect(place.command(Map.of("SIGNET_GUARD_DIR", directory.resolve("data").resolve("guard").toString()), "restore", "--from",
                backup.toString()), 78, "REFUSED");
        oracle.check(Files.notExists(place.data.resolve("data").resolve("signet.mv.db")), "a refused restore left a database");
    }

    private void damaged(Path backup, int number) throws Exception {
        Service place = place("damaged-" + number);
        byte[] bytes = Files.readAllBytes(backup);
        bytes[oracle.random().nextInt(bytes.length)] ^= (byte) (1 << oracle.random().nextInt(8));
        Path copy = Files.write(directory.resolve("damaged"), bytes);
        expect(place.command("restore", "--from", copy.toString()), 1, "DAMAGED");
        oracle.check(Files.notExists(place.data.resolve("data").resolve("signet.mv.db")), "a refused restore left a database");
    }

    private void elsewhere(Path backup, int number) throws Exception {
        Service place = place("elsewhere-" + number);
        expect(place.command("restore", "--from", backup.toString()), 0, "RESTORED");
        expect(place.command("log", "fsck", "--deep"), 0, "SOUND");
        oracle.check(place.startRefused() == 78, "a restored log without a guard signs unasked");
        expect(place.command("log", "accept-guard-loss", "--reason", "restored on a new host"), 0, "");
        try {
            place.start();
            oracle.judgeOn(place);
        } finally {
            place.kill();
        }
    }

    /** An empty place with the names and secrets of the first, as an operator would give them to a new host. */
    private Service place(String name) throws Exception {
        Path data = Files.createDirectories(directory.resolve(name).resolve("data"));
        for (String secret : new String[]{"log.origin", "master.key", "admin.key"}) {
            Files.copy(directory.resolve("data").resolve(secret), data.resolve(secret));
        }
        return new Service(directory.resolve(name), service.port);
    }

    private void expect(Service.Answer answer, int code, String word) {
        oracle.check(answer.status() == code && answer.text().contains(word), "expected " + code + " " + word + ", got "
                + answer.status() + ": " + answer.text());
    }
}
