package id.signet.app.cli;

import id.signet.app.cli.CommandLine.WrongUsage;
import id.signet.app.config.OfflineStore;
import id.signet.app.config.StartRefusedAnalyzer;
import id.signet.app.operate.BackupDamaged;
import id.signet.app.operate.BackupFile;
import id.signet.app.operate.RestoreRefused;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntSupplier;

/** {@code signet backup} and {@code signet restore}. */
final class BackupCommands {

    private BackupCommands() {}

    static int backup(Map<String, String> options, PrintStream out) {
        Path to = file(options, "to");
        return run(out, () -> {
            BackupFile.Contents contents = OfflineStore.backup(to, LogCommands.profiles(options));
            say(contents, out);
            out.println("The master key is not in it: keep that apart, nothing here can be used without it.");
            out.println("BACKED UP");
            return CommandLine.GOOD;
        });
    }

    static int restore(Map<String, String> options, PrintStream out) {
        Path from = file(options, "from");
        if (options.containsKey("new-origin")) {
            out.println("REFUSED: entries are signed for "
                    + "the origin they were logged under, and nobody can sign them"
                    + " again for another. To go on without what was lost, begin a new, empty log under a new"
                    + " SIGNET_LOG_ORIGIN, and publish the old one from a copy with 'signet log export'; see 'A restore"
                    + " that is refused' in docs/operations.md. Nothing was touched.");
            return StartRefusedAnalyzer.EXIT_CODE;
        }
        return run(out, () -> {
            BackupFile.Contents contents = OfflineStore.restore(from, LogCommands.profiles(options));
            say(contents, out);
            out.println("RESTORED");
            return CommandLine.GOOD;
        });
    }

    private static void say(BackupFile.Contents contents, PrintStream out) {
        out.println("  log       " + contents.start().origin());
        out.println("  made at   " + contents.madeAt());
        out.println("  entries   " + contents.size());
        out.println("  rows      " + contents.rows());
    }

    static Path file(Map<String, String> options, String name) {
        String text = options.get(name);
        if (text == null) {
            throw new WrongUsage("--" + name + " is needed.");
        }
        return Path.of(text);
    }

    static int run(PrintStream out, IntSupplier work) {
        try {
            return LogCommands.refusable(out, work);
        } catch (RestoreRefused refused) {
            out.println("REFUSED: " + refused.getMessage());
            return StartRefusedAnalyzer.EXIT_CODE;
        } catch (BackupDamaged damaged) {
            out.println("DAMAGED: " + damaged.getMessage() + ". Nothing was touched.");
            return CommandLine.BAD;
        }
    }
}
