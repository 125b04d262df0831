package id.signet.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SoftwareSigningKeyTest {

    private static final byte[] MESSAGE = "what is signed".getBytes(StandardCharsets.UTF_8);

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
    @EnumSource(names = "ED25519", mode = EnumSource.Mode.EXCLUDE)
    void anEcScalarOfZeroOrTheGroupOrderIsRefused(KeyType type) {
        assertThatThrownBy(() -> SoftwareSigningKey.ofSecret(type, new byte[type.secretLength()]))
                .isInstanceOf(IllegalArgumentException.class);
        byte[] order = Scalars.fixed(Curve.of(type).order(), type.secretLength());
        assertThatThrownBy(() -> SoftwareSigningKey.ofSecret(type, order))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aKeyDoesNotShowItsSecretInItsText(KeyType type) {
        SoftwareSigningKey key = SoftwareSigningKey.generate(type);

        assertThat(key.toString()).doesNotContain(java.util.HexFormat.of().formatHex(SecretExport.of(key)));
    }
}
