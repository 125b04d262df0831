package id.signet.credential.status;

import id.signet.credential.StatusEntry;
import java.util.Optional;

/** What a status says: revocation is final, suspension can be taken back. */
public enum StatusPurpose {

    REVOCATION(StatusEntry.REVOCATION),
    SUSPENSION(StatusEntry.SUSPENSION);

    private final String text;

    StatusPurpose(String text) {
        this.text = text;
    }

    /** The {@code statusPurpose} of Bitstring Status List 1.0 §2.1. */
    public String text() {
        return text;
    }

    public static Optional<StatusPurpose> of(String text) {
        for (StatusPurpose purpose : values()) {
            if (purpose.text.equals(text)) {
                return Optional.of(purpose);
            }
        }
        return Optional.empty();
    }
}
