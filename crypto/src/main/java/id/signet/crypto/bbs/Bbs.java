package id.signet.crypto.bbs;

import static org.bouncycastle.util.Arrays.concatenate;

import id.signet.crypto.Bytes;
import id.signet.crypto.bbs.BbsProof.Points;
import id.signet.crypto.bbs.BbsProof.Responses;
import id.signet.crypto.bbs.Generators.Generator;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.bouncycastle.crypto.bls.BLS12_381G2;
import org.bouncycastle.crypto.bls.BLS12_381G2Point;
import org.bouncycastle.crypto.bls.BLS12_381Pairing;
import org.bouncycastle.crypto.bls.Fp12Element;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.bouncycastle.util.Pack;

/**
 * BBS signatures over BLS12-381 (draft-irtf-cfrg-bbs-signatures, docs/adr/0029-bbs.md): one signature over a header and
 * messages, from which anybody makes proofs that show some of the messages and cannot be linked by the others. Thread-safe.
 */
public final class Bbs {

    /** The ciphersuite of bbs-2023, and the one that keys of a key ring sign with. */
    public static final Bbs SHA_256 = new Bbs(Ciphersuite.SHA_256);

    public static final Bbs SHAKE_256 = new Bbs(Ciphersuite.SHAKE_256);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final BLS12_381G2Point BASE_2 = BLS12_381G2.getGenerator();

    private final Ciphersuite suite;

    private Bbs(Ciphersuite suite) {
        this.suite = suite;
    }

    /**
     * {@code KeyGen}, §3.4.1.
     *
     * @param material at least 32 secret random bytes
     * @param info at most 65,535 bytes that tell keys of one material apart
     * @param tag at most 255 bytes that tell uses of one material apart
     */
    public BbsSecretKey deriveKey(byte[] material, byte[] info, byte[] tag) {
        if (material.length < 32 || info.length > 0xffff) {
            throw new IllegalArgumentException("key material has at least 32 bytes, key information at most 65,535");
        }
        return BbsSecretKey
                .of(suite.scalar(concatenate(material, Pack.shortToBigEndian((short) info.length), info), tag));
    }

    /** {@code Sign}, §3.5.1 and §3.6.1. The same input gives the same signature. */
    public BbsSignature sign(BbsSecretKey key, BbsInput input) {
        List<BigInteger> messages = suite.scalars(input.messages());
        BigInteger domain = domain(key.publicKey(), messages.size(), input.header());
        Octets secret = new Octets().scalar(key.scalar());
        messages.forEach(secret::scalar);
        BigInteger e = suite.scalar(secret.scalar(domain).toArray());
        BigInteger inverse = invert(key.scalar().add(e).mod(G1.ORDER));
        return new BbsSignature(G1.times(signed(domain, messages), inverse), e);
    }

    /** {@code Verify}, §3.5.2 and §3.6.2. */
    public boolean verify(BbsPublicKey key, BbsInput input, BbsSignature signature) {
        List<BigInteger> messages = suite.scalars(input.messages());
        BigInteger domain = domain(key, messages.size(), input.header());
        ECPoint b = signed(domain, messages);
        ECPoint rest = G1.publicSum(List.of(signature.a()), List.of(signature.e())).subtract(b).normalize();
        return cancel(signature.a(), key.point(), rest, BASE_2);
    }

    /**
     * {@code ProofGen}, §3.5.3 and §3.6.3: a proof that differs each time. Whether the signature fits is not looked at: of
     * one that does not, the proof does not either.
     *
     * @param presentationHeader what this presentation is for, as a nonce and an audience
     * @param disclosed which messages are shown, counted from 0
     * @throws IllegalArgumentException if an index names no message
     */
    public BbsProof prove(BbsPublicKey key, BbsInput input, BbsSignature signature, Bytes presentationHeader,
            SortedSet<Integer> disclosed) {
        return prove(key, input, signature, presentationHeader, disclosed, this::randomScalar);
    }

