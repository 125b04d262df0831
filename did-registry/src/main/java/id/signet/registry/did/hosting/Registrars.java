package id.signet.registry.did.hosting;

import id.signet.crypto.key.KeyId;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.ledger.DurableCommit;
import id.signet.ledger.state.StoredRows;
import id.signet.registry.TenantId;
import id.signet.registry.audit.AuditRow;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.HostedTables.HostedDid;
import id.signet.registry.did.hosting.HostedTables.HostedKey;
import id.signet.registry.did.hosting.HostedTables.Purpose;
import id.signet.registry.did.hosting.HostedTables.Registrar;
import id.signet.registry.did.hosting.HostedTables.State;
import id.signet.registry.did.method.DidKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The did:key with which a tenant signs registrations for which it names no author; made when first needed. */
public final class Registrars {

    private final StoredRows rows;
    private final DurableCommit durable;
    private final KeyRing keyRing;
    private final Clock clock;

    public Registrars(StoredRows rows, DurableCommit durable, KeyRing keyRing, Clock clock) {
        this.rows = rows;
        this.durable = durable;
        this.keyRing = keyRing;
        this.clock = clock;
    }

    public Did of(Caller caller) {
        return find(caller.tenant()).orElseGet(() -> create(caller));
    }

    private Optional<Did> find(TenantId tenant) {
        return rows.get(HostedTables.REGISTRAR, tenant).map(Registrar::did);
    }

    private Did create(Caller caller) {
        KeyId keyId = keyRing.create(KeyType.ED25519);
        PublicKey key = keyRing.open(keyId).publicKey();
        Did did = DidKey.of(key);
        DidUrl method = DidKey.methodId(key);
        Instant now = clock.instant();
        boolean first = durable.write(() -> {
            if (!rows.insertIfAbsent(HostedTables.REGISTRAR, caller.tenant(), new Registrar(did))) {
                return false;
            }
            rows.insertIfAbsent(HostedTables.DID, did, new HostedDid(caller.tenant(), method));
            rows.insertIfAbsent(HostedTables.KEY, method,
                    new HostedKey(caller.tenant(), did, keyId, KeyType.ED25519, Purpose.ASSERTION, State.ACTIVE));
            rows.insertIfAbsent(AuditRow.TABLE, new AuditRow.Id(UUID.randomUUID().toString()),
                    new AuditRow(caller.tenant(), now, caller.actor(), "registrar.create", did.toString(),
                            AuditRow.DONE,
                            caller.requestId(), Optional.empty()));
            return true;
        });
        if (!first) {
            keyRing.destroy(keyId);
        }
        return find(caller.tenant()).orElseThrow();
    }
}
