package id.signet.crypto.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import id.signet.crypto.key.EcPublicKey;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;

class HashesTest {

    private static final byte[] ABC = "abc".getBytes(StandardCharsets.UTF_8);

    @Test
    void sha256OfAbcIsFips180AppendixB1() {
        assertThat(hex(Hashes.sha256(ABC)))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void sha384OfAbcIsFips180AppendixD1() {
        assertThat(hex(Hashes.sha384(ABC))).isEqualTo("cb00753f45a35e8bb5a03d699ac65007272c32ab0eded163"
                + "1a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
    }

    @Test
    void keccak256HasTheOriginalPaddingAndIsNotSha3() {
        assertThat(hex(Hashes.keccak256()))
                .isEqualTo("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    }

    @Test
    void sm3HashesTheExamplesOfItsStandard() {
        // GB/T 32905 §A.1 and §A.2
        assertThat(hex(Hashes.sm3(ABC))).isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assertThat(hex(Hashes.sm3("abcd".repeat(16).getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    }

    @Test
    void partsAreHashedAsTheirConcatenation() {
        byte[] a = {'a'};
        byte[] bc = {'b', 'c'};

        assertThat(Hashes.sha256(a, bc)).isEqualTo(Hashes.sha256(ABC));
        assertThat(Hashes.sha384(a, bc)).isEqualTo(Hashes.sha384(ABC));
        assertThat(Hashes.keccak256(a, bc)).isEqualTo(Hashes.keccak256(ABC));
        assertThat(Hashes.sm3(a, bc)).isEqualTo(Hashes.sm3(ABC));
    }

    @Test
    void theKeccakOfAPointEndsInItsEthereumAddress() {
        byte[] one = new byte[32];
        one[31] = 1;
        EcPublicKey key = (EcPublicKey) SoftwareSigningKey.ofSecret(KeyType.SECP256K1, one).publicKey();

        byte[] hash = Hashes.keccak256(key.uncompressedPoint().toArray());

        assertThat(hex(Arrays.copyOfRange(hash, 12, 32))).isEqualTo("7e5f4552091a69125d5dfcb7b8c2659029395bdf");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