    /** {@code calculate_random_scalars}, §4.2.1. */
    private BigInteger randomScalar() {
        byte[] bytes = new byte[Ciphersuite.SCALAR_EXPANSION];
        RANDOM.nextBytes(bytes);
        return new BigInteger(1, bytes).mod(G1.ORDER);
    }

    BbsProof prove(BbsPublicKey key, BbsInput input, BbsSignature signature, Bytes presentationHeader,
            SortedSet<Integer> disclosed, Supplier<BigInteger> random) {
        List<BigInteger> messages = suite.scalars(input.messages());
        if (!disclosed.isEmpty() && (disclosed.first() < 0 || disclosed.last() >= messages.size())) {
            throw new IllegalArgumentException("a disclosed message that is not among the " + messages.size());
        }
        SortedMap<Integer, BigInteger> shown = new TreeMap<>();
        SortedMap<Integer, BigInteger> hidden = new TreeMap<>();
        for (int i = 0; i < messages.size(); i++) {
            (disclosed.contains(i) ? shown : hidden).put(i, messages.get(i));
        }
        BigInteger r1 = random.get();
        BigInteger r2 = random.get();
        BigInteger e = random.get();
        BigInteger r1Blind = random.get();
        BigInteger r3Blind = random.get();
        List<BigInteger> blinds = hidden.keySet().stream().map(_ -> random.get()).toList();

        // ProofInit, §3.7.1
        BigInteger domain = domain(key, messages.size(), input.header());
        ECPoint d = G1.times(signed(domain, messages), r2);
        ECPoint aBar = G1.times(signature.a(), r1.multiply(r2).mod(G1.ORDER));
        ECPoint bBar = G1.sum(List.of(d, aBar), List.of(r1, G1.ORDER.subtract(signature.e())));
        Points points = new Points(aBar, bBar, d);
        ECPoint t1 = G1.sum(List.of(aBar, d), List.of(e, r1Blind));
        List<ECPoint> bases = new ArrayList<>(List.of(d));
        bases.addAll(generators(messages.size(), hidden));
        List<BigInteger> scalars = new ArrayList<>(List.of(r3Blind));
        scalars.addAll(blinds);
        ECPoint t2 = G1.sum(bases, scalars);
        BigInteger challenge = challenge(points, t1, t2, domain, shown, presentationHeader);

        // ProofFinalize, §3.7.2
        List<BigInteger> responses = new ArrayList<>();
        for (BigInteger message : hidden.values()) {
            responses.add(blinds.get(responses.size()).add(message.multiply(challenge)).mod(G1.ORDER));
        }
        return new BbsProof(points, new Responses(e.add(signature.e().multiply(challenge)).mod(G1.ORDER),
                r1Blind.subtract(r1.multiply(challenge)).mod(G1.ORDER),
                r3Blind.subtract(invert(r2).multiply(challenge)).mod(G1.ORDER), responses), challenge);
    }

    /**
     * {@code ProofVerify}, §3.5.4 and §3.6.4.
     *
     * @param disclosed the messages that are shown, by their index counted from 0
     */
    public boolean verifyProof(BbsPublicKey key, BbsProof proof, Bytes header, Bytes presentationHeader,
            SortedMap<Integer, Bytes> disclosed) {
        int count = disclosed.size() + proof.hidden();
        if (count > BbsInput.MAX_MESSAGES
                || (!disclosed.isEmpty() && (disclosed.firstKey() < 0 || disclosed.lastKey() >= count))) {
            return false;
        }
        List<BigInteger> messages = suite.scalars(disclosed.values());
        SortedMap<Integer, BigInteger> shown = new TreeMap<>();
        disclosed.keySet().forEach(index -> shown.put(index, messages.get(shown.size())));
        SortedMap<Integer, BigInteger> hidden = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            if (!disclosed.containsKey(i)) {
                hidden.put(i, proof.responses().messages().get(hidden.size()));
            }
        }

