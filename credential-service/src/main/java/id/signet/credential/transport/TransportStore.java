package id.signet.credential.transport;

import id.signet.registry.TenantId;
import java.time.Instant;
import java.util.Optional;

/** Where transports wait; {@code add} runs in its caller's transaction. */
public interface TransportStore {

    /** Insert if absent. */
    boolean add(Transport transport);

    /** One that has not expired. */
    Optional<Transport> find(String id, Instant now);

    /** Takes it away for good; of several that try at once one succeeds. */
    boolean take(String id);

    /** What of a tenant waits. */
    Waiting waiting(TenantId tenant, Instant now);

    /**
     * How much waits.
     *
     * @param bytes of all tokens
     */
    record Waiting(long transports, long bytes) {}

    /** Deletes what has expired. */
    int forget(Instant now);
}
