package id.signet.ledger.anchor.evm;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.EthereumAccount;
import java.util.Arrays;
import java.util.HexFormat;

/** Where an account or a contract is: 20 bytes. */
public record Address(Bytes content) {

    public Address {
        if (content.size() != EthereumAccount.ADDRESS_LENGTH) {
            throw new MalformedInput("an address is 20 bytes");
        }
    }

    /** @param text {@code 0x} and 40 hexadecimal digits; a checksum in their case is not looked at */
    public static Address parse(String text) {
        return new Address(Bytes.of(Hex.bytes(text)));
    }

    /** The last 20 bytes of a word. */
    static Address of(Word word) {
        return new Address(
                Bytes.of(Arrays.copyOfRange(word.bytes(), Word.LENGTH - EthereumAccount.ADDRESS_LENGTH, Word.LENGTH)));
    }

    byte[] bytes() {
        return content.toArray();
    }

    /** {@code 0x} and 40 hexadecimal digits, all in lower case. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes());
    }
}