        // ProofVerifyInit, §3.7.3, with the two sums of T2 taken together
        Points points = proof.points();
        Responses responses = proof.responses();
        BigInteger c = proof.challenge();
        BigInteger domain = domain(key, count, header);
        ECPoint t1 = G1.publicSum(List.of(points.bBar(), points.aBar(), points.d()),
                List.of(c, responses.e(), responses.r1()));
        SortedMap<Integer, BigInteger> factors = new TreeMap<>(hidden);
        shown.forEach((index, message) -> factors.put(index, message.multiply(c).mod(G1.ORDER)));
        ECPoint t2 = G1.publicSum(List.of(points.d()), List.of(responses.r3()))
                .add(signed(c, domain.multiply(c).mod(G1.ORDER), List.copyOf(factors.values())))
                .normalize();
        return c.equals(challenge(points, t1, t2, domain, shown, presentationHeader))
                && cancel(points.aBar(), key.point(), points.bBar(), BASE_2.negate());
    }

    /** B = P1 + Q_1·domain + H_1·msg_1 + ...: what a signature is of. */
    private ECPoint signed(BigInteger domain, List<BigInteger> messages) {
        return signed(BigInteger.ONE, domain, messages);
    }

    private ECPoint signed(BigInteger base, BigInteger domain, List<BigInteger> messages) {
        List<ECPoint> points = new ArrayList<>(List.of(suite.generators().base()));
        suite.generators().forMessages(messages.size()).forEach(generator -> points.add(generator.point()));
        List<BigInteger> scalars = new ArrayList<>(List.of(base, domain));
        scalars.addAll(messages);
        return G1.sum(points, scalars);
    }

    private List<ECPoint> generators(int count, SortedMap<Integer, BigInteger> messages) {
        List<Generator> all = suite.generators().forMessages(count);
        return messages.keySet().stream().map(index -> all.get(index + 1).point()).toList();
    }

    /** {@code calculate_domain}, §4.2.3. */
    private BigInteger domain(BbsPublicKey key, int messages, Bytes header) {
        Octets octets = new Octets().bytes(key.encoded().toArray()).number(messages);
        suite.generators().forMessages(messages).forEach(generator -> octets.bytes(generator.encoded().toArray()));
        return suite.scalar(octets.bytes(Ciphersuite.ascii(suite.api())).prefixed(header).toArray());
    }

    /** {@code ProofChallengeCalculate}, §3.7.4. */
    private BigInteger challenge(Points points, ECPoint t1, ECPoint t2, BigInteger domain,
            SortedMap<Integer, BigInteger> shown, Bytes presentationHeader) {
        Octets octets = new Octets().number(shown.size());
        shown.forEach((index, message) -> octets.number(index).scalar(message));
        for (ECPoint point : List.of(points.aBar(), points.bBar(), points.d(), t1, t2)) {
            octets.bytes(G1.encode(point));
        }
        return suite.scalar(octets.scalar(domain).prefixed(presentationHeader).toArray());
    }

    /** Whether the product of both pairings is one. */
    private static boolean cancel(ECPoint a, BLS12_381G2Point a2, ECPoint b, BLS12_381G2Point b2) {
        return BLS12_381Pairing.multiPair(new ECPoint[]{a, b}, new BLS12_381G2Point[]{a2, b2})
                .equals(Fp12Element.ONE);
    }

    /** In steps that do not depend on the secret. */
    private static BigInteger invert(BigInteger secret) {
        return BigIntegers.modOddInverse(G1.ORDER, secret);
    }

    /** {@code serialize}, §4.2.4.1. */
    private static final class Octets {

        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        Octets bytes(byte[] bytes) {
            octets.writeBytes(bytes);
            return this;
        }

        Octets number(long number) {
            return bytes(Pack.longToBigEndian(number));
        }

        Octets scalar(BigInteger scalar) {
            return bytes(BigIntegers.asUnsignedByteArray(G1.SCALAR_LENGTH, scalar));
        }

        Octets prefixed(Bytes bytes) {
            return number(bytes.size()).bytes(bytes.toArray());
        }

        byte[] toArray() {
            return octets.toByteArray();
        }
    }
}
