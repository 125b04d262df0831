package id.signet.credential.transport;

import id.signet.registry.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** For tests. */
public final class InMemoryTransportStore implements TransportStore {

    private final Map<String, Transport> waiting = new ConcurrentHashMap<>();

    @Override
    public boolean add(Transport transport) {
        return waiting.putIfAbsent(transport.id(), transport) == null;
    }

    @Override
    public Optional<Transport> find(String id, Instant now) {
        return Optional.ofNullable(waiting.get(id)).filter(transport -> transport.expires().isAfter(now));
    }

    @Override
    public boolean take(String id) {
        return waiting.remove(id) != null;
    }

    @Override
    public Waiting waiting(TenantId tenant, Instant now) {
        var sizes = waiting.values()
                .stream()
                .filter(transport -> transport.tenant().equals(tenant) && transport.expires().isAfter(now))
                .mapToLong(transport -> transport.token().length())
                .summaryStatistics();
        return new Waiting(sizes.getCount(), sizes.getSum());
    }

    @Override
    public int forget(Instant now) {
        int before = waiting.size();
        waiting.values().removeIf(transport -> !transport.expires().isAfter(now));
        return before - waiting.size();
    }
}
