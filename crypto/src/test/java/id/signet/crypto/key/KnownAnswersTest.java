package id.signet.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values printed in the specifications. */
class KnownAnswersTest {

    private static final byte[] SAMPLE = "sample".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @MethodSource("id.signet.crypto.key.ProvidersUnderTest#ed25519Providers")
    void rfc8032Section71Test3(SignatureProvider provider) {
        SoftwareSigningKey key = SoftwareSigningKey.restore(provider, KeyType.ED25519,
                hex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"));

        assertThat(key.publicKey().encoded().hex())
                .isEqualTo("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
        assertThat(key.sign(hex("af82")))
                .isEqualTo(hex("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"));
    }

    @Test
    void rfc6979SectionA25IsTheNonceOfThePortableP256() {
        SoftwareSigningKey key = SoftwareSigningKey.restore(Providers.portable(), KeyType.P256,
                hex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"));

        assertThat(key.sign(SAMPLE)).isEqualTo(hex("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"));
    }

    @Test
    void rfc6979SectionA26IsTheNonceOfThePortableP384() {
        SoftwareSigningKey key = SoftwareSigningKey.restore(Providers.portable(), KeyType.P384,
                hex("6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d8"
                        + "96d5724e4c70a825f872c9ea60d2edf5"));

        assertThat(key.sign(SAMPLE)).isEqualTo(hex("94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c"
                + "81a648152e44acf96e36dd1e80fabe46"
                + "99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94f"
                + "a329c145786e679e7b82c71a38628ac8"));
    }

    @Test
    void rfc6979SectionA27IsTheNonceOfThePortableP521() {
        SoftwareSigningKey key = SoftwareSigningKey.restore(Providers.portable(), KeyType.P521,
                hex("00fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75caa896eb32f1f47c7085"
                        + "5836a6d16fcc1466f6d8fbec67db89ec0c08b0e996b83538"));

        assertThat(key.sign(SAMPLE)).isEqualTo(hex("00c328fafcbd79dd77850370c46325d987cb525569fb63c5d3bc53950e6d"
                + "4c5f174e25a1ee9017b5d450606add152b534931d7d4e8455cc91f9b15bf05ec36e377fa"
                + "00617cce7cf5064806c467f678d3b4080d6f1cc50af26ca209417308281b68af"
                + "282623eaa63e5b5c0723d8b8c37ff0777b1a20f8ccb1dccc43997f1ee0e44da4a67a"));
    }

    @ParameterizedTest
    @MethodSource("id.signet.crypto.key.ProvidersUnderTest#ecTypesAndProviders")
    void theSecretOneIsTheBasePoint(KeyType type, SignatureProvider provider) {
        byte[] one = new byte[type.secretLength()];
        one[one.length - 1] = 1;
        SoftwareSigningKey key = SoftwareSigningKey.restore(provider, type, one);

        assertThat(((EcPublicKey) key.publicKey()).uncompressedPoint())
                .isEqualTo(Curve.of(type).encode(Curve.of(type).domain().getG()));
        assertThat(Signatures.verify(provider, key.publicKey(), SAMPLE, key.sign(SAMPLE))).isTrue();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
