package id.signet.crypto.timestamp;

import java.util.Optional;

/**
 * What this service knows of trusted time.
 *
 * @param source whom it asks; empty: nobody
 * @param trust whom it believes; empty: nobody
 */
public record Timestamping(Optional<TimestampSource> source, Optional<TimestampTrust> trust) {

    public static final Timestamping NONE = new Timestamping(Optional.empty(), Optional.empty());

    public Timestamping {
        if (source.isPresent() && trust.isEmpty()) {
            throw new IllegalArgumentException("who is asked is also believed");
        }
    }
}
