package id.signet.credential.verify;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers how new the newest copy of each list was, so that an older one, replayed, un-revokes nothing. */
public final class NewestStatusLists {

    private static final int REMEMBERED = 10_000;

    private final Map<String, Instant> newest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @return false when a newer copy of the list was seen before */
    public synchronized boolean accept(String list, Instant issuedAt) {
        var known = newest.get(list);
        if (known != null && issuedAt.isBefore(known)) {
            return false;
        }
        newest.put(list, issuedAt);
        return true;
    }
}
