package id.signet.crypto.key;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;

/** A point of the curve secp256k1 (SEC 2 §2.4.1); never off the curve, never infinity. */
public record Secp256k1PublicKey(Bytes uncompressedPoint) implements EcPublicKey {

    /** @throws MalformedInput if the bytes are not x‖y of a point on the curve */
    public Secp256k1PublicKey {
        Curve.SECP256K1.requireOnCurve(uncompressedPoint);
    }

    @Override
    public KeyType type() {
        return KeyType.SECP256K1;
    }
}
