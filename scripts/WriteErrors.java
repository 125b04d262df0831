import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * R6: strace lets one fsync or fdatasync of the service fail with EIO. After the first error nothing may be acknowledged or
 * signed: the process ends by itself, and the next start has everything it acknowledged. Then a slow disk: nothing may go
 * wrong, only slowly. {@link Oracle} judges from outside.
 */
final class WriteErrors {

    private static final List<Integer> ENDS = List.of(70, 74);

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        Means.needTool("strace");
        Means.runOrSkip("strace", "-qq", "-f", "-e", "trace=none", "-e", "signal=none", "true");
        Path directory = Files.createTempDirectory("signet-write-errors");
        System.out.printf("%d rounds, seed %d, in %s%n", rounds, seed, directory);
        Service service = new Service(directory);
        boolean good;
        try {
            good = run(service, new Oracle(service, directory.resolve("journal"), seed), directory, rounds);
        } finally {
            service.kill();
        }
        System.exit(good ? 0 : 1);
    }

    private static boolean run(Service service, Oracle oracle, Path directory, int rounds) throws Exception {
        service.start();
        String issuer = Certificates.accreditedIssuer(service, "Ed25519");
        service.stop();
        int refusedStarts = 0;
        for (int number = 1; number <= rounds; number++) {
            // A start forces some dozen times itself: a small number meets the start, a larger one the load.
            int when = 1 + oracle.random().nextInt(120);
            service.startedBy(strace(directory, "error=EIO:when=" + when));
            String end;
            try {
                service.start();
                end = load(service, oracle, issuer);
            } catch (IllegalStateException refused) {
                refusedStarts++;
                end = "start failed";
            }
            service.kill();
            service.startedBy();
            service.start();
            oracle.judgeRound();
            System.out.printf("round %d: force %d fails with EIO; %s; acknowledged %d, judged %d, broken %d%n", number, when, end,
                    oracle.acknowledged(), oracle.judged(), oracle.broken().size());
            service.stop();
        }
        service.startedBy(strace(directory, "delay_enter=200000"));
        service.start();
        oracle.load(issuer, 5_000, () -> {
        });
        oracle.judgeRound();
        System.out.printf("each force 200 ms late: acknowledged %d, judged %d, broken %d%n", oracle.acknowledged(), oracle.judged(),
                oracle.broken().size());
        oracle.judgeAll();
        return oracle.verdict((rounds - refusedStarts) + " write errors under load, " + refusedStarts + " at the start, one slow disk");
    }

    private static String load(Service service, Oracle oracle, String issuer) throws Exception {
        oracle.nothingIsExpectedAnyMore();
        oracle.load(issuer, 0, () -> {
            for (int tenth = 0; tenth < 300 && service.isAlive(); tenth++) {
                Thread.sleep(100);
            }
        });
        if (service.isAlive()) {
            oracle.check(false, "the process lives on after a failed force");
            return "went on";
        }
        oracle.check(ENDS.contains(service.exitCode()), "the process ended with " + service.exitCode());
        return "ended with " + service.exitCode();
    }

    private static String[] strace(Path directory, String fault) throws IOException {
        return new String[]{"strace", "-qq", "-f", "-o", directory.resolve("strace.log").toString(), "-e", "trace=fsync,fdatasync", "-e",
            "inject=fsync,fdatasync:" + fault};
    }
}
