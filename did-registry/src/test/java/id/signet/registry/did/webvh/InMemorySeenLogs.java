package id.signet.registry.did.webvh;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Until the process ends. */
public final class InMemorySeenLogs implements SeenLogs {

    private final ConcurrentMap<WebvhHash, Seen> rows = new ConcurrentHashMap<>();

    @Override
    public Optional<Seen> of(WebvhHash scid) {
        return Optional.ofNullable(rows.get(scid));
    }

    @Override
    public void remember(WebvhHash scid, Seen seen) {
        rows.merge(scid, seen, (known, fresh) -> fresh.number() > known.number() ? fresh : known);
    }
}
