package id.signet.crypto.timestamp;

/** Whether a time-stamp is believed. */
public sealed interface TimestampVerdict {

    record Believed(VerifiedTimestamp timestamp) implements TimestampVerdict {}

    record Refused(TimestampDefect defect) implements TimestampVerdict {}
}
