package id.signet.credential.status.codec;

import id.signet.crypto.Base64Url;
import id.signet.crypto.MalformedInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * The {@code lst} of a Token Status List: base64url of a ZLIB stream. Index 0 stands in the least significant bits of
 * the first byte (Token Status List §4.1), the other way round than in {@link BitstringCodec}.
 */
public final class TokenStatusCodec {

    /** No list inflates to more than this. */
    public static final int MAXIMUM_BYTES = BitstringCodec.MAXIMUM_BYTES;

    private TokenStatusCodec() {}

    public static String encode(byte[] bits) {
        return Base64Url.encode(compress(bits));
    }

    /** The same in bytes, for a list in CBOR (§4.3). */
    public static byte[] compress(byte[] bits) {
        var out = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (var zlib = new DeflaterOutputStream(out, deflater)) {
            zlib.write(bits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    /** @throws MalformedInput unless it is exactly one ZLIB stream, intact, of at most 32 MiB */
    public static byte[] decode(String lst) {
        return expand(Base64Url.decode(lst));
    }

    /** @throws MalformedInput unless it is exactly one ZLIB stream, intact, of at most 32 MiB */
    public static byte[] expand(byte[] compressed) {
        return Inflation.zlib(compressed, MAXIMUM_BYTES);
    }

    /** The number of entries of that size. */
    public static long entries(byte[] bits, int size) {
        return StatusBits.entries(bits, size);
    }

    /** @throws IndexOutOfBoundsException unless {@code 0 <= index < entries} */
    public static int read(byte[] bits, int size, long index) {
        var position = StatusBits.position(bits, size, index);
        return ((bits[(int) (position / 8)] & 0xff) >>> (int) (position % 8)) & StatusBits.mask(size);
    }

    /** @throws IndexOutOfBoundsException unless {@code 0 <= index < entries} */
    public static void write(byte[] bits, int size, long index, int value) {
        var position = StatusBits.position(bits, size, index);
        StatusBits.replace(bits, (int) (position / 8), (int) (position % 8), size, value);
    }
}
