package id.signet.crypto.key;

import java.util.Arrays;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;

/** A public key that is a point of a short Weierstrass curve. */
public sealed interface EcPublicKey extends PublicKey
        permits P256PublicKey, P384PublicKey, P521PublicKey, Secp256k1PublicKey, Sm2PublicKey {

    /** Both coordinates, x‖y, each of the field's full length: 64 bytes, 96 for P-384, 132 for P-521. No SEC 1 prefix. */
    Bytes uncompressedPoint();

    @Override
    default Bytes encoded() {
        return Curve.of(type()).compress(uncompressedPoint());
    }

    /** The x coordinate, of the field's full length. */
    default byte[] x() {
        byte[] point = uncompressedPoint().toArray();
        return Arrays.copyOfRange(point, 0, point.length / 2);
    }

    /** The y coordinate, of the field's full length. */
    default byte[] y() {
        byte[] point = uncompressedPoint().toArray();
        return Arrays.copyOfRange(point, point.length / 2, point.length);
    }

    /**
     * A key from its coordinates, each of the field's full length (RFC 7518 §6.2.1.2).
     *
     * @throws MalformedInput if a length is wrong, the point is not on the curve or the type has no such coordinates
     */
    static EcPublicKey of(KeyType type, byte[] x, byte[] y) {
        Curve curve = switch (type) {
            case ED25519, BLS12381_G2, ML_DSA_44 ->
                throw new MalformedInput("a key of " + type.curve() + " has no pair of coordinates");
            case P256, P384, P521, SECP256K1, SM2 -> Curve.of(type);
        };
        if (x.length != curve.fieldLength() || y.length != curve.fieldLength()) {
            throw new MalformedInput("a coordinate of " + type.curve() + " has " + curve.fieldLength() + " bytes");
        }
        byte[] point = Arrays.copyOf(x, x.length + y.length);
        System.arraycopy(y, 0, point, x.length, y.length);
        return ofPoint(type, Bytes.of(point));
    }

    /**
     * A key from x‖y.
     *
     * @throws MalformedInput if the point is not on the curve or the type has no such point
     */
    static EcPublicKey ofPoint(KeyType type, Bytes uncompressedPoint) {
        return switch (type) {
            case ED25519, BLS12381_G2, ML_DSA_44 ->
                throw new MalformedInput("a key of " + type.curve() + " has no pair of coordinates");
            case P256 -> new P256PublicKey(uncompressedPoint);
            case P384 -> new P384PublicKey(uncompressedPoint);
            case P521 -> new P521PublicKey(uncompressedPoint);
            case SECP256K1 -> new Secp256k1PublicKey(uncompressedPoint);
            case SM2 -> new Sm2PublicKey(uncompressedPoint);
        };
    }
}
