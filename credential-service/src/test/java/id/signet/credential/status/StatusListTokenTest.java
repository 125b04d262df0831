package id.signet.credential.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.status.codec.TokenStatusCodec;
import id.signet.credential.testing.Vectors;
import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.cbor.Cbor;
import id.signet.crypto.cbor.StrictCbor;
import id.signet.crypto.cose.CoseSign1;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.json.StrictJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Against the examples and the test vectors printed in the specification. */
class StatusListTokenTest {

    private static final Instant ISSUED = Instant.ofEpochSecond(1_686_920_170);
    private static final Instant EXPIRES = Instant.ofEpochSecond(2_291_720_170L);
    private static final String ADDRESS = "https://example.com/statuslists/1";

    /** What follows the bytes in clear, without line breaks. */
    private static String printed(String file) {
        // Asked for by each test, as one that is skipped while a class is loaded takes the others with it.
        String text = Vectors.text(Vectors.folder("token-status-list").resolve(file + ".md"));
        return text.substring(text.indexOf("encoded:") < 0 ? 0 : text.indexOf("encoded:") + 8).replaceAll("\\s", "");
    }

    private static ObjectNode json(String file) {
        return StrictJson.parseObject(printed(file).getBytes(UTF_8));
    }

    private static Cbor.Dictionary cbor(byte[] encoded) {
        return (Cbor.Dictionary) StrictCbor.parse(encoded, StrictCbor.Limits.DEFAULT.withAnyOrder());
    }

    private static StatusListToken list(int bits, byte[] compressed) {
        return new StatusListToken(Optional.empty(), Optional.of(ADDRESS), ISSUED, Optional.empty(), Optional.empty(),
                bits, Bytes.of(compressed));
    }

    /** The test vectors of each size. Our CBOR is deterministic (RFC 8949 §4.2.1), which the printed one is not. */
    @ParameterizedTest
    @CsvSource({"status_list_encoding,1", "status_list_encoding2,2", "status_list_encoding1_long,1",
        "status_list_encoding2_long,2", "status_list_encoding4,4", "status_list_encoding8,8"})
    void L11_bothFormsOfEachVectorAreOneListAndAreWrittenAsPrinted_butForTheOrderOfMembersInCbor(String vector,
            int bits) {
        byte[] encoded = HexFormat.of().parseHex(printed(vector + "_cbor"));
        var inCbor = (Cbor.ByteString) cbor(encoded).get("lst").orElseThrow();
        String inJson = json(vector + "_json").get("lst").stringValue();

        assertThat(cbor(encoded).get("bits")).contains(Cbor.of(bits));
        assertThat(TokenStatusCodec.expand(inCbor.value().toArray())).isEqualTo(TokenStatusCodec.decode(inJson));
        var list = list(bits, inCbor.value().toArray());
        assertThat(list.statusList().encoded()).hasSameSizeAs(encoded);
        assertThat(list.statusList()).isEqualTo(cbor(encoded));
        assertThat(list(bits, Base64Url.decode(inJson)).claims().get("status_list"))
                .isEqualTo(json(vector + "_json"));
    }

    @Test
    void theShortExamplesAreCompressedToTheBytesPrinted() {
        assertThat(list(1, TokenStatusCodec.compress(new byte[]{(byte) 0xb9, (byte) 0xa3})).statusList())
                .isEqualTo(cbor(HexFormat.of().parseHex(printed("status_list_encoding_cbor"))));
        assertThat(list(2, TokenStatusCodec.compress(new byte[]{(byte) 0xc9, 0x44, (byte) 0xf9})).statusList())
                .isEqualTo(cbor(HexFormat.of().parseHex(printed("status_list_encoding2_cbor"))));
    }

    @Test
    void theExampleOfATokenInCborIsRead() {
        var message = CoseSign1.parseWithOpenKeyId(HexFormat.of().parseHex(printed("status_list_cwt")), 1 << 20);

        assertThat(message.type()).contains("application/statuslist+cwt");
        assertThat(message.keyId()).contains("12");
        var token = StatusListToken.of(cbor(message.payload().toArray()));
        assertThat(token).isEqualTo(new StatusListToken(Optional.empty(), Optional.of(ADDRESS), ISSUED,
                Optional.of(EXPIRES), Optional.of(43_200L), 1,
                Bytes.of(TokenStatusCodec.compress(new byte[]{(byte) 0xb9, (byte) 0xa3}))));
        assertThat(cbor(token.cborClaims().encoded())).isEqualTo(cbor(message.payload().toArray()));
    }

    @Test
    void theExampleOfATokenInJsonIsRead() {
        var token = StatusListToken.of(CompactToken.parse(printed("status_list_jwt_raw")).claims());

        assertThat(token).isEqualTo(new StatusListToken(Optional.of("https://example.com"), Optional.of(ADDRESS),
                ISSUED, Optional.of(EXPIRES), Optional.of(43_200L), 1,
                Bytes.of(TokenStatusCodec.compress(new byte[]{(byte) 0xb9, (byte) 0xa3}))));
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 65_533})
    void aTokenInCborWithoutDateOrListIsRefused(long label) {
        Map<Cbor, Cbor> claims = new HashMap<>(list(1, new byte[0]).cborClaims().entries());
        claims.remove(Cbor.of(label));

        assertThatThrownBy(() -> StatusListToken.of(new Cbor.Dictionary(claims))).isInstanceOf(MalformedInput.class);
    }

    @Test
    void L02_aTokenInCborHasEntriesOfOneTwoFourOrEightBits() {
        for (int bits : new int[]{-1, 0, 3, 16, 64}) {
            Map<Cbor, Cbor> claims = new HashMap<>(list(1, new byte[0]).cborClaims().entries());
            claims.put(Cbor.of(65_533), new Cbor.Dictionary(Map.of(Cbor.of("bits"), Cbor.of(bits), Cbor.of("lst"),
                    Cbor.of(new byte[0]))));

            assertThatThrownBy(() -> StatusListToken.of(new Cbor.Dictionary(claims)))
                    .isInstanceOf(MalformedInput.class);
        }
    }
}
