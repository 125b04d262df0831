package id.signet.ledger.testing;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.TreeSize;
import id.signet.ledger.note.AddCheckpoint;
import id.signet.ledger.note.Cosigner;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.witness.FileWitnessRecords;
import id.signet.ledger.witness.Witness;
import id.signet.ledger.witness.WitnessClient;
import id.signet.ledger.witness.WitnessOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A real witness behind a line that can be cut, slow, or answered by somebody else. */
public final class ScriptedWitness implements WitnessClient, AutoCloseable {

    /** What comes back to the log. */
    public enum Mode {
        HONEST,
        OFFLINE,
        SLOW,
        SIGNED_BY_ANOTHER_KEY,
        OF_TOMORROW,
        AHEAD
    }

    private final FileWitnessRecords records;
    private final Witness witness;
    private final Cosigner tomorrow;
    private volatile Mode mode = Mode.HONEST;

    public ScriptedWitness(String name, Path folder, VerifierKey log, Clock clock) {
        Cosigner cosigner = new Cosigner(name, SoftwareSigningKey.generate(KeyType.ED25519));
        this.records = new FileWitnessRecords(folder);
        this.witness = new Witness(cosigner, List.of(log), records, clock);
        this.tomorrow = cosigner;
    }

    public void become(Mode other) {
        mode = other;
    }

    @Override
    public VerifierKey witness() {
        return witness.verifierKey();
    }

    /** What the witness itself answers. */
    public WitnessOutcome tell(AddCheckpoint request) {
        return witness.addCheckpoint(request.encode().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public WitnessOutcome add(AddCheckpoint request) throws IOException, InterruptedException {
        return switch (mode) {
            case HONEST -> tell(request);
            case OFFLINE -> throw new IOException("no route to host");
            case SLOW -> {
                Thread.sleep(60_000);
                yield tell(request);
            }
            case SIGNED_BY_ANOTHER_KEY -> new WitnessOutcome.Cosigned(
                    new Cosigner(witness().name(), SoftwareSigningKey.generate(KeyType.ED25519))
                            .cosign(request.checkpoint(), Instant.EPOCH)
                            .line());
            case OF_TOMORROW -> new WitnessOutcome.Cosigned(
                    tomorrow.cosign(request.checkpoint(), Instant.parse("2099-01-01T00:00:00Z")).line());
            case AHEAD -> new WitnessOutcome.Conflict(new TreeSize(1_000_000));
        };
    }

    @Override
    public void close() {
        records.close();
    }
}
