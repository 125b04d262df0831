package id.signet.registry.did.hosting;

import id.signet.ledger.state.Write;
import id.signet.registry.TenantId;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.HostedTables.HostedDid;
import id.signet.registry.did.hosting.HostedTables.HostedKey;
import id.signet.registry.did.hosting.HostedTables.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of the keys kept for a DID with its next version.
 *
 * @param hosted what is known of the DID from then on; empty: as it is
 * @param fresh keys that no row names yet
 * @param retired methods that never sign again
 */
record KeyChange(Did did, Optional<HostedDid> hosted, Map<DidUrl, HostedKey> fresh, List<DidUrl> retired) {

    KeyChange {
        fresh = Map.copyOf(fresh);
        retired = List.copyOf(retired);
    }

    /** Of a DID whose keys are not kept here. */
    static KeyChange none(Did did) {
        return new KeyChange(did, Optional.empty(), Map.of(), List.of());
    }

    List<Write<?, ?>> writes(HostedKeys keys, TenantId tenant) {
        List<Write<?, ?>> writes = new ArrayList<>();
        fresh.forEach((method, key) -> writes.add(new Write<>(HostedTables.KEY, method, key)));
        hosted.ifPresent(row -> writes.add(new Write<>(HostedTables.DID, did, row)));
        for (DidUrl method : retired) {
            keys.key(tenant, method)
                    .filter(key -> key.state() == State.ACTIVE)
                    .ifPresent(key -> writes.add(new Write<>(HostedTables.KEY, method, key.in(State.RETIRED))));
        }
        return writes;
    }
}
