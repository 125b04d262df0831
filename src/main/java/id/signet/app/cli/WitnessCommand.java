package id.signet.app.cli;

import id.signet.app.config.ConfigurationRefused;
import id.signet.app.config.StartRefusedAnalyzer;
import id.signet.app.config.WitnessSettings;
import id.signet.ledger.witness.WitnessRefusesToStart;
import id.signet.ledger.witness.http.WitnessServer;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** {@code signet witness}: a witness and nothing else; needs no database. Runs until it is stopped. */
final class WitnessCommand {

    private WitnessCommand() {}

    static int run(PrintStream out) {
        // A client that sends slowly, or many of them, do not keep the others out.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
        System.setProperty("jdk.httpserver.maxConnections", "1000");
        CountDownLatch stopped = new CountDownLatch(1);
        try (WitnessSettings.Running witness = new WitnessSettings(name -> Optional.ofNullable(System.getenv(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty())).start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
            out.println("witness    " + witness.key().text());
            out.println("prefix     port " + witness.server().port() + ", " + WitnessServer.PREFIX);
            out.flush();
            stopped.await();
            return CommandLine.GOOD;
        } catch (ConfigurationRefused | WitnessRefusesToStart refused) {
            out.println("REFUSED: " + refused.getMessage());
            return StartRefusedAnalyzer.EXIT_CODE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CommandLine.GOOD;
        }
    }
}
