package id.signet.crypto.key;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.bbs.BbsPublicKey;

/**
 * A public key that is known to be a good one: on its curve, of its group's prime order, in its one canonical
 * encoding. Whoever holds a value of this type need not check the key again.
 */
public sealed interface PublicKey permits Ed25519PublicKey, EcPublicKey, Bls12381G2PublicKey, MlDsa44PublicKey {

    KeyType type();

    /** What follows the multicodec header in a Multikey: 32 raw bytes, the compressed SEC 1 point, the compressed point of G2, or the encoding of FIPS 204. */
    Bytes encoded();

    /**
     * The inverse of {@link #encoded()}.
     *
     * @throws MalformedInput if the bytes are not a good key of this type
     */
    static PublicKey parse(KeyType type, byte[] encoded) {
        return switch (type) {
            case ED25519 -> new Ed25519PublicKey(Bytes.of(encoded));
            case P256 -> new P256PublicKey(Curve.P256.decompress(encoded));
            case P384 -> new P384PublicKey(Curve.P384.decompress(encoded));
            case P521 -> new P521PublicKey(Curve.P521.decompress(encoded));
            case SECP256K1 -> new Secp256k1PublicKey(Curve.SECP256K1.decompress(encoded));
            case SM2 -> new Sm2PublicKey(Curve.SM2.decompress(encoded));
            case BLS12381_G2 -> new Bls12381G2PublicKey(new BbsPublicKey(Bytes.of(encoded)));
            case ML_DSA_44 -> new MlDsa44PublicKey(Bytes.of(encoded));
        };
    }
}
