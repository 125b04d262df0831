package id.signet.app.qr;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import id.signet.crypto.MalformedInput;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A QR code of error level M, with the quiet zone of four squares that ISO/IEC 18004 §9.1 asks around it. Text of capitals,
 * digits and {@code $%*+-./:} and spaces takes less room than any other.
 */
public final class QrCode {

    /** Characters: what still can be read from paper by an ordinary telephone. */
    public static final int LONGEST = 1_200;

    private static final int QUIET = 4;
    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final ByteMatrix matrix;

    private QrCode(ByteMatrix matrix) {
        this.matrix = matrix;
    }

    /** @throws MalformedInput.TooLarge if the text has more than {@value #LONGEST} bytes in UTF-8 */
    public static QrCode of(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new MalformedInput.TooLarge("a QR code holds at most " + LONGEST + " bytes");
        }
        try {
            return new QrCode(Encoder.encode(text, ErrorCorrectionLevel.M,
                    Map.of(EncodeHintType.CHARACTER_SET, "UTF-8")).getMatrix());
        } catch (WriterException e) {
            throw new MalformedInput("the text does not fit a QR code", e);
        }
    }

    /** How many squares a side has, without the quiet zone. */
    public int size() {
        return matrix.getWidth();
    }

    /** Whether the square is dark; counted from the upper left, from 0. */
    public boolean isDark(int column, int row) {
        return matrix.get(column, row) == 1;
    }

    /** As SVG, one unit a square. Its text is ASCII, and holds nothing of what is encoded. */
    public String svg() {
        int side = size() + 2 * QUIET;
        StringBuilder path = new StringBuilder();
        for (int row = 0; row < size(); row++) {
            for (int column = 0; column < size(); column++) {
                int start = column;
                while (column < size() && isDark(column, row)) {
                    column++;
                }
                if (column > start) {
                    path.append('M')
                            .append(start + QUIET)
                            .append(' ')
                            .append(row + QUIET)
                            .append('h')
                            .append(column - start)
                            .append("v1h-")
                            .append(column - start)
                            .append('z');
                }
            }
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side
                + "\" shape-rendering=\"crispEdges\" role=\"img\"><title>QR code</title><rect width=\"" + side
                + "\" height=\"" + side + "\" fill=\"#fff\"/><path d=\"" + path + "\" fill=\"#000\"/></svg>";
    }

    /**
     * As PNG in black and white.
     *
     * @param scale pixels a square has on a side, 1 to 40
     */
    public byte[] png(int scale) {
        if (scale < 1 || scale > 40) {
            throw new IllegalArgumentException("a square has 1 to 40 pixels on a side");
        }
        int side = (size() + 2 * QUIET) * scale;
        int stride = (side + 7) / 8;
        byte[] lines = new byte[(stride + 1) * side];
        for (int y = 0; y < side; y++) {
            int line = y * (stride + 1) + 1;
            for (int x = 0; x < side; x++) {
                if (!isDarkInside(x / scale - QUIET, y / scale - QUIET)) {
                    lines[line + x / 8] |= (byte) (0x80 >> (x % 8));
                }
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(PNG_SIGNATURE);
        // One bit a pixel, 0 black: bit depth 1, greyscale, and the only methods there are.
        chunk(png, "IHDR", ByteBuffer.allocate(13).putInt(side).putInt(side).put(new byte[]{1, 0, 0, 0, 0}).array());
        chunk(png, "IDAT", deflated(lines));
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private boolean isDarkInside(int column, int row) {
        return column >= 0 && row >= 0 && column < size() && row < size() && isDark(column, row);
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        png.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        png.writeBytes(name);
        png.writeBytes(content);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    private static byte[] deflated(byte[] lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION))) {
            deflater.write(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
