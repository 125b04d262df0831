import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** R1: kill -9 under load, round after round; see {@link Oracle} for who judges. */
final class KillRounds {

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        Path directory = Files.createTempDirectory("signet-kill-rounds");
        System.out.printf("%d rounds, seed %d, in %s%n", rounds, seed, directory);
        Service service = new Service(directory);
        try {
            System.exit(run(service, new Oracle(service, directory.resolve("journal"), seed), rounds) ? 0 : 1);
        } finally {
            service.kill();
        }
    }

    private static boolean run(Service service, Oracle oracle, int rounds) throws Exception {
        service.start();
        String issuer = Certificates.accreditedIssuer(service, "Ed25519");
        List<Duration> restarts = new ArrayList<>();
        for (int number = 1; number <= rounds; number++) {
            oracle.load(issuer, 200 + oracle.random().nextInt(4_800), service::kill);
            if (number % 5 == 0) {
                service.startAndKillAfter(Duration.ofMillis(500 + oracle.random().nextInt(7_500)));
            }
            Duration restart = service.start();
            restarts.add(restart);
            int published = oracle.judgeRound();
            System.out.printf("round %d: acknowledged %d, judged %d, earlier checkpoints held against %d, up again in %d ms, broken %d%n",
                    number, oracle.acknowledged(), oracle.judged(), published, restart.toMillis(), oracle.broken().size());
        }
        oracle.judgeAll();
        restarts.sort(null);
        System.out.printf("restart median %d ms, worst %d ms%n", restarts.get(restarts.size() / 2).toMillis(), restarts.getLast().toMillis());
        return oracle.verdict(rounds + " kill -9");
    }
}
