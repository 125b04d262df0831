package id.signet.crypto.bbs;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.RecentlyUsed;
import org.bouncycastle.crypto.bls.BLS12_381G2Point;
import org.bouncycastle.crypto.bls.BLS12_381Serialization;
import org.bouncycastle.crypto.bls.BLS12_381SubgroupCheck;

/**
 * A signer's point of G2: of prime order, not the neutral element, in its one encoding ({@code octets_to_pubkey} of the
 * draft, §4.2.4.6).
 *
 * @param encoded 96 bytes, compressed
 */
public record BbsPublicKey(Bytes encoded) {

    public static final int LENGTH = 96;

    /** Points read lately: reading one costs as much as a pairing. */
    private static final RecentlyUsed<Bytes, BLS12_381G2Point> POINTS = new RecentlyUsed<>(4_096);

    /** @throws MalformedInput if the bytes are not a compressed point of prime order */
    public BbsPublicKey {
        POINTS.get(encoded, () -> decode(encoded));
    }

    BLS12_381G2Point point() {
        return POINTS.get(encoded, () -> decode(encoded));
    }

    private static BLS12_381G2Point decode(Bytes encoded) {
        if (encoded.size() != LENGTH) {
            throw new MalformedInput("a key of BLS12-381 G2 has " + LENGTH + " bytes");
        }
        BLS12_381G2Point point;
        try {
            point = BLS12_381Serialization.decompressG2(encoded.toArray());
        } catch (IllegalArgumentException e) {
            throw new MalformedInput("not a compressed point of G2", e);
        }
        if (point.isInfinity() || !BLS12_381SubgroupCheck.isInG2Subgroup(point)) {
            throw new MalformedInput("not a point of G2 of prime order");
        }
        return point;
    }
}
