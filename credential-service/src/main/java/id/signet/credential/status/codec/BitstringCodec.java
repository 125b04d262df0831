package id.signet.credential.status.codec;

import id.signet.crypto.Base64Url;
import id.signet.crypto.MalformedInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/**
 * The {@code encodedList} of a W3C Bitstring Status List: {@code u} and base64url of one GZIP member. Index 0 is the
 * left-most, most significant bit of the first byte; entries of more than one bit are read as big-endian numbers.
 */
public final class BitstringCodec {

    /** The fewest entries a list may have (Bitstring Status List 1.0 §3.3: herd privacy). */
    public static final int MINIMUM_ENTRIES = 131_072;

    /** No list inflates to more than this. */
    public static final int MAXIMUM_BYTES = 32 * 1024 * 1024;

    private BitstringCodec() {}

    public static String encode(byte[] bits) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "u" + Base64Url.encode(out.toByteArray());
    }

    /** @throws MalformedInput unless it is exactly one GZIP member, intact, of at most 32 MiB */
    public static byte[] decode(String encodedList) {
        if (!encodedList.startsWith("u")) {
            throw new MalformedInput("An encoded status list starts with the multibase letter u.");
        }
        return Inflation.gzip(Base64Url.decode(encodedList.substring(1)), MAXIMUM_BYTES);
    }

    /** The number of entries of that size. */
    public static long entries(byte[] bits, int size) {
        return StatusBits.entries(bits, size);
    }

    /** @throws IndexOutOfBoundsException unless {@code 0 <= index < entries} */
    public static int read(byte[] bits, int size, long index) {
        var position = StatusBits.position(bits, size, index);
        var value = (bits[(int) (position / 8)] & 0xff) >>> (8 - size - (int) (position % 8));
        return value & StatusBits.mask(size);
    }

    /** @throws IndexOutOfBoundsException unless {@code 0 <= index < entries} */
    public static void write(byte[] bits, int size, long index, int value) {
        var position = StatusBits.position(bits, size, index);
        var shift = 8 - size - (int) (position % 8);
        StatusBits.replace(bits, (int) (position / 8), shift, size, value);
    }
}
