package id.signet.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;

/** What verification refuses, by every provider of this machine. */
class SignaturesTest {

    private static final byte[] MESSAGE = "what is signed".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @MethodSource("id.signet.crypto.key.ProvidersUnderTest#ecTypesAndProviders")
    void J04_zeroAndValuesFromTheGroupOrderUpAreNoIntegersOfASignature(KeyType type, SignatureProvider provider) {
        SoftwareSigningKey key = SoftwareSigningKey.generate(type);
        byte[] good = key.sign(MESSAGE);
        int half = good.length / 2;
        BigInteger order = Curve.of(type).order();
        BigInteger r = new BigInteger(1, good, 0, half);
        BigInteger s = new BigInteger(1, good, half, half);
        BigInteger highest = BigInteger.ONE.shiftLeft(8 * half).subtract(BigInteger.ONE);
        BigInteger zero = BigInteger.ZERO;

        assertThat(Signatures.verify(provider, key.publicKey(), MESSAGE, good)).isTrue();
        for (List<BigInteger> pair : List.of(List.of(zero, zero), List.of(zero, s), List.of(r, zero), List.of(order, s),
                List.of(r, order), List.of(order, order), List.of(r, highest), List.of(highest, s))) {
            assertThat(Signatures.verify(provider, key.publicKey(), MESSAGE, raw(pair.get(0), pair.get(1), half)))
                    .as("r=%s s=%s", pair.get(0), pair.get(1))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("id.signet.crypto.key.ProvidersUnderTest#typesAndProviders")
    void J04_theZeroSignatureInDerIsNoSignature(KeyType type, SignatureProvider provider) {
        byte[] der = Base64.getDecoder().decode("MAYCAQACAQA=");

        assertThat(Signatures.verify(provider, SoftwareSigningKey.generate(type).publicKey(), MESSAGE, der)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("id.signet.crypto.key.ProvidersUnderTest#typesAndProviders")
    void J05_aSignatureOneByteShortOrLongIsRefused(KeyType type, SignatureProvider provider) {
        SoftwareSigningKey key = SoftwareSigningKey.generate(type);
        byte[] good = key.sign(MESSAGE);
        byte[] padded = new byte[good.length + 1];
        System.arraycopy(good, 0, padded, 1, good.length);

        for (byte[] wrong : List.of(Arrays.copyOf(good, good.length - 1), Arrays.copyOf(good, good.length + 1), padded,
                Arrays.copyOfRange(good, 1, good.length), new byte[0])) {
            assertThat(Signatures.verify(provider, key.publicKey(), MESSAGE, wrong)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("id.signet.crypto.key.ProvidersUnderTest#ecTypesAndProviders")
    void J05_aGoodSignatureInDerIsRefused(KeyType type, SignatureProvider provider) {
        SoftwareSigningKey key = SoftwareSigningKey.generate(type);
        byte[] good = key.sign(MESSAGE);
        int half = good.length / 2;
        byte[] r = new BigInteger(1, good, 0, half).toByteArray();
        byte[] s = new BigInteger(1, good, half, half).toByteArray();
        byte[] der = new byte[6 + r.length + s.length];
        der[0] = 0x30;
        der[1] = (byte) (4 + r.length + s.length);
        der[2] = 0x02;
        der[3] = (byte) r.length;
        System.arraycopy(r, 0, der, 4, r.length);
        der[4 + r.length] = 0x02;
        der[5 + r.length] = (byte) s.length;
        System.arraycopy(s, 0, der, 6 + r.length, s.length);

        assertThat(Signatures.verify(provider, key.publicKey(), MESSAGE, der)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("id.signet.crypto.key.ProvidersUnderTest#ecdsaTypesAndProviders")
    void J06_theTwinWithTheOtherSVerifiesAsWell(KeyType type, SignatureProvider provider) {
        SoftwareSigningKey key = SoftwareSigningKey.generate(type);
        byte[] good = key.sign(MESSAGE);
        int half = good.length / 2;
        BigInteger s = new BigInteger(1, good, half, half);
        byte[] twin = raw(new BigInteger(1, good, 0, half), Curve.of(type).order().subtract(s), half);

        assertThat(Signatures.verify(provider, key.publicKey(), MESSAGE, twin)).isTrue();
    }

    @Test
    void ourOwnSecp256k1SignaturesHaveTheLowerS() {
        SoftwareSigningKey key = SoftwareSigningKey.generate(KeyType.SECP256K1);
        BigInteger middle = Curve.SECP256K1.order().shiftRight(1);

        for (int i = 0; i < 64; i++) {
            byte[] signature = key.sign(new byte[]{(byte) i});
            assertThat(new BigInteger(1, signature, 32, 32)).isLessThanOrEqualTo(middle);
        }
    }

    @ParameterizedTest
    @MethodSource("id.signet.crypto.key.ProvidersUnderTest#ed25519Providers")
    void J07_anSNotBelowTheGroupOrderIsRefused(SignatureProvider provider) {
        SoftwareSigningKey key = SoftwareSigningKey.generate(KeyType.ED25519);
        byte[] good = key.sign(MESSAGE);
        BigInteger s = Edwards.littleEndian(Arrays.copyOfRange(good, 32, 64));
        byte[] same = Edwards.signature(Arrays.copyOf(good, 32), s);
        byte[] plusOrder = Edwards.signature(Arrays.copyOf(good, 32), s.add(Edwards.ORDER));

        assertThat(Signatures.verify(provider, key.publicKey(), MESSAGE, same)).isTrue();
        assertThat(Signatures.verify(provider, key.publicKey(), MESSAGE, plusOrder)).isFalse();
    }

    @Test
    void J07_anSEqualToTheGroupOrderOrAllOnesIsRefusedBeforeAnyProvider() {
        PublicKey key = SoftwareSigningKey.generate(KeyType.ED25519).publicKey();
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 0xff);

        assertThat(Signatures.verify(new Credulous(), key, MESSAGE, Edwards.signature(new byte[32], Edwards.ORDER)))
                .isFalse();
        assertThat(Signatures.verify(new Credulous(), key, MESSAGE, ones)).isFalse();
        assertThat(Signatures.verify(new Credulous(), key, MESSAGE,
                Edwards.signature(new byte[32], Edwards.ORDER.subtract(BigInteger.ONE)))).isTrue();
    }

    @Test
    void J07_aKeyOfSmallOrderIsRefused() {
        for (String encoded : Edwards.SMALL_ORDER) {
            assertThat(Edwards.refusal(encoded)).as(encoded).isInstanceOf(MalformedInput.class);
        }
    }

    @Test
    void J07_theAllZeroKeyIsRefused() {
        assertThat(Edwards.refusal("00".repeat(32))).isInstanceOf(MalformedInput.class);
    }

    @Test
    void J07_aKeyWhoseYIsNotBelowThePrimeIsRefused() {
        // y = p + 3 is a second encoding of a point: 2^255 - 19 + 3 fits 255 bits
        byte[] encoded = Edwards.littleEndian(Edwards.PRIME.add(BigInteger.valueOf(3)));

        assertThat(Edwards.refusal(Bytes.of(encoded).hex())).isInstanceOf(MalformedInput.class);
    }

    @Test
    void J07_bytesThatAreNoPointAreRefused() {
        assertThat(Edwards.refusal("02" + "00".repeat(31))).isInstanceOf(MalformedInput.class);
    }

    @Test
    void J07_aKeyWithATouchOfSmallOrderIsRefused() {
        byte[] good = SoftwareSigningKey.generate(KeyType.ED25519).publicKey().encoded().toArray();

        assertThat(Edwards.refusal(Bytes.of(Edwards.plusPointOfOrderTwo(good)).hex()))
                .isInstanceOf(MalformedInput.class);
    }

    /**
     * With R moved by a point of order two the equation of RFC 8032 does not hold, but holds after multiplication by
     * an even number. A provider that multiplies by a number of its own accepts some of these; two nodes with
     * different providers would then tell different truths about one ledger entry.
     */
    @ParameterizedTest
    @MethodSource("id.signet.crypto.key.ProvidersUnderTest#ed25519Providers")
    void J07_anRWithATouchOfSmallOrderIsRefusedByEveryProvider(SignatureProvider provider) {
        byte[] seed = new byte[32];
        seed[0] = 1;
        SoftwareSigningKey key = SoftwareSigningKey.ofSecret(KeyType.ED25519, seed);
        int acceptedByTheBareLibrary = 0;
        for (int i = 0; i < 64; i++) {
            byte[] message = {(byte) i};
            byte[] crafted = Edwards.signWithShiftedR(seed, message);
            if (Ed25519.verify(crafted, 0, key.publicKey().encoded().toArray(), 0, message, 0, message.length)) {
                acceptedByTheBareLibrary++;
            }
            assertThat(Signatures.verify(provider, key.publicKey(), message, crafted)).isFalse();
        }
        // the reason for the extra check: when the library changes, this says that the check may go
        assertThat(acceptedByTheBareLibrary).isPositive();
    }

    @ParameterizedTest
    @MethodSource("id.signet.crypto.key.ProvidersUnderTest#ed25519Providers")
    void J07_anRThatIsTheNeutralElementIsRefusedByEveryProvider(SignatureProvider provider) {
        byte[] seed = new byte[32];
        PublicKey key = SoftwareSigningKey.ofSecret(KeyType.ED25519, seed).publicKey();
        byte[] crafted = Edwards.signWithNonceZero(seed, MESSAGE);

        assertThat(Signatures.verify(provider, key, MESSAGE, crafted)).isFalse();
    }

    @Test
    void aGoodSignatureOfOneTypeDoesNotFitAnother() {
        byte[] p256 = SoftwareSigningKey.generate(KeyType.P256).sign(MESSAGE);

        for (KeyType type : List.of(KeyType.ED25519, KeyType.P384, KeyType.SECP256K1, KeyType.SM2)) {
            assertThat(Signatures.verify(SoftwareSigningKey.generate(type).publicKey(), MESSAGE, p256)).isFalse();
        }
    }

    private static byte[] raw(BigInteger r, BigInteger s, int half) {
        byte[] signature = new byte[2 * half];
        Scalars.write(r, signature, 0, half);
        Scalars.write(s, signature, half, half);
        return signature;
    }
}
