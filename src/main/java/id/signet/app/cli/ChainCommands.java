package id.signet.app.cli;

import id.signet.app.config.AnchorSettings;
import id.signet.app.config.ConfigurationRefused;
import id.signet.app.config.StartRefusedAnalyzer;
import id.signet.crypto.key.EthereumAccount;
import id.signet.ledger.anchor.evm.Address;
import id.signet.ledger.anchor.evm.ChainOffice;
import id.signet.ledger.anchor.evm.ChainOffice.Check;
import id.signet.ledger.anchor.evm.ChainOffice.Kept;
import id.signet.ledger.anchor.evm.HttpJsonRpc;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code signet chain ...}: what an operator does with the chain by hand. Needs no database. */
final class ChainCommands {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private interface Task {
        int run(ChainOffice office, AnchorSettings settings) throws IOException, InterruptedException;
    }

    private ChainCommands() {}

    static int address(PrintStream out) {
        return run(out, (office, settings) -> {
            out.println(new Address(settings.account().address()));
            return CommandLine.GOOD;
        });
    }

    static int deploy(PrintStream out) {
        return run(out, (office, settings) -> {
            out.println(office.create(settings.account(), settings.chainId(), PAUSE));
            return CommandLine.GOOD;
        });
    }

    static int selfTest(PrintStream out) {
        return run(out, (office, settings) -> {
            EthereumAccount account = settings.account();
            boolean good = true;
            for (Check check : office.selfTest(settings.chainId(), settings.contract(), account)) {
                out.println((check.good() ? "good  " : "BAD   ") + check.name()
                        + (check.good() ? "" : "  " + check.trap()));
                good &= check.good();
            }
            return good ? CommandLine.GOOD : CommandLine.BAD;
        });
    }

    static int status(Map<String, String> options, PrintStream out) {
        if (!options.containsKey("origin")) {
            throw new CommandLine.WrongUsage("--origin is needed: the name of the log.");
        }
        return run(out, (office, settings) -> {
            Optional<Kept> kept = office.newest(settings.contract(), options.get("origin"));
            kept.ifPresentOrElse(found -> {
                out.println("tree size   " + found.size().value());
                out.println("root        " + found.root());
                out.println("block       " + found.block() + " of " + found.head());
            }, () -> out.println("The contract keeps no checkpoint of " + options.get("origin") + "."));
            return kept.isPresent() ? CommandLine.GOOD : CommandLine.BAD;
        });
    }

    private static int run(PrintStream out, Task task) {
        AnchorSettings settings = new AnchorSettings(name -> Optional.ofNullable(System.getenv(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty()));
        try (HttpJsonRpc node = settings.node()) {
            return task.run(new ChainOffice(node), settings);
        } catch (ConfigurationRefused refused) {
            out.println("REFUSED: " + refused.getMessage());
            return StartRefusedAnalyzer.EXIT_CODE;
        } catch (IOException e) {
            out.println("FAILED: " + e.getMessage());
            return CommandLine.BAD;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CommandLine.BAD;
        }
    }
}
