package id.signet.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.util.test.TestRandomBigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;

/** The example of GB/T 32918.5 §A.2 (GM/T 0003.5 §A.2), and what is no SM2 signature. */
class Sm2Test {

    private static final String SECRET = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8";
    private static final String X = "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020";
    private static final String Y = "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
    private static final String Z = "b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3";
    private static final String E = "f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640";
    private static final String NONCE = "59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21";
    private static final String R = "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3";
    private static final String S = "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";
    private static final byte[] MESSAGE = "message digest".getBytes(StandardCharsets.US_ASCII);

    private final SoftwareSigningKey key = SoftwareSigningKey.ofSecret(KeyType.SM2, hex(SECRET));
    private final BigInteger n = Curve.SM2.order();
    private final BigInteger r = new BigInteger(R, 16);
    private final BigInteger s = new BigInteger(S, 16);

    @Test
    void theCurveIsTheRecommendedOne() {
        var curve = Curve.SM2.domain().getCurve();

        assertThat(curve.getField().getCharacteristic().toString(16))
                .isEqualTo("fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff");
        assertThat(curve.getA().toBigInteger().toString(16))
                .isEqualTo("fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc");
        assertThat(curve.getB().toBigInteger().toString(16))
                .isEqualTo("28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93");
        assertThat(n.toString(16)).isEqualTo("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123");
        assertThat(Curve.SM2.encode(Curve.SM2.domain().getG()).hex())
                .isEqualTo("32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
                        + "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0");
    }

    @Test
    void thePublicKeyFollowsFromTheSecret() {
        assertThat(((EcPublicKey) key.publicKey()).uncompressedPoint().hex()).isEqualTo(X + Y);
        assertThat(key.publicKey().encoded().hex()).isEqualTo("03" + X);
    }

    @Test
    void theHashIsOfTheIdentityTheCurveAndTheKey() {
        // 0080: the length of the identity in bits
        byte[] z = Hashes.sm3(hex("0080"), Sm2.IDENTITY.getBytes(StandardCharsets.US_ASCII), a(), b(),
                Curve.SM2.encode(Curve.SM2.domain().getG()).toArray(), hex(X + Y));

        assertThat(z).isEqualTo(hex(Z));
        assertThat(Hashes.sm3(z, MESSAGE)).isEqualTo(hex(E));
    }

    @Test
    void theExamplesSignatureIsMadeWithItsNonce() {
        byte[] signature = Sm2.sign(new ECPrivateKeyParameters(new BigInteger(SECRET, 16), Curve.SM2.domain()), MESSAGE,
                new TestRandomBigInteger(NONCE, 16));

        assertThat(signature).isEqualTo(hex(R + S));
    }

    @Test
    void theExamplesSignatureVerifies() {
        assertThat(verifies(hex(R + S))).isTrue();
    }

