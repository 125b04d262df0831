package id.signet.credential.status;

import id.signet.crypto.Bytes;
import id.signet.crypto.key.Sealer;
import id.signet.registry.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Hands out places. Counters are leased from the list's row in ranges, forced to disk before the first is used, so two
 * nodes never use one counter and a node that stops loses at most a range; the list's permutation turns counters into
 * indexes. A list is served before its first place is handed out.
 */
final class StatusIndexes {

    private final StatusStore store;
    private final ListDesk desk;
    private final Sealer sealer;
    private final SecureRandom random;
    private final StatusListTerms terms;
    private final ConcurrentHashMap<Owner, Desk> desks = new ConcurrentHashMap<>();

    StatusIndexes(StatusStore store, ListDesk desk, Sealer sealer, SecureRandom random, StatusListTerms terms) {
        this.store = store;
        this.desk = desk;
        this.sealer = sealer;
        this.random = random;
        this.terms = terms;
    }

    StatusPosition next(TenantId tenant, String issuer, StatusKind kind) {
        var owner = new Owner(tenant, issuer, kind);
        return desks.computeIfAbsent(owner, Desk::new).next();
    }

    private record Owner(TenantId tenant, String issuer, StatusKind kind) {}

    private record Lease(StatusListId list, KeyedPermutation permutation, int end) {}

    /** What this node holds for one owner. */
    private final class Desk {

        private final Owner owner;
        private @Nullable Lease lease;
        private int counter;

        Desk(Owner owner) {
            this.owner = owner;
        }

        synchronized StatusPosition next() {
            Lease held = lease;
            if (held == null || counter >= held.end()) {
                held = take();
                lease = held;
            }
            return new StatusPosition(held.list(), owner.kind(), held.permutation().apply(counter++));
        }

        private Lease take() {
            while (true) {
                Optional<StatusListRow> newest = store.newest(owner.tenant(), owner.issuer(), owner.kind());
                if (newest.isEmpty() || newest.get().full()) {
                    store.open(fresh(newest.map(StatusListRow::ordinal).orElse(0) + 1)); // or another node did
                    continue;
                }
                StatusListRow list = newest.get();
                int end = Math.min(list.entries(), list.leased() + terms.lease());
                if (store.lease(list.id(), list.leased(), end)) {
                    if (list.sequence() == 0) {
                        desk.await(list.id());
                    }
                    counter = list.leased();
                    byte[] key = sealer.open(list.indexKey().toArray(), context(list.id()));
                    return new Lease(list.id(), new KeyedPermutation(key, list.entries()), end);
                }
            }
        }

        private StatusListRow fresh(int ordinal) {
            var id = StatusListId.random(random);
            byte[] key = new byte[KeyedPermutation.KEY_LENGTH];
            random.nextBytes(key);
            return new StatusListRow(id, owner.tenant(), owner.issuer(), owner.kind(), ordinal, terms.entries(),
                    Bytes.of(sealer.seal(key, context(id))), 0, 0, 0, 0, Optional.empty(), Optional.empty(),
                    Optional.empty());
        }
    }

    private static byte[] context(StatusListId list) {
        return ("status_list " + list).getBytes(StandardCharsets.UTF_8);
    }
}
