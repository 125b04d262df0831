package id.signet.crypto.bbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.crypto.bls.BLS12_381G2Point;
import org.bouncycastle.crypto.bls.BLS12_381Serialization;
import org.bouncycastle.crypto.bls.BLS12_381SubgroupCheck;
import org.bouncycastle.crypto.bls.Fp2Element;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BbsTest {

    private static final BbsSecretKey KEY = BbsSecretKey.of(BigInteger.valueOf(1_234_567));
    private static final Bytes HEADER = Bytes.utf8("header");
    private static final Bytes NONCE = Bytes.utf8("nonce");
    private static final BbsInput INPUT = new BbsInput(HEADER,
            List.of(Bytes.utf8("given name"), Bytes.utf8("birth date"), Bytes.EMPTY));
    private static final BbsSignature SIGNATURE = Bbs.SHA_256.sign(KEY, INPUT);

    private static SortedMap<Integer, Bytes> shown(int... indexes) {
        SortedMap<Integer, Bytes> shown = new TreeMap<>();
        IntStream.of(indexes).forEach(index -> shown.put(index, INPUT.messages().get(index)));
        return shown;
    }

    private static BbsProof proof(int... indexes) {
        return Bbs.SHA_256.prove(KEY.publicKey(), INPUT, SIGNATURE, NONCE, new TreeSet<>(shown(indexes).keySet()));
    }

    private static boolean verify(BbsProof proof, SortedMap<Integer, Bytes> shown) {
        return Bbs.SHA_256.verifyProof(KEY.publicKey(), proof, HEADER, NONCE, shown);
    }

    @Test
    void everyChoiceOfMessagesCanBeShown() {
        for (int[] choice : new int[][]{{}, {0}, {1}, {2}, {0, 1}, {0, 2}, {1, 2}, {0, 1, 2}}) {
            assertThat(verify(proof(choice), shown(choice))).as(Arrays.toString(choice)).isTrue();
        }
    }

    @Test
    void aSignatureMayBeOverNoMessageAtAll() {
        BbsInput empty = new BbsInput(Bytes.EMPTY, List.of());
        BbsSignature signature = Bbs.SHA_256.sign(KEY, empty);

        assertThat(Bbs.SHA_256.verify(KEY.publicKey(), empty, signature)).isTrue();
        assertThat(Bbs.SHA_256.verify(KEY.publicKey(), new BbsInput(Bytes.EMPTY, List.of(Bytes.EMPTY)), signature))
                .isFalse();
    }

    @Test
    void twoProofsOfOneSignatureHaveNoPartInCommon() {
        assertThat(parts(proof(1))).doesNotContainAnyElementsOf(parts(proof(1)));
    }

    private static Set<Bytes> parts(BbsProof proof) {
        byte[] bytes = proof.encoded().toArray();
        Set<Bytes> parts = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            parts.add(Bytes.of(Arrays.copyOfRange(bytes, 48 * i, 48 * i + 48)));
        }
        for (int offset = 144; offset < bytes.length; offset += 32) {
            parts.add(Bytes.of(Arrays.copyOfRange(bytes, offset, offset + 32)));
        }
        return parts;
    }

    @Test
    void aProofIsBoundToItsHeaderAndItsPresentation() {
        BbsProof proof = proof(1);

        assertThat(Bbs.SHA_256.verifyProof(KEY.publicKey(), proof, Bytes.utf8("other"), NONCE, shown(1))).isFalse();
        assertThat(Bbs.SHA_256.verifyProof(KEY.publicKey(), proof, HEADER, Bytes.utf8("other"), shown(1))).isFalse();
    }

    @Test
    void aShownMessageHasItsPlaceAndItsValue() {
        BbsProof proof = proof(1);

        assertThat(verify(proof, new TreeMap<>(Map.of(0, INPUT.messages().get(1))))).isFalse();
        assertThat(verify(proof, new TreeMap<>(Map.of(1, Bytes.utf8("other"))))).isFalse();
        assertThat(verify(proof, shown())).isFalse();
        assertThat(verify(proof, shown(1, 2))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3})
    void anIndexThatNamesNoMessageIsRefused(int index) {
        assertThat(verify(proof(1), new TreeMap<>(Map.of(index, Bytes.EMPTY)))).isFalse();
        assertThatThrownBy(() -> Bbs.SHA_256.prove(KEY.publicKey(), INPUT, SIGNATURE, NONCE,
                new TreeSet<>(Set.of(index)))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofAnotherCiphersuiteOrOfAnotherKeyNothingVerifies() {
        BbsPublicKey other = BbsSecretKey.of(BigInteger.TWO).publicKey();

        assertThat(Bbs.SHAKE_256.verify(KEY.publicKey(), INPUT, SIGNATURE)).isFalse();
        assertThat(Bbs.SHA_256.verify(other, INPUT, SIGNATURE)).isFalse();
        assertThat(Bbs.SHA_256.verifyProof(other, proof(1), HEADER, NONCE, shown(1))).isFalse();
    }

    @Test
    void aChangeOfAnyPartOfAProofIsNoticed() {
        BbsProof good = proof(1);
        BbsProof.Points points = good.points();
        BbsProof.Responses responses = good.responses();
        ECPoint twice = points.aBar().twice().normalize();
        BigInteger one = BigInteger.ONE;
        List<BigInteger> messages = responses.messages();

        List<BbsProof> changed = List.of(
                new BbsProof(new BbsProof.Points(twice, points.bBar(), points.d()), responses, good.challenge()),
                new BbsProof(new BbsProof.Points(points.aBar(), twice, points.d()), responses, good.challenge()),
                new BbsProof(new BbsProof.Points(points.aBar(), points.bBar(), twice), responses, good.challenge()),
                new BbsProof(points, new BbsProof.Responses(one, responses.r1(), responses.r3(), messages),
                        good.challenge()),
                new BbsProof(points, new BbsProof.Responses(responses.e(), one, responses.r3(), messages),
                        good.challenge()),
                new BbsProof(points, new BbsProof.Responses(responses.e(), responses.r1(), one, messages),
                        good.challenge()),
                new BbsProof(points, new BbsProof.Responses(responses.e(), responses.r1(), responses.r3(),
                        messages.reversed()), good.challenge()),
                new BbsProof(points, responses, one));

        assertThat(changed).noneMatch(proof -> verify(proof, shown(1)));
    }

    /** The challenge fits, as whoever makes the proof chooses the points: the pairing alone tells. */
    @Test
    void aProofOfASignatureByNobodyIsRefused() {
        BbsSignature forged = new BbsSignature(SIGNATURE.a().twice().normalize(), SIGNATURE.e());
        BbsProof proof = Bbs.SHA_256.prove(KEY.publicKey(), INPUT, forged, NONCE, new TreeSet<>(Set.of(1)));

        assertThat(verify(proof, shown(1))).isFalse();
    }

    @Test
    void whatWasEncodedIsReadBack() {
        assertThat(BbsSignature.parse(SIGNATURE.encoded())).isEqualTo(SIGNATURE);
        BbsProof proof = proof(1);
        assertThat(BbsProof.parse(proof.encoded())).isEqualTo(proof);
        assertThat(BbsInput.decode(INPUT.encode())).isEqualTo(INPUT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 79, 81, 96})
    void aSignatureHas80Bytes(int length) {
        assertRefused(() -> BbsSignature.parse(Bytes.of(Arrays.copyOf(SIGNATURE.encoded().toArray(), length))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 144, 240, 271, 273, 335, 337})
    void aProofEndsWithAWholeScalar(int length) {
        assertRefused(() -> BbsProof.parse(Bytes.of(Arrays.copyOf(proof(1).encoded().toArray(), length))));
    }

    @Test
    void aScalarIsNeitherZeroNorAsLargeAsTheOrder() {
        for (BigInteger scalar : List.of(BigInteger.ZERO, G1.ORDER, G1.ORDER.add(BigInteger.ONE),
                BigInteger.TWO.pow(256).subtract(BigInteger.ONE))) {
            byte[] bytes = BigIntegers.asUnsignedByteArray(32, scalar);
            assertRefused(() -> BbsSecretKey.of(bytes));
            assertRefused(() -> BbsSignature.parse(replaced(SIGNATURE.encoded(), 48, bytes)));
            Bytes proof = proof(1).encoded();
            for (int offset = 144; offset < proof.size(); offset += 32) {
                int place = offset;
                assertRefused(() -> BbsProof.parse(replaced(proof, place, bytes)));
            }
        }
    }

    @Test
    void aPointIsNotTheNeutralElementAndLiesInTheSubgroupInItsOneEncoding() {
        byte[] good = Arrays.copyOf(SIGNATURE.encoded().toArray(), 48);
        List<byte[]> bad = List.of(neutral(48), outsideOfG1(), xor(good, 0, 0x80), notBelowPrime(good),
                xor(neutral(48), 0, 0x20), xor(neutral(48), 47, 1));
        Bytes proof = proof(1).encoded();

        for (byte[] point : bad) {
            assertRefused(() -> BbsSignature.parse(replaced(SIGNATURE.encoded(), 0, point)));
            for (int i = 0; i < 3; i++) {
                int offset = 48 * i;
                assertRefused(() -> BbsProof.parse(replaced(proof, offset, point)));
            }
        }
    }

    @Test
    void aPublicKeyIsNotTheNeutralElementAndLiesInTheSubgroupInItsOneEncoding() {
        byte[] good = KEY.publicKey().encoded().toArray();

        for (byte[] key : List.of(neutral(96), outsideOfG2(), xor(good, 0, 0x80), notBelowPrime(good),
                xor(neutral(96), 95, 1), Arrays.copyOf(good, 95), Arrays.copyOf(good, 97), new byte[96])) {
            assertRefused(() -> new BbsPublicKey(Bytes.of(key)));
        }
    }

    @Test
    void theOtherSquareRootIsAnotherKeyAndAnotherSignature() {
        BbsPublicKey negated = new BbsPublicKey(Bytes.of(xor(KEY.publicKey().encoded().toArray(), 0, 0x20)));
        BbsSignature other = BbsSignature.parse(Bytes.of(xor(SIGNATURE.encoded().toArray(), 0, 0x20)));

        assertThat(Bbs.SHA_256.verify(negated, INPUT, SIGNATURE)).isFalse();
        assertThat(Bbs.SHA_256.verify(KEY.publicKey(), INPUT, other)).isFalse();
    }

    @Test
    void moreThanTheLimitOfMessagesIsRefused() {
        List<Bytes> messages = Collections.nCopies(BbsInput.MAX_MESSAGES + 1, Bytes.EMPTY);
        assertRefused(() -> new BbsInput(HEADER, messages));

        byte[] proof = proof().encoded().toArray();
        byte[] hidden = Arrays.copyOf(proof, 272 + 32 * (BbsInput.MAX_MESSAGES + 1));
        for (int offset = 272; offset < hidden.length; offset += 32) {
            hidden[offset + 31] = 1;
        }
        assertRefused(() -> BbsProof.parse(Bytes.of(hidden)));

        // hidden and shown messages together are over the limit
        BbsProof most = BbsProof.parse(Bytes.of(Arrays.copyOf(hidden, hidden.length - 32)));
        assertThat(verify(most, shown(0))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 19, 20, 28, 32, 40, 60})
    void anInputThatEndsEarlyIsRefused(int length) {
        assertRefused(() -> BbsInput.decode(Arrays.copyOf(INPUT.encode(), length)));
    }

    @Test
    void anInputWithMoreBytesAnotherTagOrAWildLengthIsRefused() {
        byte[] encoded = INPUT.encode();

        assertRefused(() -> BbsInput.decode(Arrays.copyOf(encoded, encoded.length + 1)));
        assertRefused(() -> BbsInput.decode(xor(encoded, 0, 1)));
        assertRefused(() -> BbsInput.decode(xor(encoded, 19, 0x80)));
        assertRefused(() -> BbsInput.decode(xor(encoded, 19 + 4 + HEADER.size(), 0x80)));
        assertRefused(() -> BbsInput.decode(xor(encoded, 19 + 4 + HEADER.size(), 0x40)));
    }

    private static void assertRefused(ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOf(MalformedInput.class);
    }

    private static Bytes replaced(Bytes all, int offset, byte[] part) {
        byte[] bytes = all.toArray();
        System.arraycopy(part, 0, bytes, offset, part.length);
        return Bytes.of(bytes);
    }

    private static byte[] xor(byte[] bytes, int offset, int mask) {
        byte[] changed = bytes.clone();
        changed[offset] ^= (byte) mask;
        return changed;
    }

    private static byte[] neutral(int length) {
        byte[] bytes = new byte[length];
        bytes[0] = (byte) 0xc0;
        return bytes;
    }

    /** With an x that is not below the prime of the field. */
    private static byte[] notBelowPrime(byte[] point) {
        byte[] bytes = point.clone();
        Arrays.fill(bytes, 0, 48, (byte) 0xff);
        bytes[0] = (byte) 0x9f;
        return bytes;
    }

    /** A point of the curve that r does not bring to the neutral element. */
    private static byte[] outsideOfG1() {
        for (long x = 1;; x++) {
            byte[] encoded = BigIntegers.asUnsignedByteArray(48, BigInteger.valueOf(x));
            encoded[0] |= (byte) 0x80;
            try {
                ECPoint point = BLS12_381Serialization.decompressG1(encoded, G1.CURVE);
                if (!BLS12_381SubgroupCheck.isInG1Subgroup(point)) {
                    return encoded;
                }
            } catch (IllegalArgumentException e) {
                // no point of the curve has this x
            }
        }
    }

    private static byte[] outsideOfG2() {
        for (long x = 1;; x++) {
            Fp2Element candidate = Fp2Element.of(BigInteger.valueOf(x), BigInteger.ZERO);
            Fp2Element y = candidate.square().mul(candidate).add(BLS12_381G2Point.B).sqrtOrNull();
            if (y != null) {
                BLS12_381G2Point point = BLS12_381G2Point.of(candidate, y);
                if (!BLS12_381SubgroupCheck.isInG2Subgroup(point)) {
                    return BLS12_381Serialization.compressG2(point);
                }
            }
        }
    }
}
