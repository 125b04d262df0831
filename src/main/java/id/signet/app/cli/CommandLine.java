package id.signet.app.cli;

import id.signet.app.config.FollowSettings;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The commands beside the service. Exit codes: 0 good, 1 checked and found bad, 64 wrong usage, 66 a file that cannot be
 * read, 78 refused.
 */
public final class CommandLine {

    static final int GOOD = 0;
    static final int BAD = 1;
    static final int USAGE = 64;

    /** Options that have no value. */
    private static final Set<String> FLAGS = Set.of("--deep");

    /** Options that may be given again; their values, which have no spaces, are joined by one. */
    private static final Set<String> REPEATABLE = Set.of("--witness", "--context");

    private static final String HELP = """
                                       signet                                    serve; settings come from the environment
                                       signet --spring.profiles.active=sandbox   serve a sandbox on this machine

                                       signet follow <address>                   serve a verified copy of another's log, whose key is SIGNET_FOLLOW_KEY

                                       signet log verify-receipt --key <verifier key> <answer of the service>
                                       signet log verify-receipt --key <verifier key> --receipt <file> [--credential <file>]
                                           Checks offline that a receipt is signed by the log with this key, and that the credential,
                                           or the entry in a file given with --entry <file>, is what it is a receipt of.
                                           --witness <verifier key>, once for each, tells which witnesses cosigned and when; --quorum <k> asks for so many.
                                           --context <url>=<file>, once for each, gives a type's context, which credentials of the rdfc suites need.
                                           --chain <address of a node> and --contract <address> ask a chain whether it keeps the checkpoint.
                                       signet log replay [--profile sandbox]
                                           Rebuilds the public tables from the log beside the present ones and compares. The service must be stopped.
                                       signet log fsck [--deep] [--key <verifier key>] [--profile sandbox]
                                           Reads the whole log and names each damaged entry, hash, checkpoint, the head, the guard, and private rows
                                           that point nowhere. With --deep also replays: public rows, and each operation's own signature.
                                       signet log export --to <folder> [--key <verifier key>] [--profile sandbox]
                                           Writes the published log as static files (C2SP tlog-tiles): checkpoint, tiles, entries, every checkpoint.
                                       signet log import --from <folder> --key <verifier key> [--profile sandbox]
                                           Verifies such a folder and brings the log into an empty store, for reading: it cannot sign there.
                                       signet log accept-guard-loss --reason <text> [--profile sandbox]
                                           Starts a guard anew after the old one was lost; the reason becomes an entry of the log.

                                       signet backup --to <file> [--profile sandbox]
                                           Writes everything but the master key and the guard, as one moment; the service may run.
                                       signet restore --from <file> [--profile sandbox]
                                           Checks the whole backup, then brings it into an empty store. A log older than the guard is refused.

                                       signet import weidentity <folder> --key-file <file> [--url <address of the service>] [--report <file>]
                                           Brings documents, issuers, issuer types, CPTs and evidence that WeIdentity exported into a running
                                           service, and tells of each row what became of it, as a line of JSON. May be run again.

                                       signet node join --name <name> --reason <text> [--profile sandbox]
                                           Lets another node write the same log on PostgreSQL; the reason becomes an entry of the log.

                                       signet chain deploy
                                           Creates the contract that keeps checkpoints, as SIGNET_CHAIN_KEY_FILE on SIGNET_CHAIN_URL; prints its address.
                                       signet chain address
                                           Prints the account of SIGNET_CHAIN_KEY_FILE, whose key is made if there is none.
                                       signet chain self-test
                                           Tries out each trap of the chain's node that Signet knows; sends nothing.
                                       signet chain status --origin <name of the log>
                                           Tells what the contract keeps newest.

                                       signet witness
                                           Cosigns the checkpoints of the logs in SIGNET_WITNESS_LOGS as SIGNET_WITNESS_NAME, see docs/operations.md.
                                       """;

    private CommandLine() {}

    /** Runs a command if the arguments name one, and answers its exit code. */
    public static OptionalInt run(String... arguments) {
        return run(List.of(arguments), System.out, System.err);
    }

