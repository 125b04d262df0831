package id.signet.credential.verify;

import java.time.Instant;

/** Remembers how new the newest copy of each list was, so that an older one, replayed, un-revokes nothing. */
@FunctionalInterface
public interface NewestStatusLists {

    /** @return false when a newer copy of the list was seen before */
    boolean accept(String list, Instant issuedAt);
}
