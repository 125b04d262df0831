package id.signet.credential;

import java.time.Instant;
import java.util.Optional;

/** The period in which the issuer says the credential holds; an absent end is open. Both ends are claimed, not proved. */
public record Validity(Optional<Instant> from, Optional<Instant> until) {

    public static final Validity ALWAYS = new Validity(Optional.empty(), Optional.empty());
}
