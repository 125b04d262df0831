package id.signet.app.cli;

import id.signet.app.cli.CommandLine.WrongUsage;
import id.signet.app.migrate.Migration;
import id.signet.app.migrate.Service;
import id.signet.app.migrate.WeIdentityExport;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code signet import weidentity}: brings an export of WeIdentity into a running service. */
final class ImportCommand {

    private static final int NO_INPUT = 66;

    private ImportCommand() {}

    static int run(String folder, Map<String, String> options, PrintStream out) {
        if (!options.containsKey("key-file")) {
            throw new WrongUsage("--key-file names a file with an API key of the operator.");
        }
        try {
            if (!options.containsKey("report")) {
                return run(folder, options, out, out);
            }
            try (PrintStream report = new PrintStream(Files.newOutputStream(Path.of(options.get("report"))), true,
                    StandardCharsets.UTF_8)) {
                return run(folder, options, report, out);
            }
        } catch (IOException e) {
            out.println("Nothing more was imported: " + e.getMessage());
            return NO_INPUT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CommandLine.BAD;
        }
    }

    private static int run(String folder, Map<String, String> options, PrintStream report, PrintStream out)
            throws IOException, InterruptedException {
        try (Service service = new Service(address(options.getOrDefault("url", "http://localhost:8080")),
                Files.readString(Path.of(options.getOrDefault("key-file", ""))).strip())) {
            Migration.Summary summary = new Migration(service, report).run(new WeIdentityExport(Path.of(folder)));
            out.println(summary.imported() + " imported, " + summary.already() + " here before, " + summary.refused()
                    + " refused");
            return summary.refused() == 0 ? CommandLine.GOOD : CommandLine.BAD;
        }
    }

    private static URI address(String text) {
        try {
            URI address = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new WrongUsage("--url is the address of the service.");
        }
        throw new WrongUsage("--url is the address of the service.");
    }
}
