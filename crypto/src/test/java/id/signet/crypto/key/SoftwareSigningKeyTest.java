package id.signet.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.Bytes;
import id.signet.crypto.bbs.BbsInput;
import id.signet.crypto.bbs.Bbs;
import id.signet.crypto.bbs.BbsSecretKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SoftwareSigningKeyTest {

    /** Bytes that a key of every type signs. */
    private static final byte[] MESSAGE = new BbsInput(Bytes.utf8("what is signed"), List.of()).encode();

    @ParameterizedTest
    @EnumSource
    void aGeneratedKeySignsWhatItsPublicHalfVerifies(KeyType type) {
        SoftwareSigningKey key = SoftwareSigningKey.generate(type);

        byte[] signature = key.sign(MESSAGE);

        assertThat(signature).hasSize(type.signatureLength());
        assertThat(Signatures.verify(key.publicKey(), MESSAGE, signature)).isTrue();
        assertThat(key.publicKey().type()).isEqualTo(type);
    }

    @ParameterizedTest
    @EnumSource
    void anotherMessageOrAnotherKeyDoesNotVerify(KeyType type) {
        SoftwareSigningKey key = SoftwareSigningKey.generate(type);
        byte[] signature = key.sign(MESSAGE);

        assertThat(Signatures.verify(key.publicKey(), new byte[0], signature)).isFalse();
        assertThat(Signatures.verify(SoftwareSigningKey.generate(type).publicKey(), MESSAGE, signature)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void anExportedSecretRestoresTheSameKey(KeyType type) {
        SoftwareSigningKey key = SoftwareSigningKey.generate(type);

        SoftwareSigningKey restored = SoftwareSigningKey.ofSecret(type, SecretExport.of(key));

        assertThat(restored.publicKey()).isEqualTo(key.publicKey());
        assertThat(Signatures.verify(key.publicKey(), MESSAGE, restored.sign(MESSAGE))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void anEncodedKeyIsReadBack(KeyType type) {
        PublicKey key = SoftwareSigningKey.generate(type).publicKey();

        assertThat(key.encoded().size()).isEqualTo(type.encodedLength());
        assertThat(PublicKey.parse(type, key.encoded().toArray())).isEqualTo(key);
    }

    @ParameterizedTest
    @EnumSource
    void aSecretOfTheWrongLengthIsRefused(KeyType type) {
        assertThatThrownBy(() -> SoftwareSigningKey.ofSecret(type, new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "BLS12381_G2", "ML_DSA_44"}, mode = EnumSource.Mode.EXCLUDE)
    void anEcScalarOfZeroOrTheGroupOrderIsRefused(KeyType type) {
        assertThatThrownBy(() -> SoftwareSigningKey.ofSecret(type, new byte[type.secretLength()]))
                .isInstanceOf(IllegalArgumentException.class);
        byte[] order = Scalars.fixed(Curve.of(type).order(), type.secretLength());
        assertThatThrownBy(() -> SoftwareSigningKey.ofSecret(type, order))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBlsScalarOfZeroOrTheGroupOrderIsRefused() {
        for (String secret : List.of("00".repeat(32),
                "73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001")) {
            assertThatThrownBy(() -> SoftwareSigningKey.ofSecret(KeyType.BLS12381_G2, Scalars.hex(secret)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aBlsKeySignsHeaderAndMessagesAndNoOtherBytes() {
        SoftwareSigningKey key = SoftwareSigningKey.generate(KeyType.BLS12381_G2);

        assertThatThrownBy(() -> key.sign("what is signed".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anOpenedBlsKeyMakesTheSignatureThatItsSecretMakes() {
        BbsInput input = new BbsInput(Bytes.utf8("header"), List.of(Bytes.utf8("one"), Bytes.utf8("two")));
        SoftwareSigningKey key = SoftwareSigningKey.generate(KeyType.BLS12381_G2);

        assertThat(Bytes.of(key.sign(input.encode())))
                .isEqualTo(Bbs.SHA_256.sign(BbsSecretKey.of(SecretExport.of(key)), input).encoded());
    }

    @Test
    void aBbsSignatureOverBytesThatAreNoInputOrWithAWrongPartDoesNotVerify() {
        SoftwareSigningKey key = SoftwareSigningKey.generate(KeyType.BLS12381_G2);
        byte[] signature = key.sign(MESSAGE);
        byte[] flipped = signature.clone();
        flipped[79] ^= 1;

        assertThat(Signatures.verify(key.publicKey(), "what is signed".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
        assertThat(Signatures.verify(key.publicKey(), MESSAGE, flipped)).isFalse();
        assertThat(Signatures.verify(key.publicKey(), MESSAGE, new byte[80])).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aKeyDoesNotShowItsSecretInItsText(KeyType type) {
        SoftwareSigningKey key = SoftwareSigningKey.generate(type);

        assertThat(key.toString()).doesNotContain(java.util.HexFormat.of().formatHex(SecretExport.of(key)));
    }
}
