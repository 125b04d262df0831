package id.signet.credential.status;

import id.signet.crypto.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the address of a status list answers. */
public sealed interface ServedList {

    /**
     * @param entityTag a strong HTTP entity tag, without quotes
     * @param timeToLive how long a cache may keep it
     */
    record Found(StatusFace face, Bytes body, String entityTag, Instant signedAt, Instant expiresAt,
            Duration timeToLive) implements ServedList {

        public String mediaType() {
            return face.mediaType();
        }
    }

    /** There is no such list. */
    record Missing() implements ServedList {}

    /**
     * The list exists, but not in this form.
     *
     * @param served the form it has
     */
    record NotInThisForm(Optional<StatusFace> served) implements ServedList {}

    /**
     * The list exists, but nothing that is here says what it says now.
     *
     * @param reason half a sentence
     */
    record Outdated(String reason) implements ServedList {}
}
