package id.signet.crypto.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;

class MultihashTest {

    private static final Bytes DIGEST = Bytes.of(Hashes.sha256("abc".getBytes(StandardCharsets.UTF_8)));

    @Test
    void sha256IsHeadedBy1220AndSha384By2030() {
        Multihash shorter = new Multihash(Multihash.Function.SHA2_256, DIGEST);
        Multihash longer = new Multihash(Multihash.Function.SHA2_384, Bytes.of(Hashes.sha384()));

        assertThat(shorter.encoded().hex()).isEqualTo("1220" + DIGEST.hex());
        assertThat(longer.encoded().hex()).startsWith("2030");
        assertThat(Multihash.parse(shorter.encoded().toArray())).isEqualTo(shorter);
        assertThat(Multihash.parse(longer.encoded().toArray())).isEqualTo(longer);
    }

    @Test
    void aDigestOfAnotherLengthIsRefused() {
        byte[] good = new Multihash(Multihash.Function.SHA2_256, DIGEST).encoded().toArray();
        byte[] wrongLength = good.clone();
        wrongLength[1] = 31;

        refused(Arrays.copyOf(good, good.length - 1));
        refused(Arrays.copyOf(good, good.length + 1));
        refused(wrongLength);
        refused(new byte[0]);
        refused(new byte[]{0x12});
    }

    @Test
    void anUnknownFunctionOrALongVarintIsRefused() {
        byte[] good = new Multihash(Multihash.Function.SHA2_256, DIGEST).encoded().toArray();
        byte[] md5 = good.clone();
        md5[0] = 0x11;
        byte[] longVarint = new byte[good.length + 1];
        System.arraycopy(good, 0, longVarint, 1, good.length);
        longVarint[0] = (byte) 0x92;
        longVarint[1] = 0x00;

        refused(md5);
        refused(longVarint);
    }

    private static void refused(byte[] bytes) {
        assertThatThrownBy(() -> Multihash.parse(bytes)).isInstanceOf(MalformedInput.class);
    }
}
