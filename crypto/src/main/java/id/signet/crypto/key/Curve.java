package id.signet.crypto.key;

import id.signet.crypto.RecentlyUsed;
import java.math.BigInteger;
import java.util.Arrays;

import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;

/** A short Weierstrass curve of cofactor 1: its group and the two encodings of its points. */
final class Curve {

    static final Curve P256 = new Curve(KeyType.P256);
    static final Curve P384 = new Curve(KeyType.P384);
    static final Curve P521 = new Curve(KeyType.P521);
    static final Curve SECP256K1 = new Curve(KeyType.SECP256K1);
    static final Curve SM2 = new Curve(KeyType.SM2);

    private final KeyType type;
    private final ECDomainParameters domain;
    private final int fieldLength;

    /** Points read lately: a square root costs a fifth of verifying a signature. */
    private final RecentlyUsed<Bytes, Bytes> decompressed = new RecentlyUsed<>(4_096);

    private Curve(KeyType type) {
        this.type = type;
        this.domain = new ECDomainParameters(
                CustomNamedCurves.getByName(type == KeyType.SM2 ? "sm2p256v1" : type.curve()));
        this.fieldLength = (domain.getCurve().getFieldSize() + 7) / 8;
    }

    static Curve of(KeyType type) {
        return switch (type) {
            case ED25519, BLS12381_G2, ML_DSA_44 ->
                throw new IllegalArgumentException(type.curve() + " is not a short Weierstrass curve of cofactor 1");
            case P256 -> P256;
            case P384 -> P384;
            case P521 -> P521;
            case SECP256K1 -> SECP256K1;
            case SM2 -> SM2;
        };
    }

    /** The hash of the message that ECDSA signs: as strong as the curve. */
    byte[] hash(byte[] message) {
        return switch (type) {
            case P384 -> Hashes.sha384(message);
            case P521 -> Hashes.sha512(message);
            case P256, SECP256K1, SM2, ED25519, BLS12381_G2, ML_DSA_44 -> Hashes.sha256(message);
        };
    }

    KeyType type() {
        return type;
    }

    ECDomainParameters domain() {
        return domain;
    }

    /** The order n of the group. */
    BigInteger order() {
        return domain.getN();
    }

    int fieldLength() {
        return fieldLength;
    }

    /** SEC 1 §2.3.3 with compression. */
    Bytes compress(Bytes uncompressedPoint) {
        byte[] point = uncompressedPoint.toArray();
        byte[] compressed = new byte[1 + fieldLength];
        compressed[0] = (byte) (0x02 | (point[point.length - 1] & 1));
        System.arraycopy(point, 0, compressed, 1, fieldLength);
        return Bytes.of(compressed);
    }

    /** SEC 1 §2.3.4, compressed form only: no infinity, no hybrid, no uncompressed encoding. */
    Bytes decompress(byte[] compressed) {
        if (compressed.length != 1 + fieldLength || (compressed[0] != 0x02 && compressed[0] != 0x03)) {
            throw new MalformedInput("a " + type.curve() + " key is a compressed point of " + (1 + fieldLength)
                    + " bytes beginning with 02 or 03");
        }
        Bytes key = Bytes.of(compressed);
        Bytes known = decompressed.get(key);
        if (known != null) {
            return known;
        }
        try {
            Bytes point = encode(domain.getCurve().decodePoint(compressed));
            decompressed.put(key, point);
            return point;
        } catch (IllegalArgumentException e) {
            throw new MalformedInput("not a point of " + type.curve(), e);
        }
    }

    void requireOnCurve(Bytes uncompressedPoint) {
        if (uncompressedPoint.size() != 2 * fieldLength) {
            throw new MalformedInput("a point of " + type.curve() + " has " + 2 * fieldLength + " bytes");
        }
        try {
            if (!point(uncompressedPoint).isValid()) {
                throw new MalformedInput("not a point of " + type.curve());
            }
        } catch (IllegalArgumentException e) {
            // a coordinate that is not below the field's prime
            throw new MalformedInput("not a point of " + type.curve(), e);
        }
    }

    ECPoint point(Bytes uncompressedPoint) {
        byte[] both = uncompressedPoint.toArray();
        return domain.getCurve()
                .createPoint(new BigInteger(1, both, 0, fieldLength),
                        new BigInteger(1, both, fieldLength, fieldLength));
    }

    /** x‖y of a point that is not infinity. */
    Bytes encode(ECPoint point) {
        byte[] sec1 = point.getEncoded(false);
        return Bytes.of(Arrays.copyOfRange(sec1, 1, sec1.length));
    }
}
