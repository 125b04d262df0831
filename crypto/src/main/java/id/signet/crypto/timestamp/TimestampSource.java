package id.signet.crypto.timestamp;

import id.signet.crypto.Bytes;

/** Where time-stamps are had. */
@FunctionalInterface
public interface TimestampSource {

    /** @param digest SHA-256 of what is to be stamped */
    Stamped stamp(Bytes digest);

    /** What became of asking. */
    sealed interface Stamped {

        record Stamp(VerifiedTimestamp timestamp) implements Stamped {}

        /** @param reason a plain sentence without a full stop, fit to be shown */
        record NoStamp(String reason) implements Stamped {}
    }
}
