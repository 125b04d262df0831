package id.signet.registry.authorization;

import id.signet.registry.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** For tests. */
public final class InMemoryDataNonces implements DataNonces {

    private final Map<Key, Instant> given = new ConcurrentHashMap<>();
    private final Clock clock;

    public InMemoryDataNonces(Clock clock) {
        this.clock = clock;
    }

    private record Key(TenantId tenant, String token, String nonce) {}

    @Override
    public void give(TenantId tenant, String token, String nonce, Instant until) {
        given.values().removeIf(end -> !end.isAfter(clock.instant()));
        given.put(new Key(tenant, token, nonce), until);
    }

    @Override
    public List<String> open(TenantId tenant, String token) {
        return given.entrySet()
                .stream()
                .filter(one -> one.getKey().tenant().equals(tenant) && one.getKey().token().equals(token)
                        && one.getValue().isAfter(clock.instant()))
                .sorted(Map.Entry.<Key, Instant>comparingByValue()
                        .reversed()
                        .thenComparing(one -> one.getKey().nonce(), Comparator.naturalOrder()))
                .limit(MOST)
                .map(one -> one.getKey().nonce())
                .toList();
    }

    @Override
    public boolean use(TenantId tenant, String token, String nonce) {
        return open(tenant, token).contains(nonce) && given.remove(new Key(tenant, token, nonce)) != null;
    }
}
