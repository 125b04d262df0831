package id.signet.app.paper;

import id.signet.crypto.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;

/**
 * Where the signature of a file stands: a hexadecimal string, and beside it the two ranges of bytes that are signed, which are
 * all bytes but that string (ISO 32000-1 §12.8.1). Papers are written in one go and have no later revision, so that there is
 * exactly one way to be whole.
 *
 * @param start of the string, at its angle bracket
 * @param end behind its closing bracket
 */
record SignaturePlace(int start, int end) {

    /** Room for a signature with the chains of both certificates, in bytes. */
    private static final int ROOM = 20_000;
    private static final long UNKNOWN = 9_999_999_999L;
    private static final String RANGE = "/ByteRange [0 " + UNKNOWN + " " + UNKNOWN + " " + UNKNOWN + "]";
    private static final Pattern RANGES = Pattern
            .compile("/ByteRange\\s*\\[\\s*(\\d{1,10})\\s+(\\d{1,10})\\s+(\\d{1,10})\\s+(\\d{1,10})\\s*\\]");
    private static final Pattern HEX = Pattern.compile("<((?:[0-9A-Fa-f]{2})++)>");

    /** What becomes the signature, as the file is first written. */
    static void reserve(PDSignature signature) {
        signature.getCOSObject().setItem(COSName.CONTENTS, new COSString(new byte[ROOM], true));
        COSArray range = new COSArray();
        range.add(COSInteger.ZERO);
        for (int i = 0; i < 3; i++) {
            range.add(COSInteger.get(UNKNOWN));
        }
        range.setDirect(true);
        signature.getCOSObject().setItem(COSName.BYTERANGE, range);
    }

    /** Fills in what was reserved. */
    static byte[] sign(byte[] file, Function<byte[], Bytes> signer) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        String room = "<" + "00".repeat(ROOM) + ">";
        int start = text.indexOf(room);
        int range = text.indexOf(RANGE);
        if (start < 0 || range < 0) {
            throw new IllegalStateException("no place was reserved for a signature");
        }
        SignaturePlace place = new SignaturePlace(start, start + room.length());
        String filled = String.format(Locale.ROOT, "/ByteRange [0 %d %d %d", place.start, place.end,
                file.length - place.end);
        byte[] signed = file.clone();
        put(signed, range, filled + " ".repeat(RANGE.length() - filled.length() - 1) + "]");
        String signature = signer.apply(place.signed(signed)).hex();
        if (signature.length() > 2 * ROOM) {
            throw new IllegalStateException("the signature has " + signature.length() / 2 + " bytes, more than fit");
        }
        put(signed, start + 1, signature);
        return signed;
    }

    private static void put(byte[] file, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, file, at, bytes.length);
    }

    /** What is signed. */
    byte[] signed(byte[] file) {
        byte[] signed = Arrays.copyOf(file, file.length - (end - start));
        System.arraycopy(file, end, signed, start, file.length - end);
        return signed;
    }

    /** What became of looking for the one signature of a file. */
    sealed interface Found {

        /** @param signature in DER, with the zeros behind it that were not needed */
        record Whole(SignaturePlace place, Bytes signature) implements Found {}

        /** There is no signature, more than one, or one that says nothing of where it stands. */
        record None() implements Found {}

        /** The ranges leave out more than the signature, or something was put behind them. */
        record NotWhole() implements Found {}
    }

    /** Reads bytes only: nothing of a file that may be hostile is parsed for this. */
    static Found find(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        Matcher ranges = RANGES.matcher(text);
        if (!ranges.find()) {
            return new Found.None();
        }
        long first = Long.parseLong(ranges.group(1));
        long length = Long.parseLong(ranges.group(2));
        long second = Long.parseLong(ranges.group(3));
        long rest = Long.parseLong(ranges.group(4));
        if (ranges.find()) {
            return new Found.None();
        }
        if (first != 0 || second < length || second + rest != file.length) {
            return new Found.NotWhole();
        }
        SignaturePlace place = new SignaturePlace((int) length, (int) second);
        Matcher hex = HEX.matcher(text).region(place.start, place.end);
        return hex.matches()
                ? new Found.Whole(place, Bytes.of(HexFormat.of().parseHex(hex.group(1))))
                : new Found.NotWhole();
    }

    /** Without the zeros behind the one value that DER is; empty if it is none. */
    static Optional<Bytes> trimmed(Bytes padded) {
        byte[] der = padded.toArray();
        if (der.length < 4 || der[0] != 0x30 || (der[1] & 0xff) != 0x82) {
            return Optional.empty();
        }
        int length = 4 + (((der[2] & 0xff) << 8) | (der[3] & 0xff));
        if (length > der.length) {
            return Optional.empty();
        }
        for (int i = length; i < der.length; i++) {
            if (der[i] != 0) {
                return Optional.empty();
            }
        }
        return Optional.of(Bytes.of(Arrays.copyOf(der, length)));
    }
}
