package id.signet.ledger.witness;

/** A witness that cannot be sure of what it cosigned before cosigns nothing. */
public final class WitnessRefusesToStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WitnessRefusesToStart(String message) {
        super(message);
    }

    WitnessRefusesToStart(String message, Throwable cause) {
        super(message, cause);
    }
}
