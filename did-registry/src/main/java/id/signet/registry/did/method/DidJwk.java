package id.signet.registry.did.method;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.RecentlyUsed;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.PublicKey;
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

/** did:jwk: the identifier is a public JWK in base64url, the document follows from it, its one method is {@code #0}. */
public final class DidJwk implements DidMethod {

    public static final String NAME = "jwk";

    private static final RecentlyUsed<Did, DidDocument> DOCUMENTS = new RecentlyUsed<>(4_096);
    private static final String FRAGMENT = "0";
    private static final int X25519_LENGTH = 32;

    @Override
    public String name() {
        return NAME;
    }

    /** The DID of the key's shortest JWK in RFC 8785 form. */
    public static Did of(PublicKey key) {
        return new Did(NAME, Bytes.of(Jcs.canonicalize(Jwk.toJson(key))).base64Url());
    }

    public static DidUrl methodId(Did did) {
        return did.withFragment(FRAGMENT);
    }

    /** @throws MalformedInput if the identifier is not a supported public JWK */
    public static DidDocument document(Did did) {
        return DOCUMENTS.get(did, () -> compute(did));
    }

    private static DidDocument compute(Did did) {
        ObjectNode jwk = jwk(did);
        String use = jwk.path("use").asString("");
        boolean encryptsOnly = use.equals("enc");
        if (isX25519(jwk)) {
            if (use.equals("sig")) {
                throw new MalformedInput("an X25519 key does not sign");
            }
            encryptsOnly = true;
        } else {
            ObjectNode checked = jwk.deepCopy();
            if (encryptsOnly) {
                checked.remove("use"); // the key itself is judged; its use decides the relationships
            }
            Jwk.parse(checked);
        }
        String id = did.toString();
        ObjectNode document = DocumentJson.start(id, DocumentJson.JWS_2020_CONTEXT);
        ObjectNode method = document.putArray("verificationMethod").addObject();
        String methodId = id + "#" + FRAGMENT;
        method.put("id", methodId);
        method.put("type", "JsonWebKey2020");
        method.put("controller", id);
        method.set("publicKeyJwk", jwk);
        if (!encryptsOnly) {
            DocumentJson.list(document, methodId, Relationship.ASSERTION_METHOD, Relationship.AUTHENTICATION,
                    Relationship.CAPABILITY_INVOCATION, Relationship.CAPABILITY_DELEGATION);
        }
        if (!use.equals("sig")) {
            DocumentJson.list(document, methodId, Relationship.KEY_AGREEMENT);
        }
        return DidDocument.parse(did, document);
    }

    private static ObjectNode jwk(Did did) {
        return StrictJson.parseObject(Base64Url.decode(did.specificId()));
    }

    private static boolean isX25519(ObjectNode jwk) {
        if (!jwk.path("kty").asString("").equals("OKP") || !jwk.path("crv").asString("").equals("X25519")) {
            return false;
        }
        if (jwk.has("d")) {
            throw new MalformedInput("the JWK shows a secret key");
        }
        if (Base64Url.decode(jwk.path("x").asString("")).length != X25519_LENGTH) {
            throw new MalformedInput("an X25519 key has 32 bytes");
        }
        return true;
    }

    @Override
    public ResolutionResult resolve(Did did, ResolutionOptions options) {
        if (!options.latest()) {
            return new ResolutionResult.Refused(ResolutionError.FEATURE_NOT_SUPPORTED, "a did:jwk has no versions");
        }
        try {
            return new ResolutionResult.Resolved(document(did), DocumentMetadata.NONE);
        } catch (MalformedInput e) {
            return new ResolutionResult.Refused(ResolutionError.INVALID_DID, "not a did:jwk: " + e.getMessage());
        }
    }
}
