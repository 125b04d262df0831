package id.signet.crypto.cose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.OfficialVectors;
import id.signet.crypto.cbor.Cbor;
import id.signet.crypto.cbor.StrictCbor;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.jose.MalformedKeyId;
import id.signet.crypto.jose.TokenRefused;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.EcPublicKey;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.Signatures;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoseSign1Test {

    private static final byte[] PAYLOAD = "{\"a\":1}".getBytes(UTF_8);
    private static final Cose.Header HEADER = new Cose.Header("did:example:1#key-1", "application/vc+cose",
            "application/vc", Map.of());

    private final SigningKey key = SoftwareSigningKey.generate(KeyType.P256);

    // --- the good way -------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(names = {"SM2", "BLS12381_G2"}, mode = EnumSource.Mode.EXCLUDE)
    void aSignedMessageIsReadAndVerifiedByItsKeyOnly(KeyType type) {
        SigningKey signer = SoftwareSigningKey.generate(type);

        CoseSign1 message = CoseSign1.parse(Cose.sign(HEADER, PAYLOAD, signer));

        assertThat(message.algorithm()).isEqualTo(type.algorithm());
        assertThat(message.type()).contains("application/vc+cose");
        assertThat(message.contentType()).contains("application/vc");
        assertThat(message.keyId()).contains("did:example:1#key-1");
        assertThat(message.payload().toArray()).isEqualTo(PAYLOAD);
        assertThat(Cose.verify(message, signer.publicKey())).isTrue();
        for (KeyType other : KeyType.values()) {
            assertThat(Cose.verify(message, SoftwareSigningKey.generate(other).publicKey())).isFalse();
        }
    }

    @Test
    void noMessageIsSignedWithSm2OrBls() {
        for (KeyType type : List.of(KeyType.SM2, KeyType.BLS12381_G2)) {
            SigningKey other = SoftwareSigningKey.generate(type);

            assertThatThrownBy(() -> Cose.sign(HEADER, PAYLOAD, other)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> CoseKey.of(other.publicKey())).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** RFC 9052 appendix C.2.1 has its kid unprotected, so the door refuses it; what is signed is the same. */
    @Test
    void theSignatureOfRfc9052FitsWhatWeSayItCovers() {
        var vector = hex(
                "d28443a10126a10442313154546869732069732074686520636f6e74656e742e58408eb33e4ca31d1c465ab05aac34"
                        + "cc6b23d58fef5c083106c4d25a91aef0b0117e2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345ca"
                        + "cb36");
        var eleven = EcPublicKey.of(KeyType.P256,
                hex("bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff"),
                hex("20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e"));
        var signingInput = Cose.signingInput(Bytes.of(hex("a10126")), Bytes.utf8("This is the content."));

        assertThat(Signatures.verify(eleven, signingInput.toArray(),
                Arrays.copyOfRange(vector, vector.length - 64, vector.length))).isTrue();
        assertThatThrownBy(() -> CoseSign1.parse(vector)).isInstanceOf(TokenRefused.class)
                .hasMessageContaining("label 4");
    }

    @ParameterizedTest
    @CsvSource({"credential-cose-minimal, vm-p256", "presentation-cose-single, vm-p384"})
    void theMessagesOfTheW3cSuiteVerify(String file, String method) {
        var text = new String(OfficialVectors.bytes("vc-jose-cose-inputs/" + file + ".txt"), UTF_8).strip();
        var jwk = StrictJson.parseObject(OfficialVectors.bytes("vc-jose-cose-inputs/" + method + ".json"))
                .get("publicKeyJwk");
        CoseSign1 message = CoseSign1.parse(Base64.getDecoder().decode(text));

        assertThat(message.keyId()).contains(jwk.get("kid").stringValue());
        assertThat(Cose.verify(message, Jwk.parse(jwk))).isTrue();
        byte[] bad = Base64.getDecoder().decode(text);
        bad[bad.length - 1] ^= 1;
        assertThat(Cose.verify(CoseSign1.parse(bad), Jwk.parse(jwk))).isFalse();
    }

    @Test
    void aMessageIsJoinedFromItsSigningInput() {
        Bytes input = Cose.signingInput(HEADER, PAYLOAD, KeyType.P256);
        CoseSign1 message = CoseSign1.parse(Cose.message(input, key.sign(input.toArray())));

        assertThat(message.signingInput()).isEqualTo(input);
        assertThat(Cose.verify(message, key.publicKey())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-9, P256", "-7, P256", "-51, P384", "-35, P384", "-19, ED25519", "-8, ED25519", "-47, SECP256K1"})
    void theFullySpecifiedNamesAreReadToo(long number, KeyType type) {
        assertThat(CoseSign1.parse(message(header(Map.of(1L, Cbor.of(number))))).keyType()).isEqualTo(type);
    }

    @Test
    void theOrderOfTheLabelsIsFreeForItIsSignedAsItWasSent() {
        byte[] header = hex("a210" + "6178" + "0126");
        CoseSign1 message = CoseSign1.parse(message(Bytes.of(header)));

        assertThat(message.type()).contains("x");
        assertThat(message.signingInput().hex()).contains("a2106178" + "0126");
    }

    // --- what is never accepted ---------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(longs = {0, 4, 5, 6, 7, -6, -16, -37, -49, -257, -65535, 1, 3})
    void J01_noAlgorithmOutsideTheAllowListIsRead(long number) {
        refused(message(header(Map.of(1L, Cbor.of(number)))), TokenRefused.class, "allow-list");
    }

    @Test
    void J01_theAlgorithmIsANumber() {
        refused(message(header(Map.of(1L, Cbor.of("ES256")))), TokenRefused.class, "allow-list");
        refused(message(Bytes.of(hex("a10461 31".replace(" ", "")))), MalformedInput.class, "no algorithm");
    }

    @Test
    void J03_theAlgorithmIsTheOneOfTheKey() {
        byte[] message = message(header(Map.of(1L, Cbor.of(-8))));

        assertThat(Cose.verify(CoseSign1.parse(message), key.publicKey())).isFalse();
    }

    @Test
    void J05_aSignatureHasItsOneLength() {
        byte[] good = Cose.sign(HEADER, PAYLOAD, key);
        for (int length : List.of(1, 63, 65, 72)) {
            var parts = parts(good);
            parts.set(3, Cbor.of(Arrays.copyOf(((Cbor.ByteString) parts.get(3)).value().toArray(), length)));
            assertThat(Cose.verify(CoseSign1.parse(tagged(parts)), key.publicKey())).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"810a", "80", "8101"})
    void J13_anExtensionThatMustBeUnderstoodIsNotUnderstood(String critical) {
        refused(message(Bytes.of(hex("a20126" + "02" + critical))), TokenRefused.class, "crit");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 15, 16})
    void J13_nothingThatDecidesIsTakenFromTheUnprotectedHeader(long label) {
        var parts = parts(Cose.sign(HEADER, PAYLOAD, key));
        parts.set(1, new Cbor.Dictionary(Map.of(Cbor.of(label), Cbor.of(1))));

        refused(tagged(parts), TokenRefused.class, "not protected");
    }

    @Test
    void J10_aCertificateInTheUnprotectedHeaderIsIgnored() {
        var parts = parts(Cose.sign(HEADER, PAYLOAD, key));
        parts.set(1, new Cbor.Dictionary(Map.of(Cbor.of(33), Cbor.of(new byte[]{1, 2, 3}))));

        assertThat(Cose.verify(CoseSign1.parse(tagged(parts)), key.publicKey())).isTrue();
    }

    @Test
    void J14_aDetachedPayloadIsNeverRead() {
        var parts = parts(Cose.sign(HEADER, PAYLOAD, key));
        parts.set(2, Cbor.Simple.NULL);

        refused(tagged(parts), MalformedInput.class, "detached");
    }

    @Test
    void J15_onlyOneSignerInATaggedArrayOfFourIsRead() {
        var parts = parts(Cose.sign(HEADER, PAYLOAD, key));
        Cbor array = Cbor.of(parts);
        for (Cbor bad : List.of(array, new Cbor.Tagged(98, array), new Cbor.Tagged(17, array),
                new Cbor.Tagged(18, Cbor.of(parts.subList(0, 3))), new Cbor.Tagged(18, Cbor.of("text")),
                new Cbor.Tagged(18, new Cbor.Tagged(18, array)), Cbor.of("text"))) {
            assertThatThrownBy(() -> CoseSign1.parse(bad.encoded())).isInstanceOf(MalformedInput.class);
        }
        for (int part = 0; part < 4; part++) {
            var changed = new ArrayList<>(parts);
            changed.set(part, Cbor.of(1));
            refused(tagged(changed), MalformedInput.class, "bytes, a map, bytes and bytes");
        }
    }

    @Test
    void J16_whatIsNotDeterministicIsRefused() {
        byte[] good = Cose.sign(HEADER, PAYLOAD, key);
        assertThatThrownBy(() -> CoseSign1.parse(Arrays.copyOf(good, good.length + 1)))
                .isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> CoseSign1.parse(hex("d28445" + "a101390006" + "a0" + "4101" + "4101")))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("shortest form");
        assertThatThrownBy(() -> CoseSign1.parse(hex("d29f43" + "a10126" + "a0" + "4101" + "4101" + "ff")))
                .isInstanceOf(MalformedInput.class);
    }

    @Test
    void J23_aLabelGivenTwiceIsRefused() {
        refused(message(Bytes.of(hex("a201260126"))), MalformedInput.class, "twice");
        refused(message(Bytes.of(hex("a201260127"))), MalformedInput.class, "twice");
    }

    @Test
    void J11_aKidIsAnIdentifierAndNothingElse() {
        for (String kid : List.of("", "../../x", "' OR 1=1", "*)(uid=*", "a\r\nb", "a b", "\u00e9", "\u0000",
                "x".repeat(2_049))) {
            var header = header(Map.of(1L, Cbor.of(-7), 4L, Cbor.of(kid.getBytes(UTF_8))));
            refused(message(header), MalformedKeyId.class, "kid");
        }
        refused(message(header(Map.of(1L, Cbor.of(-7), 4L, Cbor.of("text")))), MalformedInput.class, "byte string");
    }

    @Test
    void J25_aMessageOrAHeaderBeyondItsLimitIsTooLarge() {
        assertThatThrownBy(() -> CoseSign1.parse(Cose.sign(HEADER, new byte[CoseSign1.MAX_LENGTH], key)))
                .isInstanceOf(MalformedInput.TooLarge.class);
        var large = header(Map.of(1L, Cbor.of(-7), 99L, Cbor.of(new byte[CoseSign1.MAX_HEADER])));
        assertThatThrownBy(() -> CoseSign1.parse(message(large))).isInstanceOf(MalformedInput.TooLarge.class);
    }

    @Test
    void aTypeThatIsNoTextIsRefused() {
        for (long label : List.of(3L, 16L)) {
            refused(message(header(Map.of(1L, Cbor.of(-7), label, Cbor.of(50)))), MalformedInput.class,
                    "not a text");
        }
        refused(message(Bytes.of(hex("80"))), MalformedInput.class, "not a map");
        refused(message(Bytes.EMPTY), MalformedInput.class, "empty protected");
        var parts = parts(Cose.sign(HEADER, PAYLOAD, key));
        parts.set(3, Cbor.of(new byte[0]));
        refused(tagged(parts), MalformedInput.class, "signature of a COSE_Sign1 is empty");
    }

    @Test
    void noFlippedByteOfAMessageVerifies() {
        byte[] good = Cose.sign(HEADER, PAYLOAD, key);
        for (int at = 0; at < good.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = good.clone();
                flipped[at] ^= (byte) (1 << bit);
                boolean verified;
                try {
                    verified = Cose.verify(CoseSign1.parse(flipped), key.publicKey());
                } catch (MalformedInput e) {
                    verified = false;
                }
                assertThat(verified).as("bit %d of byte %d", bit, at).isFalse();
            }
        }
    }

    // --- keys ---------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(names = {"SM2", "BLS12381_G2"}, mode = EnumSource.Mode.EXCLUDE)
    void aKeyIsReadAsItWasWritten(KeyType type) {
        var publicKey = SoftwareSigningKey.generate(type).publicKey();

        assertThat(CoseKey.parse(CoseKey.of(publicKey))).isEqualTo(publicKey);
    }

    @Test
    void J30_J31_aKeyThatIsPrivateOrNotForVerifyingIsRefused() {
        var good = ((Cbor.Dictionary) CoseKey.of(key.publicKey())).entries();
        keyRefused(good, -4, Cbor.of(new byte[32]), MalformedInput.class);
        keyRefused(good, 4, Cbor.of(List.of(Cbor.of(1))), TokenRefused.class);
        keyRefused(good, 4, Cbor.of("verify"), TokenRefused.class);
        keyRefused(good, 3, Cbor.of(-35), TokenRefused.class);
        keyRefused(good, 1, Cbor.of(1), TokenRefused.class);
        keyRefused(good, 1, Cbor.of(4), TokenRefused.class);
        keyRefused(good, -1, Cbor.of(4), TokenRefused.class);
        keyRefused(good, -1, Cbor.of(8), MalformedInput.class);
        keyRefused(good, -2, Cbor.of(new byte[32]), MalformedInput.class);
        keyRefused(good, -3, Cbor.Simple.TRUE, MalformedInput.class);
        assertThatThrownBy(() -> CoseKey.parse(Cbor.of(1))).isInstanceOf(MalformedInput.class);
    }

    private static void keyRefused(Map<Cbor, Cbor> good, long label, Cbor value,
            Class<? extends MalformedInput> type) {
        var changed = new HashMap<>(good);
        changed.put(Cbor.of(label), value);
        assertThatThrownBy(() -> CoseKey.parse(new Cbor.Dictionary(changed))).isInstanceOf(type);
    }

    private static void refused(byte[] message, Class<? extends MalformedInput> type, String reason) {
        assertThatThrownBy(() -> CoseSign1.parse(message)).isInstanceOf(type).hasMessageContaining(reason);
    }

    private static Bytes header(Map<Long, Cbor> labels) {
        Map<Cbor, Cbor> map = new HashMap<>();
        labels.forEach((label, value) -> map.put(Cbor.of(label), value));
        return Bytes.of(new Cbor.Dictionary(map).encoded());
    }

    /** Signed by the key, whatever the header says. */
    private byte[] message(Bytes header) {
        Bytes input = Cose.signingInput(header, Bytes.of(PAYLOAD));
        return Cose.message(input, key.sign(input.toArray()));
    }

    private static List<Cbor> parts(byte[] message) {
        var tagged = (Cbor.Tagged) StrictCbor.parse(message,
                StrictCbor.Limits.DEFAULT.withTags(18L));
        return new ArrayList<>(((Cbor.Array) tagged.content()).items());
    }

    private static byte[] tagged(List<Cbor> parts) {
        return new Cbor.Tagged(18, Cbor.of(parts)).encoded();
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
