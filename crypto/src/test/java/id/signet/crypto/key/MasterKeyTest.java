package id.signet.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {

    private static final byte[] PLAIN = "pending input".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CONTEXT = "row 7".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theSameTextIsTheSameKey() {
        String text = randomText();
        byte[] sealed = MasterKey.fromText(text).sealer("test").seal(PLAIN, CONTEXT);

        assertThat(MasterKey.fromText(" " + text + "\n").sealer("test").open(sealed, CONTEXT)).isEqualTo(PLAIN);
        assertThat(MasterKey.fromText(text).id()).isEqualTo(MasterKey.fromText(text).id()).hasSize(16);
    }

    @Test
    void samplesAndPatternsAreRefused() {
        byte[] counting = new byte[32];
        byte[] countingBySeven = new byte[32];
        byte[] twice = new byte[32];
        new SecureRandom().nextBytes(twice);
        for (int i = 0; i < 32; i++) {
            counting[i] = (byte) i;
            countingBySeven[i] = (byte) (200 - 7 * i);
        }
        System.arraycopy(twice, 0, twice, 16, 16);
        byte[] fewValues = new byte[32];
        for (int i = 0; i < 32; i++) {
            fewValues[i] = (byte) (0x80 + i % 5 * 41);
        }
        for (byte[] weak : List.of(new byte[32], filled(0xff), filled(0x01), counting, countingBySeven, twice,
                fewValues,
                "0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII),
                "correct horse battery staple 42!".getBytes(StandardCharsets.US_ASCII))) {
            assertThatThrownBy(() -> MasterKey.fromText(Base64.getEncoder().encodeToString(weak)))
                    .as(HexFormat.of().formatHex(weak))
                    .isInstanceOf(MasterKeyRefused.class)
                    .hasMessageContaining("not 32 random bytes");
        }
    }

    @Test
    void randomBytesAreNotTakenForAPattern() {
        for (int i = 0; i < 20_000; i++) {
            String text = randomText();
            assertThatCode(() -> MasterKey.fromText(text)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "changeme", "secret", "AAAA", "not base64 at all!"})
    void textThatIsNot32BytesInBase64IsRefused(String text) {
        assertThatThrownBy(() -> MasterKey.fromText(text)).isInstanceOf(MasterKeyRefused.class)
                .hasMessageContaining("openssl rand -base64 32");
    }

    @Test
    void aRefusalRepeatsNothingOfTheKey() {
        String text = randomText().replace('=', '*');

        Throwable refusal = catchThrowable(() -> MasterKey.fromText(text));

        assertThat(refusal).isInstanceOf(MasterKeyRefused.class).hasNoCause();
        assertThat(refusal.getMessage()).doesNotContain(text).doesNotContain("*");
    }

    @Test
    void theTextOfAKeyIsItsNameOnly() {
        String text = randomText();

        assertThat(MasterKey.fromText(text).toString()).matches("MasterKey\\[[0-9a-f]{16}]").doesNotContain(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    void aFileOnlyItsOwnerCanReadIsTaken(String mode) throws Exception {
        assertThat(MasterKey.fromFile(file(mode)).id()).hasSize(16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-", "rwx------"})
    void aFileOfAnyWiderModeIsRefused(String mode) throws Exception {
        Path file = file(mode);

        assertThatThrownBy(() -> MasterKey.fromFile(file)).isInstanceOf(MasterKeyRefused.class)
                .hasMessageContaining("0600");
    }

    @Test
    void aMissingOrOverlongFileIsRefused() throws Exception {
        Path longFile = file("rw-------");
        Files.writeString(longFile, "A".repeat(2_000));

        assertThatThrownBy(() -> MasterKey.fromFile(directory.resolve("missing")))
                .isInstanceOf(MasterKeyRefused.class)
                .hasMessageContaining("there is no master key file");
        assertThatThrownBy(() -> MasterKey.fromFile(longFile)).isInstanceOf(MasterKeyRefused.class);
    }

    @Test
    void whatIsSealedOpensOnlyForItsPurposeContextAndMasterKey() {
        MasterKey master = MasterKey.generate();
        byte[] sealed = master.sealer("idempotency").seal(PLAIN, CONTEXT);

        assertThat(master.sealer("idempotency").open(sealed, CONTEXT)).isEqualTo(PLAIN);
        assertThatThrownBy(() -> master.sealer("issuance").open(sealed, CONTEXT)).isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> master.sealer("idempotency").open(sealed, new byte[0]))
                .isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> MasterKey.generate().sealer("idempotency").open(sealed, CONTEXT))
                .isInstanceOf(SealBroken.class);
    }

    @Test
    void aChangedOrShortenedSealDoesNotOpen() {
        Sealer sealer = MasterKey.generate().sealer("test");
        byte[] sealed = sealer.seal(PLAIN, CONTEXT);

        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 0x40;
            byte[] shortened = Arrays.copyOf(sealed, i);
            assertThatThrownBy(() -> sealer.open(changed, CONTEXT)).isInstanceOf(SealBroken.class);
            assertThatThrownBy(() -> sealer.open(shortened, CONTEXT)).isInstanceOf(SealBroken.class);
        }
    }

    @Test
    void sealingTwiceGivesTwoTextsOfPredictableLength() {
        Sealer sealer = MasterKey.generate().sealer("test");

        assertThat(sealer.seal(PLAIN, CONTEXT)).hasSize(PLAIN.length + 40)
                .isNotEqualTo(sealer.seal(PLAIN, CONTEXT));
        assertThat(sealer.open(sealer.seal(new byte[0], CONTEXT), CONTEXT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "a b", "-a", "a:b"})
    void aPurposeThatIsNoLabelIsRefused(String purpose) {
        MasterKey master = MasterKey.generate();

        assertThatThrownBy(() -> master.sealer(purpose)).isInstanceOf(IllegalArgumentException.class);
    }

    /** C2SP XAES-256-GCM, test vectors: the key 01…, no associated text; and the key 03… with one. */
    @Test
    void theSealIsXaes256Gcm() {
        byte[] nonce = "ABCDEFGHIJKLMNOPQRSTUVWX".getBytes(StandardCharsets.US_ASCII);
        byte[] plain = "XAES-256-GCM".getBytes(StandardCharsets.US_ASCII);

        assertThat(HexFormat.of().formatHex(Xaes256Gcm.ofRaw(filled(1)).encrypt(nonce, plain, new byte[0])))
                .isEqualTo("ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271");
        assertThat(HexFormat.of()
                .formatHex(Xaes256Gcm.ofRaw(filled(3))
                        .encrypt(nonce, plain,
                                "c2sp.org/XAES-256-GCM".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d");
    }

    private Path file(String mode) throws Exception {
        Path file = directory.resolve("key-" + mode);
        Files.writeString(file, randomText() + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file;
    }

    private static String randomText() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
