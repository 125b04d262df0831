package id.signet.registry.did.method;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.RecentlyUsed;
import id.signet.crypto.key.Ed25519PublicKey;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.resolution.DidMethod;
import id.signet.registry.did.resolution.DocumentMetadata;
import id.signet.registry.did.resolution.ResolutionError;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import tools.jackson.databind.node.ObjectNode;

/**
 * did:key (W3C CCG): the identifier is the Multikey, the document follows from it. An Ed25519 key brings its X25519 form
 * for key agreement; a NIST or secp256k1 key is listed for key agreement itself, an SM2 key, which only signs here, is not.
 * A key of BLS12-381 G2 makes assertions and nothing else; one of ML-DSA answers challenges too.
 */
public final class DidKey implements DidMethod {

    public static final String NAME = "key";

    private static final RecentlyUsed<Did, DidDocument> DOCUMENTS = new RecentlyUsed<>(4_096);

    @Override
    public String name() {
        return NAME;
    }

    public static Did of(PublicKey key) {
        return new Did(NAME, Multikey.encode(key));
    }

    /** The one verification method of the key's DID: its fragment repeats the Multikey. */
    public static DidUrl methodId(PublicKey key) {
        return of(key).withFragment(Multikey.encode(key));
    }

    /** @throws MalformedInput if the identifier is not exactly one Multikey of a supported type */
    public static PublicKey key(Did did) {
        return Multikey.decode(did.specificId());
    }

    /** @throws MalformedInput if the identifier is not exactly one Multikey of a supported type */
    public static DidDocument document(Did did) {
        return DOCUMENTS.get(did, () -> compute(did));
    }

    private static DidDocument compute(Did did) {
        PublicKey key = key(did);
        String id = did.toString();
        ObjectNode document = DocumentJson.start(id, DidDocument.MULTIKEY_CONTEXT);
        ObjectNode method = DocumentJson.multikey(id, did.specificId());
        String methodId = method.get("id").stringValue();
        document.putArray("verificationMethod").add(method);
        if (!key.type().signsBytes()) {
            DocumentJson.list(document, methodId, Relationship.ASSERTION_METHOD);
            return DidDocument.parse(did, document);
        }
        if (key.type().isPreview()) {
            DocumentJson.list(document, methodId, Relationship.AUTHENTICATION, Relationship.ASSERTION_METHOD);
            return DidDocument.parse(did, document);
        }
        DocumentJson.list(document, methodId, Relationship.AUTHENTICATION, Relationship.ASSERTION_METHOD,
                Relationship.CAPABILITY_INVOCATION, Relationship.CAPABILITY_DELEGATION);
        if (key instanceof Ed25519PublicKey ed25519) {
            ObjectNode agreement = DocumentJson.multikey(id, X25519.multikey(ed25519));
            document.withArray("verificationMethod").add(agreement);
            DocumentJson.list(document, agreement.get("id").stringValue(), Relationship.KEY_AGREEMENT);
        } else if (key.type() != KeyType.SM2) {
            DocumentJson.list(document, methodId, Relationship.KEY_AGREEMENT);
        }
        return DidDocument.parse(did, document);
    }

    @Override
    public ResolutionResult resolve(Did did, ResolutionOptions options) {
        if (!options.latest()) {
            return new ResolutionResult.Refused(ResolutionError.FEATURE_NOT_SUPPORTED, "a did:key has no versions");
        }
        try {
            return new ResolutionResult.Resolved(document(did), DocumentMetadata.NONE);
        } catch (Multikey.WrongLength e) {
            return new ResolutionResult.Refused(ResolutionError.INVALID_PUBLIC_KEY_LENGTH,
                    "not a did:key: " + e.getMessage());
        } catch (MalformedInput e) {
            return new ResolutionResult.Refused(ResolutionError.INVALID_DID, "not a did:key: " + e.getMessage());
        }
    }
}
