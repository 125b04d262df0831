package id.signet.registry.did.hosting;

import id.signet.crypto.key.KeyId;
import id.signet.crypto.key.KeyType;
import id.signet.ledger.state.Table;
import id.signet.registry.TenantId;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import java.util.List;
import java.util.Optional;

/** The private rows of DIDs whose keys this node keeps. */
public final class HostedTables {

    public static final Table<Did, HostedDid> DID = Table.ofPrivate("hosted_did", Did.class, HostedDid.class);
    public static final Table<DidUrl, HostedKey> KEY = Table.ofPrivate("hosted_key", DidUrl.class, HostedKey.class);
    public static final Table<TenantId, Registrar> REGISTRAR = Table.ofPrivate("hosted_registrar", TenantId.class,
            Registrar.class);

    public static final Table<Did, Waiting> WAITING = Table.ofPrivate("webvh_waiting", Did.class, Waiting.class);
    public static final Table<ApprovalKey, Approval> APPROVAL = Table.ofPrivate("webvh_approval", ApprovalKey.class,
            Approval.class);

    private HostedTables() {}

    /**
     * The line of a did:webvh that waits for its witnesses. It waits no more once its number is in the log.
     *
     * @param line with its proof, RFC 8785 form
     * @param updateMethod of {@link HostedDid} once it is logged; empty where the controller keeps the keys
     * @param nextMethod of {@link HostedDid}
     * @param made methods whose keys are worth nothing if another line takes its place
     * @param retired methods that never sign again once it is logged
     */
    public record Waiting(TenantId tenant, String versionId, String line, Optional<DidUrl> updateMethod,
            Optional<DidUrl> nextMethod, List<DidUrl> made, List<DidUrl> retired) {

        public Waiting {
            made = List.copyOf(made);
            retired = List.copyOf(retired);
        }
    }

    /** @param witness the Multikey of its did:key */
    public record ApprovalKey(Did did, String versionId, String witness) {}

    /** @param proof RFC 8785 form */
    public record Approval(String proof) {}

    /**
     * Whose DID it is.
     *
     * @param updateMethod the method under which its next operation is signed; for did:key and did:jwk its only method
     * @param nextMethod the key made ahead that the newest line of a did:webvh commits to: it signs the next one
     */
    public record HostedDid(TenantId tenant, DidUrl updateMethod, Optional<DidUrl> nextMethod) {

        /** Of a method that commits to no key. */
        public HostedDid(TenantId tenant, DidUrl updateMethod) {
            this(tenant, updateMethod, Optional.empty());
        }
    }

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