    static OptionalInt run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.isEmpty() || isFollow(arguments) || arguments.getFirst().startsWith("--spring.")
                || arguments.getFirst().startsWith("--server.")) {
            return OptionalInt.empty();
        }
        if (Set.of("help", "--help", "-h").contains(arguments.getFirst())) {
            out.print(HELP);
            return OptionalInt.of(GOOD);
        }
        try {
            if (arguments.getFirst().equals("backup")) {
                return OptionalInt.of(BackupCommands.backup(options(1, arguments, "to", "profile"), out));
            }
            if (arguments.getFirst().equals("restore")) {
                return OptionalInt.of(BackupCommands
                        .restore(options(1, arguments, "from", "new-origin", "reason", "profile"), out));
            }
            if (arguments.size() > 2 && arguments.subList(0, 2).equals(List.of("import", "weidentity"))) {
                return OptionalInt.of(ImportCommand.run(arguments.get(2),
                        options(3, arguments, "url", "key-file", "report"), out));
            }
            if (arguments.equals(List.of("witness"))) {
                return OptionalInt.of(WitnessCommand.run(out));
            }
            return switch (String.join(" ", arguments.subList(0, Math.min(2, arguments.size())))) {
                case "log verify-receipt" ->
                    OptionalInt.of(VerifyReceipt.run(
                            options(arguments, "key", "receipt", "credential", "entry", "witness", "quorum", "chain",
                                    "contract", "context"),
                            out));
                case "log replay" -> OptionalInt.of(LogCommands.replay(options(arguments, "profile"), out));
                case "log fsck" -> OptionalInt.of(LogCommands.fsck(options(arguments, "deep", "key", "profile"), out));
                case "log export" ->
                    OptionalInt.of(LogCommands.export(options(arguments, "to", "key", "profile"), out));
                case "log import" ->
                    OptionalInt.of(LogCommands.importLog(options(arguments, "from", "key", "profile"), out));
                case "log accept-guard-loss" ->
                    OptionalInt.of(LogCommands.acceptGuardLoss(options(arguments, "reason", "profile"), out));
                case "chain address" -> OptionalInt.of(ChainCommands.address(out));
                case "chain deploy" -> OptionalInt.of(ChainCommands.deploy(out));
                case "chain self-test" -> OptionalInt.of(ChainCommands.selfTest(out));
                case "chain status" -> OptionalInt.of(ChainCommands.status(options(arguments, "origin"), out));
                case "node join" ->
                    OptionalInt.of(LogCommands.join(options(arguments, "name", "reason", "profile"), out));
                default -> throw new WrongUsage("There is no such command.");
            };
        } catch (WrongUsage wrong) {
            err.println(wrong.getMessage());
            err.print(HELP);
            return OptionalInt.of(USAGE);
        }
    }

    private static boolean isFollow(List<String> arguments) {
        return arguments.size() == 2 && arguments.getFirst().equals("follow");
    }

    /** What the service is started with: {@code follow <address>} is short for a profile and a setting. */
    public static String[] served(String... arguments) {
        return isFollow(List.of(arguments))
                ? new String[]{"--spring.profiles.active=follower", "--" + FollowSettings.URL + "=" + arguments[1]}
                : arguments;
    }

    private static Map<String, String> options(List<String> arguments, String... known) {
        return options(2, arguments, known);
    }

    /** The options behind a command of so many words: each has a value, flags aside. */
    private static Map<String, String> options(int words, List<String> arguments, String... known) {
        Map<String, String> options = new HashMap<>();
        for (int i = words; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!name.startsWith("--") && i == arguments.size() - 1 && Arrays.asList(known).contains("credential")) {
                // The whole answer of the service holds both.
                options.putIfAbsent("receipt", name);
                options.putIfAbsent("credential", name);
                return options;
            }
            if (FLAGS.contains(name) && Arrays.asList(known).contains(name.substring(2))) {
                options.put(name.substring(2), "");
                i--;
                continue;
            }
            if (REPEATABLE.contains(name) && Arrays.asList(known).contains(name.substring(2))
                    && i + 1 < arguments.size()) {
                options.merge(name.substring(2), arguments.get(i + 1), (before, more) -> before + " " + more);
                continue;
            }
            if (!name.startsWith("--") || !Arrays.asList(known).contains(name.substring(2)) || i + 1 == arguments.size()
                    || options.put(name.substring(2), arguments.get(i + 1)) != null) {
                throw new WrongUsage("The command does not take '" + name + "', or not like this.");
            }
        }
        return options;
    }

    static final class WrongUsage extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WrongUsage(String message) {
            super(message);
        }
    }
}
