package id.signet.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProvidersTest {

    private static final String NO_NATIVE = "the native provider does not load on this machine";

    @ParameterizedTest
    @EnumSource(names = {"P521", "SECP256K1", "SM2", "BLS12381_G2", "ML_DSA_44"}, mode = EnumSource.Mode.EXCLUDE)
    void eachProviderVerifiesWhatTheOtherSigned(KeyType type) {
        SignatureProvider nativeCode = nativeCode();
        for (int length = 0; length < 200; length += 13) {
            byte[] message = new byte[length];
            byte[] secret = SecretExport.of(SoftwareSigningKey.generate(type));
            SoftwareSigningKey fast = SoftwareSigningKey.restore(nativeCode, type, secret);
            SoftwareSigningKey portable = SoftwareSigningKey.restore(Providers.portable(), type, secret);

            byte[] fastSignature = fast.sign(message);
            byte[] portableSignature = portable.sign(message);

            assertThat(Signatures.verify(Providers.portable(), portable.publicKey(), message, fastSignature)).isTrue();
            assertThat(Signatures.verify(nativeCode, fast.publicKey(), message, portableSignature)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"P521", "SECP256K1", "SM2", "BLS12381_G2", "ML_DSA_44"}, mode = EnumSource.Mode.EXCLUDE)
    void bothProvidersRefuseEveryFlippedBit(KeyType type) {
        SignatureProvider nativeCode = nativeCode();
        byte[] message = "flip".getBytes(StandardCharsets.UTF_8);
        SoftwareSigningKey key = SoftwareSigningKey.generate(type);
        byte[] signature = key.sign(message);

        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] flipped = signature.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(Signatures.verify(Providers.portable(), key.publicKey(), message, flipped)).isFalse();
            assertThat(Signatures.verify(nativeCode, key.publicKey(), message, flipped)).isFalse();
        }
    }

    @Test
    void ed25519SignaturesAreTheSameFromEveryProvider() {
        SignatureProvider nativeCode = nativeCode();
        byte[] secret = SecretExport.of(SoftwareSigningKey.generate(KeyType.ED25519));
        byte[] message = "deterministic".getBytes(StandardCharsets.UTF_8);

        assertThat(SoftwareSigningKey.restore(nativeCode, KeyType.ED25519, secret).sign(message))
                .isEqualTo(SoftwareSigningKey.restore(Providers.portable(), KeyType.ED25519, secret).sign(message));
    }

    @Test
    void thePortableModeUsesNoNativeCode() {
        assertThat(Providers.choose("portable")).hasSize(KeyType.values().length)
                .allSatisfy((_, provider) -> assertThat(provider).isInstanceOf(BouncyCastleSignatures.class));
    }

    @Test
    void theNativeModeUsesNativeCodeForAllButSecp256k1Sm2AndBls() {
        SignatureProvider nativeCode = nativeCode();

        assertThat(Providers.choose("native")).containsEntry(KeyType.ED25519, nativeCode)
                .containsEntry(KeyType.P256, nativeCode)
                .containsEntry(KeyType.P384, nativeCode)
                .containsEntry(KeyType.SECP256K1, Providers.portable())
                .containsEntry(KeyType.SM2, Providers.portable())
                .containsEntry(KeyType.BLS12381_G2, Providers.portable());
    }

    @Test
    void anUnknownModeIsRefused() {
        assertThatThrownBy(() -> Providers.choose("fast")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("auto, portable or native");
    }

    @Test
    void theSystemPropertyForcesThePortablePathOfAProcess() throws Exception {
        Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), "-D" + Providers.PROPERTY + "=portable",
                ChosenProviders.class.getName())).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("Bouncy Castle").doesNotContain("native").doesNotContain("WARNING");
    }

    /** Prints what a fresh process chose. */
    static final class ChosenProviders {

        private ChosenProviders() {}

        public static void main(String[] args) {
            System.out.println(Providers.chosen());
        }
    }

    private static SignatureProvider nativeCode() {
        assumeTrue(Providers.nativeCode().isPresent(), NO_NATIVE);
        return Providers.nativeCode().orElseThrow();
    }
}
