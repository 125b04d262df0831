package id.signet.crypto.bbs;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * A proof that somebody knows a signature over messages of which some are shown. Well formed: three points of prime
 * order and scalars in [1, r-1]. Whether it fits is for {@link Bbs}.
 */
public final class BbsProof {

    private static final int POINTS = 3 * G1.POINT_LENGTH;
    private static final int MIN_LENGTH = POINTS + 4 * G1.SCALAR_LENGTH;
    private static final int MAX_LENGTH = MIN_LENGTH + BbsInput.MAX_MESSAGES * G1.SCALAR_LENGTH;

    private final Points points;
    private final Responses responses;
    private final BigInteger challenge;

    /** Ā, B̄ and D: the signature, blinded. */
    record Points(ECPoint aBar, ECPoint bBar, ECPoint d) {}

    /** ê, r̂1, r̂3 and an m̂ for each message that is not shown. */
    record Responses(BigInteger e, BigInteger r1, BigInteger r3, List<BigInteger> messages) {}

    BbsProof(Points points, Responses responses, BigInteger challenge) {
        this.points = points;
        this.responses = responses;
        this.challenge = challenge;
    }

    /**
     * {@code octets_to_proof} of the draft, §4.2.4.5.
     *
     * @param encoded 272 bytes and 32 more for each message that is not shown
     * @throws MalformedInput if they are not a proof
     */
    public static BbsProof parse(Bytes encoded) {
        int length = encoded.size();
        if (length < MIN_LENGTH || length > MAX_LENGTH || (length - MIN_LENGTH) % G1.SCALAR_LENGTH != 0) {
            throw new MalformedInput("a BBS proof has " + MIN_LENGTH + " bytes and " + G1.SCALAR_LENGTH
                    + " for each message that it hides, at most " + BbsInput.MAX_MESSAGES);
        }
        byte[] bytes = encoded.toArray();
        List<BigInteger> scalars = new ArrayList<>();
        for (int offset = POINTS; offset < length; offset += G1.SCALAR_LENGTH) {
            scalars.add(G1.scalar(bytes, offset));
        }
        int last = scalars.size() - 1;
        return new BbsProof(new Points(point(bytes, 0), point(bytes, 1), point(bytes, 2)), new Responses(scalars.get(0),
                scalars.get(1), scalars.get(2), List.copyOf(scalars.subList(3, last))), scalars.get(last));
    }

    private static ECPoint point(byte[] bytes, int index) {
        return G1.decode(Arrays.copyOfRange(bytes, index * G1.POINT_LENGTH, (index + 1) * G1.POINT_LENGTH));
    }

    public Bytes encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(MIN_LENGTH + hidden() * G1.SCALAR_LENGTH)
                .put(G1.encode(points.aBar()))
                .put(G1.encode(points.bBar()))
                .put(G1.encode(points.d()));
        put(bytes, responses.e());
        put(bytes, responses.r1());
        put(bytes, responses.r3());
        responses.messages().forEach(scalar -> put(bytes, scalar));
        put(bytes, challenge);
        return Bytes.of(bytes.array());
    }

    private static void put(ByteBuffer bytes, BigInteger scalar) {
        bytes.put(BigIntegers.asUnsignedByteArray(G1.SCALAR_LENGTH, scalar));
    }

    /** How many messages the proof hides. */
    public int hidden() {
        return responses.messages().size();
    }

    Points points() {
        return points;
    }

    Responses responses() {
        return responses;
    }

    BigInteger challenge() {
        return challenge;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BbsProof proof && encoded().equals(proof.encoded());
    }

    @Override
    public int hashCode() {
        return challenge.hashCode();
    }
}
