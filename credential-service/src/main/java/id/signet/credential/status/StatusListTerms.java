package id.signet.credential.status;

import java.time.Duration;

/**
 * How lists are made and how long their signatures hold.
 *
 * @param entries credentials in one list; at least 131,072 outside tests (Bitstring Status List 1.0 §3.3, herd privacy)
 * @param lease counters taken at once; those of a stopped node stay unused
 * @param interval the least time between two log entries of one list
 * @param lifetime how long a signed list may be used; it is signed anew at half of it
 * @param lastLifetime the same for the last list of an issuer, whose key is gone afterwards
 * @param timeToLive how long a reader may keep a list before asking again
 */
public record StatusListTerms(int entries, int lease, Duration interval, Duration lifetime, Duration lastLifetime,
        Duration timeToLive) {

    public static final StatusListTerms DEFAULT = new StatusListTerms(131_072, 256, Duration.ofMillis(500),
            Duration.ofDays(1), Duration.ofDays(50 * 365), Duration.ofMinutes(5));

    public StatusListTerms {
        if (entries < 8 || lease < 1 || lease > entries) {
            throw new IllegalArgumentException("a list has at least 8 entries, and a lease from 1 to all of them");
        }
    }
}
