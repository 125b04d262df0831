package id.signet.crypto.jose;

import id.signet.crypto.Base64Url;
import java.nio.charset.StandardCharsets;

import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.Signatures;
import id.signet.crypto.key.SigningKey;

/** JSON Web Signature in compact serialization: RFC 7515 sections 5.1 and 5.2. */
public final class Jws {

    private Jws() {}

    /**
     * Signs the payload. The {@code alg} of the header is set from the key.
     *
     * @throws IllegalArgumentException if the header already names another algorithm
     */
    public static String sign(ObjectNode header, byte[] payload, SigningKey key) {
        Bytes signingInput = signingInput(header, payload, key.publicKey().type());
        return compact(signingInput, key.sign(signingInput.toArray()));
    }

    /**
     * What a key of this type would sign, for those who need it before the signature is made.
     *
     * @throws IllegalArgumentException if the header names another algorithm, or JOSE has none for the key
     */
    public static Bytes signingInput(ObjectNode header, byte[] payload, KeyType keyType) {
        if (!keyType.isOfJose()) {
            throw new IllegalArgumentException("no token is signed with a key of type " + keyType.curve());
        }
        if (header.has("alg") && !header.path("alg").asString().equals(keyType.algorithm())) {
            throw new IllegalArgumentException("the header names another algorithm than the key has");
        }
        ObjectNode complete = header.deepCopy();
        complete.put("alg", keyType.algorithm());
        return Bytes.utf8(Base64Url.encode(Jcs.canonicalize(complete)) + "." + Base64Url.encode(payload));
    }

    /** The token: the signing input and its signature. */
    public static String compact(Bytes signingInput, byte[] signature) {
        return new String(signingInput.toArray(), StandardCharsets.US_ASCII) + "." + Base64Url.encode(signature);
    }

    /** Whether this key made the token's signature, by the one algorithm that the key has. Nothing else is checked. */
    public static boolean verify(CompactToken token, PublicKey key) {
        return token.keyType() == key.type()
                && Signatures.verify(key, token.signingInput().toArray(), token.signature().toArray());
    }
}
