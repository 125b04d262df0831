package id.signet.ledger.anchor.evm;

import id.signet.crypto.MalformedInput;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Bytes and numbers as Ethereum's JSON-RPC writes them (EIP-1474). */
final class Hex {

    private static final Pattern QUANTITY = Pattern.compile("0x(0|[1-9a-f][0-9a-f]{0,63})");
    private static final Pattern BYTES = Pattern.compile("0x([0-9a-fA-F]{2})*");

    private Hex() {}

    static byte[] bytes(String text) {
        if (!BYTES.matcher(text).matches()) {
            throw new MalformedInput("not 0x and pairs of hexadecimal digits");
        }
        return HexFormat.of().parseHex(text, 2, text.length());
    }

    static String of(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    static String of(long quantity) {
        return "0x" + Long.toHexString(quantity);
    }

    static BigInteger quantity(String text) {
        if (!QUANTITY.matcher(text).matches()) {
            throw new MalformedInput("not 0x and a number without leading zeros");
        }
        return new BigInteger(text.substring(2), 16);
    }
}
