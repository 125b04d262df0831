package id.signet.app.paper;

import id.signet.ledger.note.VerifierKey;
import java.util.List;

/** Witnesses that a paper names where they cosigned its checkpoint. */
public record Cosigners(List<VerifierKey> keys) {

    public Cosigners {
        keys = List.copyOf(keys);
    }
}
