package id.signet.registry.did.webvh;

import java.time.Instant;
import java.util.Optional;

/** How far each log was seen, so that one who rewrites or shortens it is found out. */
public interface SeenLogs {

    /** @param at when it was first seen so far */
    record Seen(long number, String versionId, Instant at) {}

    Optional<Seen> of(WebvhHash scid);

    /** Remembers it, unless the log was seen further already. */
    void remember(WebvhHash scid, Seen seen);
}
