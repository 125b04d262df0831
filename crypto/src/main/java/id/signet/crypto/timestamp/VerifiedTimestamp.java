package id.signet.crypto.timestamp;

import id.signet.crypto.Bytes;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A time-stamp that a trusted authority made over a digest. {@link TimestampTrust} alone makes them. */
public final class VerifiedTimestamp {

    private final UnverifiedTimestamp timestamp;
    private final String authority;

    VerifiedTimestamp(UnverifiedTimestamp timestamp, String authority) {
        this.timestamp = timestamp;
        this.authority = authority;
    }

    /** The digest existed then, give or take {@link #accuracy()}. */
    public Instant time() {
        return timestamp.time();
    }

    public Optional<Duration> accuracy() {
        return timestamp.accuracy();
    }

    /** The subject of the authority's certificate, as RFC 4514 writes names. */
    public String authority() {
        return authority;
    }

    /** The object identifier of the policy, in dotted form. */
    public String policy() {
        return timestamp.policy();
    }

    public BigInteger serialNumber() {
        return timestamp.serialNumber();
    }

    /** SHA-256. */
    public Bytes digest() {
        return timestamp.digest();
    }

    /** What to keep, and to hand to whoever wants to verify it. */
    public Bytes token() {
        return timestamp.encoded();
    }

    @Override
    public String toString() {
        return "VerifiedTimestamp[" + time() + " by " + authority + "]";
    }
}
