package id.signet.ledger.testing;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.LedgerRefusesToStart;
import id.signet.ledger.Outcome;
import id.signet.ledger.embedded.EmbeddedLedger;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A process that writes until it is killed. It prints each acknowledgement, after it was given, as
 * {@code ACK index leafHash checkpoint}; whoever reads the pipe has the outside journal.
 */
public final class Writer {

    private static final int THREADS = 16;

    private Writer() {}

    /** The same log key in every process of a test. */
    public static SigningKey key() {
        return SoftwareSigningKey.ofSecret(KeyType.ED25519, HexFormat.of().parseHex("07".repeat(32)));
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
        EmbeddedLedger ledger;
        try {
            ledger = CounterLedger.onH2(Path.of(arguments[0]), fault -> Runtime.getRuntime().halt(70))
                    .open(key(), Clock.systemUTC());
        } catch (LedgerRefusesToStart e) {
            out.println("REFUSED " + e.reason());
            out.flush();
            Runtime.getRuntime().halt(78);
            return;
        }
        for (int i = 0; i < THREADS; i++) {
            String name = "t" + i;
            Thread.ofPlatform().start(() -> {
                while (true) {
                    if (ledger.submit(new Counters.Add(name, 1, name)) instanceof Outcome.Appended done) {
                        report(out, done);
                    }
                }
            });
        }
    }

    private static void report(PrintStream out, Outcome.Appended done) {
        String line = "ACK " + done.entry().index().value() + " " + Judge.leafHash(done.entry()) + " "
                + Base64.getEncoder().encodeToString(done.receipt().checkpoint().getBytes(StandardCharsets.UTF_8));
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
