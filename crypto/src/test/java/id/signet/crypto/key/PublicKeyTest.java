package id.signet.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;

class PublicKeyTest {

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "BLS12381_G2", "ML_DSA_44"}, mode = EnumSource.Mode.EXCLUDE)
    void aPointOffTheCurveIsRefused(KeyType type) {
        byte[] point = point(type);
        point[point.length - 1] ^= 1;

        assertThatThrownBy(() -> EcPublicKey.ofPoint(type, Bytes.of(point))).isInstanceOf(MalformedInput.class)
                .hasMessage("not a point of " + type.curve());
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "BLS12381_G2", "ML_DSA_44"}, mode = EnumSource.Mode.EXCLUDE)
    void aCoordinateThatIsNotBelowThePrimeIsRefused(KeyType type) {
        int length = Curve.of(type).fieldLength();
        BigInteger prime = Curve.of(type).domain().getCurve().getField().getCharacteristic();
        byte[] point = point(type);
        byte[] overPrime = point.clone();
        Scalars.write(prime, overPrime, 0, length);
        byte[] ones = new byte[2 * length];
        Arrays.fill(ones, (byte) 0xff);

        for (byte[] wrong : new byte[][]{overPrime, ones}) {
            assertThatThrownBy(() -> EcPublicKey.ofPoint(type, Bytes.of(wrong))).isInstanceOf(MalformedInput.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "BLS12381_G2", "ML_DSA_44"}, mode = EnumSource.Mode.EXCLUDE)
    void theOriginIsNotInfinity(KeyType type) {
        assertThatThrownBy(() -> EcPublicKey.ofPoint(type, Bytes.of(new byte[2 * Curve.of(type).fieldLength()])))
                .isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "BLS12381_G2", "ML_DSA_44"}, mode = EnumSource.Mode.EXCLUDE)
    void onlyTheCompressedEncodingIsRead(KeyType type) {
        byte[] compressed = SoftwareSigningKey.generate(type).publicKey().encoded().toArray();
        for (byte prefix : new byte[]{0, 1, 4, 5, 6, 7, (byte) 0x82}) {
            byte[] wrong = compressed.clone();
            wrong[0] = prefix;
            assertThatThrownBy(() -> PublicKey.parse(type, wrong)).isInstanceOf(MalformedInput.class);
        }
        byte[] uncompressed = new byte[1 + 2 * Curve.of(type).fieldLength()];
        uncompressed[0] = 4;
        System.arraycopy(point(type), 0, uncompressed, 1, uncompressed.length - 1);
        assertThatThrownBy(() -> PublicKey.parse(type, uncompressed)).isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> PublicKey.parse(type, new byte[]{0})).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "BLS12381_G2", "ML_DSA_44"}, mode = EnumSource.Mode.EXCLUDE)
    void anXWithoutAPointIsRefused(KeyType type) {
        // of the x from 1 up about every second has no y
        int refused = 0;
        for (int x = 1; x <= 32; x++) {
            byte[] compressed = new byte[1 + Curve.of(type).fieldLength()];
            compressed[0] = 2;
            compressed[compressed.length - 1] = (byte) x;
            try {
                PublicKey key = PublicKey.parse(type, compressed);
                assertThat(key.encoded()).isEqualTo(Bytes.of(compressed));
            } catch (MalformedInput e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1, 31);
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "BLS12381_G2", "ML_DSA_44"}, mode = EnumSource.Mode.EXCLUDE)
    void coordinatesMustHaveTheFieldsFullLength(KeyType type) {
        EcPublicKey key = (EcPublicKey) SoftwareSigningKey.generate(type).publicKey();

        assertThat(EcPublicKey.of(type, key.x(), key.y())).isEqualTo(key);
        byte[] longer = new byte[key.x().length + 1];
        System.arraycopy(key.x(), 0, longer, 1, key.x().length);
        assertThatThrownBy(() -> EcPublicKey.of(type, longer, key.y())).isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> EcPublicKey.of(type, key.x(), new byte[0])).isInstanceOf(MalformedInput.class);
    }

    @Test
    void anEd25519KeyHasNoCoordinates() {
        assertThatThrownBy(() -> EcPublicKey.of(KeyType.ED25519, new byte[32], new byte[32]))
                .isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> EcPublicKey.ofPoint(KeyType.ED25519, Bytes.of(new byte[64])))
                .isInstanceOf(MalformedInput.class);
    }

    @Test
    void aPointOfOneCurveIsNoKeyOfAnother() {
        byte[] p256 = point(KeyType.P256);

        assertThatThrownBy(() -> EcPublicKey.ofPoint(KeyType.SECP256K1, Bytes.of(p256)))
                .isInstanceOf(MalformedInput.class);
    }

    @Test
    void anEd25519KeyOfAnotherLengthIsRefused() {
        for (int length : new int[]{0, 31, 33, 64}) {
            assertThatThrownBy(() -> new Ed25519PublicKey(Bytes.of(new byte[length])))
                    .isInstanceOf(MalformedInput.class)
                    .hasMessage("an Ed25519 key has 32 bytes");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCurveNameNamesItsType(KeyType type) {
        assertThat(KeyType.ofCurve(type.curve())).contains(type);
        assertThat(KeyType.ofMulticodec(type.multicodec())).contains(type);
        assertThat(KeyType.ofCurve(type.curve() + " ")).isEmpty();
    }

    private static byte[] point(KeyType type) {
        return ((EcPublicKey) SoftwareSigningKey.generate(type).publicKey()).uncompressedPoint().toArray();
    }
}
