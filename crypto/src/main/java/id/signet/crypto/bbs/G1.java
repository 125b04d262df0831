package id.signet.crypto.bbs;

import id.signet.crypto.MalformedInput;
import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.crypto.bls.BLS12_381G1;
import org.bouncycastle.crypto.bls.BLS12_381Serialization;
import org.bouncycastle.crypto.bls.BLS12_381SubgroupCheck;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointPreCompInfo;
import org.bouncycastle.math.ec.FixedPointUtil;

/** The group that signatures and proofs live in: the points of prime order of BLS12-381's E1, and its scalars. */
final class G1 {

    static final int POINT_LENGTH = 48;
    static final int SCALAR_LENGTH = 32;

    static final ECCurve CURVE = BLS12_381G1.createCurve();
    /** The prime order r of G1 and G2. */
    static final BigInteger ORDER = BLS12_381G1.ORDER;

    private G1() {}

    static byte[] encode(ECPoint point) {
        return BLS12_381Serialization.compressG1(point);
    }

    /**
     * A point of prime order in its one encoding; the neutral element is none.
     *
     * @throws MalformedInput if the bytes are anything else
     */
    static ECPoint decode(byte[] encoded) {
        ECPoint point;
        try {
            point = BLS12_381Serialization.decompressG1(encoded, CURVE).normalize();
        } catch (IllegalArgumentException e) {
            throw new MalformedInput("not a compressed point of G1", e);
        }
        if (point.isInfinity() || !BLS12_381SubgroupCheck.isInG1Subgroup(point)) {
            throw new MalformedInput("not a point of G1 of prime order");
        }
        return point;
    }

    /**
     * A scalar in [1, r-1], 32 bytes, big-endian.
     *
     * @throws MalformedInput if it is 0 or not below r
     */
    static BigInteger scalar(byte[] bytes, int offset) {
        BigInteger scalar = new BigInteger(1, bytes, offset, SCALAR_LENGTH);
        if (scalar.signum() == 0 || scalar.compareTo(ORDER) >= 0) {
            throw new MalformedInput("a scalar is not between 0 and the order of the group");
        }
        return scalar;
    }

    /** The product with a secret: the same steps whatever the scalar is. */
    static ECPoint times(ECPoint point, BigInteger secret) {
        return BLS12_381G1.constantTimeMultiply(point, secret);
    }

    /** The sum of products, quick, for values that everybody knows. */
    static ECPoint publicSum(List<ECPoint> points, List<BigInteger> scalars) {
        return ECAlgorithms.sumOfMultiplies(points.toArray(ECPoint[]::new), scalars.toArray(BigInteger[]::new))
                .normalize();
    }

    /**
     * The sum of products with secrets: the same steps whatever the scalars are. Combs (Lim and Lee) of all points,
     * walked together; the tables are remembered with the points, so this is for points that come again.
     *
     * @param scalars in [0, r-1]
     */
    static ECPoint sum(List<ECPoint> points, List<BigInteger> scalars) {
        FixedPointPreCompInfo[] combs = points.stream()
                .map(FixedPointUtil::precompute)
                .toArray(FixedPointPreCompInfo[]::new);
        int size = FixedPointUtil.getCombSize(CURVE);
        int width = combs[0].getWidth();
        int teeth = (size + width - 1) / width;
        ECPoint sum = CURVE.getInfinity();
        for (int step = 0; step < teeth; step++) {
            sum = sum.twice();
            for (int i = 0; i < combs.length; i++) {
                int index = 0;
                for (int bit = teeth * width - 1 - step; bit >= 0; bit -= teeth) {
                    index = index << 1 | (scalars.get(i).testBit(bit) ? 1 : 0);
                }
                sum = sum.add(combs[i].getLookupTable().lookup(index));
            }
        }
        for (FixedPointPreCompInfo comb : combs) {
            sum = sum.add(comb.getOffset());
        }
        return sum.normalize();
    }
}
