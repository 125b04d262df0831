package id.signet.registry.did.hosting;

import id.signet.crypto.key.KeyId;
import id.signet.crypto.key.KeyType;
import id.signet.ledger.state.Table;
import id.signet.registry.TenantId;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;

/** The private rows of DIDs whose keys this node keeps. */
public final class HostedTables {

    public static final Table<Did, HostedDid> DID = Table.ofPrivate("hosted_did", Did.class, HostedDid.class);
    public static final Table<DidUrl, HostedKey> KEY = Table.ofPrivate("hosted_key", DidUrl.class, HostedKey.class);
    public static final Table<TenantId, Registrar> REGISTRAR = Table.ofPrivate("hosted_registrar", TenantId.class,
            Registrar.class);

    private HostedTables() {}

    /**
     * Whose DID it is.
     *
     * @param updateMethod the method under which its next operation is signed; for did:key and did:jwk its only method
     */
    public record HostedDid(TenantId tenant, DidUrl updateMethod) {}

    /**
     * A verification method whose secret is in the key ring.
     *
     * @param did the DID it belongs to, also where the method is named as a did:key
     */
    public record HostedKey(TenantId tenant, Did did, KeyId keyId, KeyType type, Purpose purpose, State state) {

        HostedKey in(State newState) {
            return new HostedKey(tenant, did, keyId, type, purpose, newState);
        }
    }

    /** The did:key that signs for a tenant where it names no author of its own. */
    public record Registrar(Did did) {}

    public enum Purpose {
        /** Signs the DID's own operations and nothing else. */
        UPDATE,
        /** Signs what the DID asserts. */
        ASSERTION
    }

    public enum State {
        ACTIVE,
        /** Never signs again; its secret is about to be erased. */
        RETIRED,
        /** Its secret is erased. */
        DESTROYED
    }
}
