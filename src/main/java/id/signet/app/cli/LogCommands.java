package id.signet.app.cli;

import id.signet.app.cli.CommandLine.WrongUsage;
import id.signet.app.config.OfflineLog;
import id.signet.app.config.StartRefusedAnalyzer;
import id.signet.ledger.jdbc.Replay;
import id.signet.app.config.OfflineStore;
import id.signet.app.operate.BackupDamaged;
import id.signet.crypto.MalformedInput;
import id.signet.ledger.TreeSize;
import id.signet.ledger.note.VerifierKey;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Map;
import java.util.function.IntSupplier;

/** The commands that work on the store of a stopped service; settings come from the environment, as the service's do. */
final class LogCommands {

    private static final int LONGEST_REASON = 1_000;

    private LogCommands() {}

    static int acceptGuardLoss(Map<String, String> options, PrintStream out) {
        String reason = options.getOrDefault("reason", "").strip();
        if (reason.isEmpty()) {
            throw new WrongUsage("--reason is needed: it stands in the log for everybody to read.");
        }
        return refusable(out, () -> {
            OfflineLog.acceptGuardLoss(reason, profiles(options));
            out.println("The guard is made anew; the reason is an entry of the log.");
            return CommandLine.GOOD;
        });
    }

    static int join(Map<String, String> options, PrintStream out) {
        String name = options.getOrDefault("name", "");
        String reason = options.getOrDefault("reason", "").strip();
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}") || reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw new WrongUsage(
                    "--name (lower-case letters, digits, hyphens) and --reason are needed: both stand in the"
                            + " log for everybody to read.");
        }
        return refusable(out, () -> {
            OfflineLog.join(name, reason, profiles(options));
            out.println("The node " + name + " has joined. Start it with SIGNET_NODE_NAME=" + name + ".");
            return CommandLine.GOOD;
        });
    }

    static int replay(Map<String, String> options, PrintStream out) {
        return refusable(out, () -> {
            Replay.Report report = OfflineLog.replay(profiles(options));
            out.println(report.size().value() + " entries replayed, " + report.rows() + " public rows compared.");
            if (report.identical()) {
                out.println("IDENTICAL");
                return CommandLine.GOOD;
            }
            out.println("DIFFERENT in " + report.differences() + " rows:");
            report.first().forEach(difference -> out.println("  " + difference));
            return CommandLine.BAD;
        });
    }

    static int fsck(Map<String, String> options, PrintStream out) {
        return refusable(out, () -> {
            OfflineLog.Health health = OfflineLog.check(options.containsKey("deep"), key(options),
                    profiles(options));
            out.println(health.size().value() + " entries read.");
            if (health.findings().isEmpty()) {
                out.println("SOUND");
                return CommandLine.GOOD;
            }
            out.println("DAMAGED, " + health.findings().size() + " objects:");
            health.findings().forEach(finding -> out.println("  " + finding));
            return CommandLine.BAD;
        });
    }

    static int export(Map<String, String> options, PrintStream out) {
        Path to = BackupCommands.file(options, "to");
        return BackupCommands.run(out, () -> {
            TreeSize size = OfflineLog.export(to, key(options), profiles(options));
            out.println(size.value() + " entries written.");
            out.println("EXPORTED");
            return CommandLine.GOOD;
        });
    }

    static int importLog(Map<String, String> options, PrintStream out) {
        Path from = BackupCommands.file(options, "from");
        VerifierKey key = key(options).orElseThrow(() -> new WrongUsage(
                "--key is needed: the log's verifier key, from somebody you trust and not from the files themselves."));
        return BackupCommands.run(out, () -> {
            try {
                TreeSize size = OfflineStore.importLog(from, key, profiles(options));
                out.println(size.value() + " entries verified and imported; the key that signs the log is not here.");
                out.println("IMPORTED");
                return CommandLine.GOOD;
            } catch (MalformedInput damaged) {
                throw new BackupDamaged(String.valueOf(damaged.getMessage()));
            }
        });
    }

    private static Optional<VerifierKey> key(Map<String, String> options) {
        try {
            return Optional.ofNullable(options.get("key")).map(VerifierKey::parse);
        } catch (MalformedInput e) {
            throw new WrongUsage("--key: " + e.getMessage());
        }
    }

    static String[] profiles(Map<String, String> options) {
        String profile = options.get("profile");
        return profile == null ? new String[0] : new String[]{profile};
    }

    static int refusable(PrintStream out, IntSupplier work) {
        try {
            return work.getAsInt();
        } catch (RuntimeException failure) {
            var refusal = StartRefusedAnalyzer.refusal(failure);
            if (refusal.isEmpty()) {
                throw failure;
            }
            out.println("REFUSED: " + refusal.get().getMessage());
            return StartRefusedAnalyzer.EXIT_CODE;
        }
    }
}
