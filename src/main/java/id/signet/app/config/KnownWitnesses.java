package id.signet.app.config;

import id.signet.ledger.note.VerifierKey;
import java.util.List;

/** Whose cosignatures count when a receipt is judged. */
record KnownWitnesses(List<VerifierKey> keys) {

    KnownWitnesses {
        keys = List.copyOf(keys);
    }
}
