package id.signet.credential.linkage;

import java.time.Instant;
import java.util.Optional;

/** Whether an origin says that a DID is its own. */
public sealed interface Linkage {

    /**
     * @param retrieved when that was read at the origin
     * @param until the end of the credential that says so
     */
    record Linked(Instant retrieved, Instant until) implements Linkage {}

    /**
     * @param code stable, lower-case, hyphenated
     * @param message a plain sentence
     * @param retrieved when the origin was read, if it had something to read
     */
    record NotLinked(String code, String message, Optional<Instant> retrieved) implements Linkage {}

    /** The origin could not be asked. */
    record Unknown(String code, String message) implements Linkage {}
}
