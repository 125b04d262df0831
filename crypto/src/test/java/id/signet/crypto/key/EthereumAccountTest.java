package id.signet.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.hash.Hashes;
import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EthereumAccountTest {

    /** The example of EIP-155. */
    @Test
    void signsAsTheExampleOfEip155() {
        EthereumAccount account = EthereumAccount.ofSecret(HexFormat.of().parseHex("46".repeat(32)));
        EthereumAccount.Signature signature = account.sign(
                HexFormat.of().parseHex("daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53"));
        assertThat(account.address().hex()).isEqualTo("9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f");
        assertThat(signature.r())
                .isEqualTo(new BigInteger("28ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276", 16));
        assertThat(signature.s())
                .isEqualTo(new BigInteger("67cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83", 16));
        assertThat(signature.odd()).isFalse();
    }

    @Test
    void aSignatureNamesItsSigner() {
        EthereumAccount account = EthereumAccount.ofSecret(HexFormat.of().parseHex("0b".repeat(32)));
        for (int i = 0; i < 32; i++) {
            byte[] digest = Hashes.sha256(new byte[]{(byte) i});
            assertThat(EthereumAccount.signer(digest, account.sign(digest))).isEqualTo(account.address());
        }
    }

    @Test
    void aSecretOutsideTheGroupIsRefused() {
        for (String secret : new String[]{"00".repeat(32), "ff".repeat(32), "01".repeat(31)}) {
            assertThatThrownBy(() -> EthereumAccount.ofSecret(HexFormat.of().parseHex(secret)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
