package id.signet.registry.did.log;

import id.signet.crypto.key.PublicKey;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.WeidIdentifier;
import java.util.List;

/**
 * A did:weid as WeIdentity knows it: one key that signs the DID's operations and what the DID says, named as WeIdentity's 1.x
 * names it, because its papers and its clients write that name (docs/adr/0010-did-weid.md).
 */
public final class SingleKey {

    public static final String FRAGMENT = "keys-0";

    private SingleKey() {}

    public static Did did(String network, PublicKey key) {
        return WeidIdentifier.of(network, key).did();
    }

    public static DidUrl method(Did did) {
        return did.withFragment(FRAGMENT);
    }

    /** The first state. */
    public static DidState state(String network, PublicKey key) {
        DocumentDraft draft = DocumentDraft.of(did(network, key));
        draft.add(FRAGMENT, key, Relationship.AUTHENTICATION, Relationship.ASSERTION_METHOD,
                Relationship.CAPABILITY_INVOCATION);
        return new DidState(draft.document(), List.of(key));
    }
}
