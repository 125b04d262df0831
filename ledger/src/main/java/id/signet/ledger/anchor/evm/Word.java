package id.signet.ledger.anchor.evm;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** 32 bytes: a hash, a topic of an event, or a value of the contract ABI. */
public record Word(Bytes content) {

    static final int LENGTH = 32;

    public Word {
        if (content.size() != LENGTH) {
            throw new MalformedInput("a word is 32 bytes");
        }
    }

    static Word of(byte[] bytes) {
        return new Word(Bytes.of(bytes));
    }

    static Word of(long number) {
        return of(ByteBuffer.allocate(LENGTH).putLong(LENGTH - Long.BYTES, number).array());
    }

    /** @param number at least zero, and below 2^256 */
    static Word of(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = Math.max(0, bytes.length - LENGTH);
        return of(ByteBuffer.allocate(LENGTH)
                .put(LENGTH - bytes.length + from, bytes, from, bytes.length - from)
                .array());
    }

    static Word of(Address address) {
        return of(ByteBuffer.allocate(LENGTH).put(LENGTH - address.bytes().length, address.bytes()).array());
    }

    /** @param text {@code 0x} and 64 hexadecimal digits */
    public static Word parse(String text) {
        return of(Hex.bytes(text));
    }

    static Word at(byte[] bytes, int index) {
        if (bytes.length < (index + 1) * LENGTH) {
            throw new MalformedInput("the answer of the contract is shorter than it should be");
        }
        byte[] word = new byte[LENGTH];
        System.arraycopy(bytes, index * LENGTH, word, 0, LENGTH);
        return of(word);
    }

    byte[] bytes() {
        return content.toArray();
    }

    /** The value of a {@code uint64}. */
    long number() {
        BigInteger number = new BigInteger(1, bytes());
        if (number.bitLength() > 63) {
            throw new MalformedInput("not a number of this contract: " + this);
        }
        return number.longValueExact();
    }

    boolean isZero() {
        return new BigInteger(1, bytes()).signum() == 0;
    }

    /** {@code 0x} and 64 hexadecimal digits. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes());
    }
}
