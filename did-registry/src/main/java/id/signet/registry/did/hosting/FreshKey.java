package id.signet.registry.did.hosting;

import id.signet.crypto.key.KeyId;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SigningKey;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.HostedTables.HostedKey;
import id.signet.registry.did.hosting.HostedTables.Purpose;
import id.signet.registry.did.hosting.HostedTables.State;

/** A key of the ring that no row names yet. */
record FreshKey(KeyId id, KeyType type, SigningKey key) {

    static FreshKey make(KeyRing ring, KeyType type) {
        KeyId id = ring.create(type);
        return new FreshKey(id, type, ring.open(id));
    }

    PublicKey publicKey() {
        return key.publicKey();
    }

    HostedKey row(Caller caller, Did did, Purpose purpose) {
        return new HostedKey(caller.tenant(), did, id, type, purpose, State.ACTIVE);
    }
}
