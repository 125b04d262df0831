package id.signet.crypto.key;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;

/** A point of the curve P-521 (FIPS 186-5, SP 800-186); never off the curve, never infinity. */
public record P521PublicKey(Bytes uncompressedPoint) implements EcPublicKey {

    /** @throws MalformedInput if the bytes are not x‖y of a point on the curve */
    public P521PublicKey {
        Curve.P521.requireOnCurve(uncompressedPoint);
    }

    @Override
    public KeyType type() {
        return KeyType.P521;
    }
}
