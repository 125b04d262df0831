package id.signet.ledger.note;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of note signature that are read here; others belong to unknown keys and are ignored. */
public enum SignatureType {
    /** Ed25519 over the note text: what a log signs with. */
    ED25519(0x01),
    /** Ed25519 over time and checkpoint (C2SP tlog-cosignature): what a witness signs with. */
    COSIGNATURE_V1(0x04);

    private final int identifier;

    SignatureType(int identifier) {
        this.identifier = identifier;
    }

    byte identifier() {
        return (byte) identifier;
    }

    static Optional<SignatureType> of(byte identifier) {
        return Arrays.stream(values()).filter(type -> type.identifier() == identifier).findFirst();
    }
}
