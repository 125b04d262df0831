package id.signet.crypto.jose;

import id.signet.crypto.Base64Url;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.Bls12381G2PublicKey;
import id.signet.crypto.key.EcPublicKey;
import id.signet.crypto.key.Ed25519PublicKey;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.MlDsa44PublicKey;
import id.signet.crypto.key.PublicKey;

/**
 * Public keys for signatures as JSON Web Keys: RFC 7517, RFC 7518 section 6.2, RFC 8037 section 2, RFC 8812, RFC 9964
 * section 3. SM2 has no
 * registered names there and is never read or written.
 */
public final class Jwk {

    /** Private and symmetric members of RFC 7518 section 6, RFC 8037 and the post-quantum kind AKP. */
    private static final List<String> SECRET = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");

    private static final String AKP = "AKP";
    private static final int LONGEST_COORDINATE = 128;
    private static final int LONGEST_PUB = 2_048;

    private Jwk() {}

    /**
     * Reads a public key that may verify signatures. {@code kid}, certificates and members unknown here are ignored.
     *
     * @throws MalformedInput if it is not an object, carries a private member (whose value is never repeated), or is
     *     not a good point; {@link TokenRefused} if its kind is not supported (RSA, symmetric, X25519) or its {@code use},
     *     {@code key_ops} or {@code alg} say that it is not for this
     */
    public static PublicKey parse(JsonNode jwk) {
        if (!(jwk instanceof ObjectNode object)) {
            throw new MalformedInput("a JWK is not an object");
        }
        for (String secret : SECRET) {
            if (object.has(secret)) {
                throw new MalformedInput("a JWK holds private key material");
            }
        }
        KeyType type = type(object);
        requireForVerification(object, type);
        return switch (type) {
            case ED25519 -> new Ed25519PublicKey(Bytes.of(coordinate(object, "x")));
            case ML_DSA_44 -> new MlDsa44PublicKey(Bytes.of(material(object, "pub", LONGEST_PUB)));
            case P256, P384, P521, SECP256K1, SM2, BLS12381_G2 ->
                EcPublicKey.of(type, coordinate(object, "x"), coordinate(object, "y"));
        };
    }

    private static KeyType type(ObjectNode jwk) {
        String kty = text(jwk, "kty");
        if (kty.equals(AKP)) {
            // RFC 9964 section 3: of this kind it is the alg that names the key
            if (!text(jwk, "alg").equals(KeyType.ML_DSA_44.algorithm())) {
                throw new TokenRefused("a JWK is of an algorithm (alg) that is not supported");
            }
            return KeyType.ML_DSA_44;
        }
        if (!kty.equals("OKP") && !kty.equals("EC")) {
            throw new TokenRefused("a JWK is of a kind (kty) that is not supported");
        }
        KeyType type = KeyType.ofCurve(text(jwk, "crv"))
                .filter(KeyType::isOfJose)
                .orElseThrow(() -> new TokenRefused("a JWK is on a curve (crv) that is not supported"));
        if (!kty.equals(kty(type))) {
            throw new MalformedInput("the kty and crv of a JWK do not fit each other");
        }
        return type;
    }

    private static void requireForVerification(ObjectNode jwk, KeyType type) {
        if (jwk.has("use") && !text(jwk, "use").equals("sig")) {
            throw new TokenRefused("a JWK is not for signatures (use)");
        }
        if (jwk.has("alg")) {
            String algorithm = text(jwk, "alg");
            if (!algorithm.equals(type.algorithm())
                    && !(type == KeyType.ED25519 && algorithm.equals("Ed25519"))) {
                throw new TokenRefused("the alg of a JWK is not the one of its curve");
            }
        }
        if (jwk.has("key_ops")) {
            Set<String> operations = new HashSet<>();
            if (!jwk.path("key_ops").isArray()) {
                throw new MalformedInput("the key_ops of a JWK are not an array");
            }
            for (JsonNode operation : jwk.path("key_ops")) {
                // RFC 7517 section 4.3: none twice
                if (!operation.isString() || !operations.add(operation.stringValue())) {
                    throw new MalformedInput("the key_ops of a JWK are not different strings");
                }
            }
            if (!operations.contains("verify")) {
                throw new TokenRefused("a JWK is not for verification (key_ops)");
            }
        }
    }

    private static byte[] coordinate(ObjectNode jwk, String name) {
        return material(jwk, name, LONGEST_COORDINATE);
    }

    private static byte[] material(ObjectNode jwk, String name, int longest) {
        String text = text(jwk, name);
        if (text.length() > longest) {
            throw new MalformedInput("the member " + name + " of a JWK is too long");
        }
        return Base64Url.decode(text);
    }

    private static String text(ObjectNode jwk, String name) {
        JsonNode value = jwk.get(name);
        if (value == null || !value.isString()) {
            throw new MalformedInput("the member " + name + " of a JWK is missing or not a string");
        }
        return value.stringValue();
    }

    /**
     * Only the members that make the key: {@code kty}, {@code crv}, {@code x} and, on a Weierstrass curve, {@code y}; of
     * ML-DSA {@code kty}, {@code alg} and {@code pub}.
     *
     * @throws IllegalArgumentException if JOSE has no name for the key's curve
     */
    public static ObjectNode toJson(PublicKey key) {
        if (!key.type().isOfJose()) {
            throw new IllegalArgumentException("a key of type " + key.type().curve() + " has no JWK");
        }
        ObjectNode jwk = Json.object().put("kty", kty(key.type()));
        return switch (key) {
            case Ed25519PublicKey ed25519 -> jwk.put("crv", key.type().curve()).put("x", ed25519.encoded().base64Url());
            case Bls12381G2PublicKey _ -> throw new AssertionError("not of JOSE");
            case EcPublicKey ec -> jwk.put("crv", key.type().curve())
                    .put("x", Base64Url.encode(ec.x()))
                    .put("y", Base64Url.encode(ec.y()));
            case MlDsa44PublicKey mlDsa ->
                jwk.put("alg", key.type().algorithm()).put("pub", mlDsa.encoded().base64Url());
        };
    }

    /** RFC 7638: base64url SHA-256 of the required members in canonical order. */
    public static String thumbprint(PublicKey key) {
        return Base64Url.encode(Hashes.sha256(Jcs.canonicalize(toJson(key))));
    }

    private static String kty(KeyType type) {
        return switch (type) {
            case ED25519 -> "OKP";
            case ML_DSA_44 -> AKP;
            case P256, P384, P521, SECP256K1, SM2, BLS12381_G2 -> "EC";
        };
    }
}
