package id.signet.app.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.ReaderException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import id.signet.crypto.MalformedInput;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Read back by ZXing's reader from the picture. */
class QrCodeTest {

    private static final String LINK = "https://id.example.gov/t/b1946ac92492d2347c6235b4d2611184#k3yK3yk3yK3yk3yK3yk3yA";

    private static Result read(byte[] png) throws IOException, ReaderException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(
                new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))));
    }

    @ParameterizedTest
    @ValueSource(strings = {LINK, "A", "存证编号：一二三", "HTTPS://ID.EXAMPLE/T/ABC 123"})
    void thePictureIsReadBackAsTheText(String text) throws IOException, ReaderException {
        assertThat(read(QrCode.of(text).png(4)).getText()).isEqualTo(text);
    }

    @Test
    void theErrorLevelIsM() throws IOException, ReaderException {
        var level = read(QrCode.of(LINK).png(4)).getResultMetadata()
                .get(ResultMetadataType.ERROR_CORRECTION_LEVEL);
        assertThat(level).isEqualTo(ErrorCorrectionLevel.M.toString());
    }

    @Test
    void theSvgHasTheSameDarkSquares() {
        QrCode code = QrCode.of(LINK);
        Matcher runs = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\d+z").matcher(code.svg());
        boolean[][] dark = new boolean[code.size()][code.size()];
        while (runs.find()) {
            for (int i = 0; i < Integer.parseInt(runs.group(3)); i++) {
                dark[Integer.parseInt(runs.group(2)) - 4][Integer.parseInt(runs.group(1)) - 4 + i] = true;
            }
        }
        for (int row = 0; row < code.size(); row++) {
            for (int column = 0; column < code.size(); column++) {
                assertThat(dark[row][column]).isEqualTo(code.isDark(column, row));
            }
        }
        assertThat(code.svg()).doesNotContain("id.example.gov").matches("\\p{ASCII}*");
    }

    @Test
    void tooMuchForPaperIsRefused() {
        assertThatThrownBy(() -> QrCode.of("x".repeat(QrCode.LONGEST + 1))).isInstanceOf(MalformedInput.TooLarge.class);
        assertThat(QrCode.of("x".repeat(QrCode.LONGEST)).size()).isGreaterThan(100);
    }
}
