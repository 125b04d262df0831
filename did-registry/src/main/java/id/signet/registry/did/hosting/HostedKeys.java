package id.signet.registry.did.hosting;

import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.SigningKey;
import id.signet.ledger.state.View;
import id.signet.registry.TenantId;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.HostedTables.HostedDid;
import id.signet.registry.did.hosting.HostedTables.HostedKey;
import id.signet.registry.did.hosting.HostedTables.Purpose;
import id.signet.registry.did.hosting.HostedTables.State;
import java.util.Optional;

/** The signing keys of a tenant's own DIDs. */
public final class HostedKeys {

    private final View rows;
    private final KeyRing keyRing;

    public HostedKeys(View rows, KeyRing keyRing) {
        this.rows = rows;
        this.keyRing = keyRing;
    }

    /** The key for what the DID asserts; empty if it is not this tenant's, not kept here, retired, or an update key. */
    public Optional<SigningKey> open(TenantId tenant, DidUrl methodId) {
        return open(tenant, methodId, Purpose.ASSERTION);
    }

    Optional<SigningKey> open(TenantId tenant, DidUrl methodId, Purpose purpose) {
        return key(tenant, methodId).filter(key -> key.purpose() == purpose && key.state() == State.ACTIVE)
                .map(key -> keyRing.open(key.keyId()));
    }

    /** The key for operations of DIDs; of a did:key or did:jwk it is the only one. */
    Optional<SigningKey> openToInvoke(TenantId tenant, DidUrl methodId) {
        return key(tenant, methodId).filter(key -> key.state() == State.ACTIVE)
                .map(key -> keyRing.open(key.keyId()));
    }

    Optional<HostedKey> key(TenantId tenant, DidUrl methodId) {
        return rows.get(HostedTables.KEY, methodId).filter(key -> key.tenant().equals(tenant));
    }

    /** Whether the DID's keys are kept here for this tenant. */
    public boolean hosts(TenantId tenant, Did did) {
        return rows.get(HostedTables.DID, did).filter(row -> row.tenant().equals(tenant)).isPresent();
    }

    /** Whose DID it is, if its keys are kept here. */
    public Optional<TenantId> owner(Did did) {
        return rows.get(HostedTables.DID, did).map(HostedDid::tenant);
    }
}