    @Test
    void everyFlippedBitOfTheSignatureIsNoticed() {
        for (int bit = 0; bit < 512; bit++) {
            byte[] flipped = hex(R + S);
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(verifies(flipped)).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void everyFlippedBitOfTheMessageIsNoticed() {
        for (int bit = 0; bit < MESSAGE.length * 8; bit++) {
            byte[] flipped = MESSAGE.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(Signatures.verify(key.publicKey(), flipped, hex(R + S))).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void J04_zeroAndValuesFromTheGroupOrderUpAreRefusedBeforeAnyProvider() {
        BigInteger zero = BigInteger.ZERO;
        BigInteger highest = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

        for (List<BigInteger> pair : List.of(List.of(zero, s), List.of(r, zero), List.of(zero, zero), List.of(n, s),
                List.of(r, n), List.of(highest, s), List.of(r, highest), List.of(n.add(BigInteger.ONE), s))) {
            assertThat(Signatures.verify(new Credulous(), key.publicKey(), MESSAGE, raw(pair.get(0), pair.get(1))))
                    .as("r=%s s=%s", pair.get(0), pair.get(1))
                    .isFalse();
        }
        assertThat(Signatures.verify(new Credulous(), key.publicKey(), MESSAGE, raw(r, s))).isTrue();
    }

    @Test
    void J04_anRAndSThatAddUpToTheGroupOrderAreRefusedBeforeAnyProvider() {
        assertThat(Signatures.verify(new Credulous(), key.publicKey(), MESSAGE, raw(r, n.subtract(r)))).isFalse();
        assertThat(verifies(raw(r, n.subtract(r)))).isFalse();
        assertThat(verifies(raw(BigInteger.ONE, n.subtract(BigInteger.ONE)))).isFalse();
    }

    /** With t = r + s = 0 the key falls out of the equation: e + x of s·G is an r for any key whatever. */
    @Test
    void J04_whatWouldVerifyUnderEveryKeyIsRefused() {
        BigInteger e = new BigInteger(E, 16);
        BigInteger anyS = BigInteger.TWO;
        BigInteger x = Curve.SM2.domain().getG().multiply(anyS).normalize().getAffineXCoord().toBigInteger();
        BigInteger itsR = e.add(x).mod(n);

        assertThat(verifies(raw(itsR, n.subtract(itsR)))).isFalse();
        assertThat(verifies(raw(itsR, anyS))).isFalse();
    }

    @Test
    void J06_theNegatedSIsAnotherSignature() {
        assertThat(verifies(raw(r, n.subtract(s)))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234567812345677", "12345678", "ALICE123@YAHOO.COM", "TLSv1.3+GM+Cipher+Suite"})
    void J32_aSignatureMadeForAnotherIdentityIsRefused(String identity) throws CryptoException {
        assertThat(verifies(sign(identity, new SM3Digest()))).isFalse();
        assertThat(verifies(sign(Sm2.IDENTITY, new SM3Digest()))).isTrue();
    }

    @Test
    void J32_aSignatureMadeWithSha256InThePlaceOfSm3IsRefused() throws CryptoException {
        assertThat(verifies(sign(Sm2.IDENTITY, SHA256Digest.newInstance()))).isFalse();
    }

    @Test
    void theSecretBelowTheGroupOrderIsRefused() {
        byte[] last = Scalars.fixed(n.subtract(BigInteger.ONE), 32);

        assertThatThrownBy(() -> SoftwareSigningKey.ofSecret(KeyType.SM2, last))
                .isInstanceOf(IllegalArgumentException.class);
        byte[] good = Scalars.fixed(n.subtract(BigInteger.TWO), 32);
        SoftwareSigningKey highest = SoftwareSigningKey.ofSecret(KeyType.SM2, good);
        assertThat(Signatures.verify(highest.publicKey(), MESSAGE, highest.sign(MESSAGE))).isTrue();
    }

    @Test
    void twoSignaturesOfOneMessageHaveDifferentNonces() {
        byte[] first = key.sign(MESSAGE);
        byte[] second = key.sign(MESSAGE);

        assertThat(first).isNotEqualTo(second);
        assertThat(verifies(first)).isTrue();
        assertThat(verifies(second)).isTrue();
    }

    @Test
    void aPointOfP256IsNoKey() {
        Bytes point = ((EcPublicKey) SoftwareSigningKey.generate(KeyType.P256).publicKey()).uncompressedPoint();

        assertThatThrownBy(() -> new Sm2PublicKey(point)).isInstanceOf(MalformedInput.class)
                .hasMessage("not a point of SM2");
    }

    private boolean verifies(byte[] signature) {
        return Signatures.verify(key.publicKey(), MESSAGE, signature);
    }

    private static byte[] sign(String identity, Digest digest) throws CryptoException {
        SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, digest);
        signer.init(true, new ParametersWithID(
                new ECPrivateKeyParameters(new BigInteger(SECRET, 16), Curve.SM2.domain()),
                identity.getBytes(StandardCharsets.US_ASCII)));
        signer.update(MESSAGE, 0, MESSAGE.length);
        return signer.generateSignature();
    }

    private static byte[] a() {
        return Curve.SM2.domain().getCurve().getA().getEncoded();
    }

    private static byte[] b() {
        return Curve.SM2.domain().getCurve().getB().getEncoded();
    }

    private static byte[] raw(BigInteger r, BigInteger s) {
        byte[] signature = new byte[64];
        Scalars.write(r, signature, 0, 32);
        Scalars.write(s, signature, 32, 32);
        return signature;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
