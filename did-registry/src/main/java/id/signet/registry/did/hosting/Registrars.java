package id.signet.registry.did.hosting;

import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.KeyType;
import id.signet.ledger.state.View;
import id.signet.ledger.state.Write;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.HostedTables.HostedDid;
import id.signet.registry.did.hosting.HostedTables.Purpose;
import id.signet.registry.did.hosting.HostedTables.Registrar;
import id.signet.registry.did.method.DidKey;
import java.util.List;
import java.util.Optional;

/** The did:key with which a tenant signs registrations for which it names no author; made when first needed. */
public final class Registrars {

    private final View rows;
    private final PrivateChange change;
    private final KeyRing keyRing;

    public Registrars(View rows, PrivateChange change, KeyRing keyRing) {
        this.rows = rows;
        this.change = change;
        this.keyRing = keyRing;
    }

    public Did of(Caller caller) {
        return find(caller.tenant()).orElseGet(() -> create(caller));
    }

    private Optional<Did> find(TenantId tenant) {
        return rows.get(HostedTables.REGISTRAR, tenant).map(Registrar::did);
    }

    private Did create(Caller caller) {
        FreshKey key = FreshKey.make(keyRing, KeyType.ED25519);
        Did did = DidKey.of(key.publicKey());
        DidUrl method = DidKey.methodId(key.publicKey());
        Optional<RegistryRefusal> refusal = change.insert(caller.withoutClaim(), "registrar.create", did.toString(),
                List.of(new Write<>(HostedTables.REGISTRAR, caller.tenant(), new Registrar(did)),
                        new Write<>(HostedTables.DID, did, new HostedDid(caller.tenant(), method)),
                        new Write<>(HostedTables.KEY, method, key.row(caller, did, Purpose.ASSERTION))));
        if (refusal.isPresent()) {
            keyRing.destroy(key.id());
        }
        return find(caller.tenant()).orElseThrow();
    }
}
