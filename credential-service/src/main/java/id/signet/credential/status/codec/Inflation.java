package id.signet.credential.status.codec;

import id.signet.crypto.MalformedInput;
import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompression of one container with nothing before, between or after. The JDK's GZIP stream joins members and forgives
 * what follows them, so the frame of RFC 1952 is read here.
 */
final class Inflation {

    private static final int GZIP_HEADER = 10;
    private static final int GZIP_TRAILER = 8;

    private Inflation() {}

    static byte[] gzip(byte[] container, int maximum) {
        // RFC 1952 §2.3: magic, method 8, flags; name, comment and extra field carry nothing for a status list.
        if (container.length < GZIP_HEADER + GZIP_TRAILER
                || (container[0] & 0xff) != 0x1f
                || (container[1] & 0xff) != 0x8b
                || container[2] != 8) {
            throw new MalformedInput("A Bitstring status list is compressed with GZIP.");
        }
        if (container[3] != 0) {
            throw new MalformedInput("The GZIP header of a status list has no optional fields.");
        }
        var bits = inflate(new Inflater(true), container, GZIP_HEADER, container.length - GZIP_TRAILER, maximum);
        var crc = new CRC32();
        crc.update(bits);
        if (littleEndian(container, container.length - 8) != crc.getValue()
                || littleEndian(container, container.length - 4) != (bits.length & 0xffffffffL)) {
            throw new MalformedInput("The GZIP checksum or length of the status list is wrong.");
        }
        return bits;
    }

    static byte[] zlib(byte[] container, int maximum) {
        return inflate(new Inflater(), container, 0, container.length, maximum);
    }

    private static byte[] inflate(Inflater inflater, byte[] container, int from, int to, int maximum) {
        try {
            inflater.setInput(container, from, to - from);
            var out = new ByteArrayOutputStream();
            var buffer = new byte[16 * 1024];
            while (!inflater.finished()) {
                var count = inflater.inflate(buffer);
                if (count == 0 && !inflater.finished()) {
                    throw new MalformedInput("The compressed status list is cut off.");
                }
                if (out.size() + count > maximum) {
                    throw new MalformedInput.TooLarge("The status list inflates to more than " + maximum + " bytes.");
                }
                out.write(buffer, 0, count);
            }
            if (inflater.getRemaining() != 0) {
                throw new MalformedInput("Something follows the compressed status list.");
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new MalformedInput("The status list is not compressed as it should be.", e);
        } finally {
            inflater.end();
        }
    }

    private static long littleEndian(byte[] bytes, int at) {
        return (bytes[at] & 0xffL)
                | ((bytes[at + 1] & 0xffL) << 8)
                | ((bytes[at + 2] & 0xffL) << 16)
                | ((bytes[at + 3] & 0xffL) << 24);
    }
}
