package id.signet.ledger.anchor.evm;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.key.EthereumAccount;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransactionTest {

    private static Bytes bytes(String hex) {
        return Bytes.of(HexFormat.of().parseHex(hex));
    }

    /** The examples of the Yellow Paper, appendix B, and the borders between its cases. */
    @Test
    void numbersAndListsAreAsTheYellowPaperSays() {
        assertThat(Rlp.number(0).hex()).isEqualTo("80");
        assertThat(Rlp.number(15).hex()).isEqualTo("0f");
        assertThat(Rlp.number(1024).hex()).isEqualTo("820400");
        assertThat(Rlp.text(Bytes.utf8("dog").toArray()).hex()).isEqualTo("83646f67");
        assertThat(Rlp.list().hex()).isEqualTo("c0");
        assertThat(Rlp.text(new byte[56]).hex()).isEqualTo("b838" + "00".repeat(56));
        assertThat(Rlp.text(new byte[1024]).hex()).startsWith("b90400");
        assertThat(Rlp.text(new byte[]{(byte) 0x80}).hex()).isEqualTo("8180");
    }

    /** EIP-155 gives these values for nonce 9 on chain 1, but with a value of one ether; ours are calls without value. */
    @Test
    void aSignedTransactionNamesItsChain() {
        EthereumAccount account = EthereumAccount.ofSecret(HexFormat.of().parseHex("46".repeat(32)));
        Transaction transaction = new Transaction(9, BigInteger.valueOf(20_000_000_000L), 21_000,
                Optional.of(Address.parse("0x" + "35".repeat(20))), Bytes.EMPTY);
        String mainnet = transaction.sign(account, 1).raw().hex();
        String other = transaction.sign(account, 1337).raw().hex();
        assertThat(mainnet).startsWith("f864" + "09" + "8504a817c800" + "825208" + "94" + "35".repeat(20) + "80" + "80")
                .containsAnyOf("8025a0", "8026a0");
        assertThat(other).contains("820a9").isNotEqualTo(mainnet);
        assertThat(bytes(mainnet)).isEqualTo(transaction.sign(account, 1).raw());
    }
}
