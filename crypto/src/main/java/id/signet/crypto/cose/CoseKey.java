package id.signet.crypto.cose;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.cbor.Cbor;
import id.signet.crypto.jose.TokenRefused;
import id.signet.crypto.key.Bls12381G2PublicKey;
import id.signet.crypto.key.EcPublicKey;
import id.signet.crypto.key.Ed25519PublicKey;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.MlDsa44PublicKey;
import id.signet.crypto.key.PublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Public keys for signatures as COSE_Key: RFC 9052 section 7, RFC 9053 section 7, RFC 8812 section 3, RFC 9964
 * section 3.
 */
public final class CoseKey {

    private static final long KTY = 1;
    private static final long ALG = 3;
    private static final long KEY_OPS = 4;
    private static final long CRV = -1;
    private static final long X = -2;
    private static final long Y = -3;
    private static final long D = -4;

    /** Of the kind AKP, whose labels mean other things. */
    private static final long PUB = -1;

    private static final long PRIV = -2;

    private static final long OKP = 1;
    private static final long EC2 = 2;
    private static final long AKP = 7;
    private static final long VERIFY = 2;

    private static final Map<Long, KeyType> CURVES = Map.of(1L, KeyType.P256, 2L, KeyType.P384, 3L, KeyType.P521, 6L,
            KeyType.ED25519,
            8L, KeyType.SECP256K1);

    private CoseKey() {}

    /**
     * @throws MalformedInput if it is not a map, carries a private member, has a compressed point or is no good point;
     *     {@link TokenRefused} if its kind is not supported or it says that it is not for this
     */
    public static PublicKey parse(Cbor encoded) {
        if (!(encoded instanceof Cbor.Dictionary key)) {
            throw new MalformedInput("a COSE_Key is not a map");
        }
        boolean akp = number(key, KTY).equals(Optional.of(AKP));
        if (key.get(akp ? PRIV : D).isPresent()) {
            throw new MalformedInput("a COSE_Key holds private key material");
        }
        KeyType type = (akp ? ofAlgorithm(key) : onCurve(key))
                .orElseThrow(() -> new TokenRefused("a COSE_Key is of a kind or on a curve that is not supported"));
        if (key.get(ALG).isPresent() && number(key, ALG).flatMap(CoseAlgorithm::of)
                .filter(algorithm -> algorithm.keyType() == type)
                .isEmpty()) {
            throw new TokenRefused("the alg of a COSE_Key is not the one of its curve");
        }
        if (key.get(KEY_OPS).isPresent() && !(key.get(KEY_OPS).get() instanceof Cbor.Array(var operations)
                && operations.contains(Cbor.of(VERIFY)))) {
            throw new TokenRefused("a COSE_Key is not for verification (key_ops)");
        }
        return switch (type) {
            case ED25519 -> new Ed25519PublicKey(material(key, X));
            case ML_DSA_44 -> new MlDsa44PublicKey(material(key, PUB));
            case P256, P384, P521, SECP256K1, SM2, BLS12381_G2 ->
                EcPublicKey.of(type, material(key, X).toArray(), material(key, Y).toArray());
        };
    }

    /** RFC 9964 section 3: of this kind it is the alg that names the key. */
    private static Optional<KeyType> ofAlgorithm(Cbor.Dictionary key) {
        return number(key, ALG).flatMap(CoseAlgorithm::of)
                .map(CoseAlgorithm::keyType)
                .filter(type -> type == KeyType.ML_DSA_44);
    }

    private static Optional<KeyType> onCurve(Cbor.Dictionary key) {
        return number(key, CRV).flatMap(curve -> Optional.ofNullable(CURVES.get(curve)))
                .filter(type -> number(key, KTY).equals(Optional.of(type == KeyType.ED25519 ? OKP : EC2)));
    }

    /** Only the members that make the key. */
    public static Cbor of(PublicKey key) {
        Map<Cbor, Cbor> members = new HashMap<>();
        switch (key) {
            case Ed25519PublicKey ed25519 -> {
                members.put(Cbor.of(KTY), Cbor.of(OKP));
                members.put(Cbor.of(CRV), Cbor.of(curve(key.type())));
                members.put(Cbor.of(X), new Cbor.ByteString(ed25519.encoded()));
            }
            case EcPublicKey ec -> {
                members.put(Cbor.of(KTY), Cbor.of(EC2));
                members.put(Cbor.of(CRV), Cbor.of(curve(key.type())));
                members.put(Cbor.of(X), Cbor.of(ec.x()));
                members.put(Cbor.of(Y), Cbor.of(ec.y()));
            }
            case MlDsa44PublicKey mlDsa -> {
                members.put(Cbor.of(KTY), Cbor.of(AKP));
                members.put(Cbor.of(ALG), Cbor.of(CoseAlgorithm.ML_DSA_44.number()));
                members.put(Cbor.of(PUB), new Cbor.ByteString(mlDsa.encoded()));
            }
            case Bls12381G2PublicKey _ -> throw none(key.type());
        }
        return new Cbor.Dictionary(members);
    }

    private static long curve(KeyType type) {
        return CURVES.entrySet()
                .stream()
                .filter(entry -> entry.getValue() == type)
                .findFirst()
                .orElseThrow(() -> none(type))
                .getKey();
    }

    private static IllegalArgumentException none(KeyType type) {
        return new IllegalArgumentException("a key of type " + type.curve() + " has no COSE_Key");
    }

    private static Optional<Long> number(Cbor.Dictionary key, long label) {
        return key.get(label).filter(Cbor.Int.class::isInstance).map(value -> ((Cbor.Int) value).value());
    }

    private static Bytes material(Cbor.Dictionary key, long label) {
        return key.get(label)
                .filter(Cbor.ByteString.class::isInstance)
                .map(value -> ((Cbor.ByteString) value).value())
                .orElseThrow(() -> new MalformedInput("a part of a COSE_Key is missing or not bytes"));
    }
}
