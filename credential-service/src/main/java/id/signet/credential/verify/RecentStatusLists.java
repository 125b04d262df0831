package id.signet.credential.verify;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers until the process ends: for the lists of this service, whose own store never serves an older one. */
public final class RecentStatusLists implements NewestStatusLists {

    private static final int REMEMBERED = 10_000;

    private final Map<String, Instant> newest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    @Override
    public synchronized boolean accept(String list, Instant issuedAt) {
        var known = newest.get(list);
        if (known != null && issuedAt.isBefore(known)) {
            return false;
        }
        newest.put(list, issuedAt);
        return true;
    }
}
