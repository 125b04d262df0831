package id.signet.credential.verify;

import id.signet.ledger.LeafIndex;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Four kinds of time, kept apart: what the credential claims, what the log says, how old the status is, and when all
 * this was looked at.
 */
public record VerificationTime(Claimed claimed, Optional<Logged> logged, List<StatusAsOf> status, Instant checkedAt) {

    public VerificationTime {
        status = List.copyOf(status);
    }

    /** Written by the issuer; a key thief writes what he likes. */
    public record Claimed(Optional<Instant> issuedAt, Optional<Instant> validFrom, Optional<Instant> validUntil) {

        public static final Claimed NOTHING = new Claimed(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The credential's place in the log.
     *
     * @param loggedAt when the log says the commitment was logged
     * @param vouchedBy whose word the time is, in words: the log alone, or k of n witnesses
     */
    public record Logged(LeafIndex leaf, Instant loggedAt, String vouchedBy) {}

    /**
     * @param list the list's address
     * @param version when the list was issued
     */
    public record StatusAsOf(String list, Instant version) {}
}
