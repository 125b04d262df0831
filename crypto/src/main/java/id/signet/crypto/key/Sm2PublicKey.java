package id.signet.crypto.key;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;

/** A point of the curve recommended for SM2 (GB/T 32918.5); never off the curve, never infinity. */
public record Sm2PublicKey(Bytes uncompressedPoint) implements EcPublicKey {

    /** @throws MalformedInput if the bytes are not x‖y of a point on the curve */
    public Sm2PublicKey {
        Curve.SM2.requireOnCurve(uncompressedPoint);
    }

    @Override
    public KeyType type() {
        return KeyType.SM2;
    }
}
