package id.signet.app.paper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** A font in one document, of which only the glyphs that are used are embedded. Not for several threads. */
final class Typeface {

    /** The files that come as dependencies. */
    enum File {
        REGULAR("/fonts/ttf/NotoSansSC/NotoSansSC-Regular.ttf"),
        BOLD(
                "/fonts/ttf/NotoSansSC/NotoSansSC-Bold.ttf"),
        MONO(
                "/com/formdev/flatlaf/fonts/jetbrains_mono/JetBrainsMono-Regular.ttf");

        private final String path;

        File(String path) {
            this.path = path;
        }
    }

    private static final Map<File, byte[]> FILES = new ConcurrentHashMap<>();
    /** No line begins with one of these (GB/T 15834 §5.1), */
    private static final String NEVER_FIRST = "、。，．：；！？）】》〉」』〕”’·…—,.;:!?)]}%";
    /** and none ends with one of these. */
    private static final String NEVER_LAST = "（【《〈「『〔“‘([{";
    private static final int FIRST_IDEOGRAPHIC = 0x2e80;

    private final PDType0Font font;
    private final CmapLookup glyphs;
    private final Map<Integer, Float> widths = new HashMap<>();

    Typeface(PDDocument document, File file) throws IOException {
        TrueTypeFont ttf = new TTFParser()
                .parse(new RandomAccessReadBuffer(FILES.computeIfAbsent(file, Typeface::read)));
        ttf.setEnableGsub(false); // or fi becomes one character, which copies as such
        this.glyphs = ttf.getUnicodeCmapLookup();
        this.font = PDType0Font.load(document, ttf, true);
    }

    private static byte[] read(File file) {
        try (InputStream in = Typeface.class.getResourceAsStream(file.path)) {
            return Objects.requireNonNull(in, file.path).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PDType0Font font() {
        return font;
    }

    /** In which every character has a glyph: one without, and one that only changes how others look, shows its code point. */
    String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            boolean hidden = type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
            if (Character.isWhitespace(point)) {
                printable.append(' ');
            } else if (hidden || glyphs.getGlyphId(point) == 0) {
                printable.append(String.format(Locale.ROOT, "[U+%04X]", point));
            } else {
                printable.appendCodePoint(point);
            }
        });
        return printable.toString();
    }

    /** @param text printable */
    float width(String text, float size) {
        float width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            width += width(text.codePointAt(i));
        }
        return width * size / 1_000;
    }

    private float width(int point) {
        return widths.computeIfAbsent(point, this::measure);
    }

    private float measure(int point) {
        try {
            return font.getStringWidth(Character.toString(point));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * In lines no wider than that: between words and between ideographs, and where one word is too wide, inside it.
     *
     * @param text printable
     */
    List<String> lines(String text, float size, float width) {
        int[] points = text.strip().codePoints().toArray();
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < points.length) {
            int end = start;
            int breakAt = start;
            float used = 0;
            while (end < points.length) {
                used += width(points[end]) * size / 1_000;
                if (used > width && end > start) {
                    break;
                }
                end++;
                if (end < points.length && mayBreak(points[end - 1], points[end])) {
                    breakAt = end;
                }
            }
            int stop = end == points.length ? end : breakAt > start ? breakAt : end;
            lines.add(new String(points, start, stop - start).strip());
            start = stop;
            while (start < points.length && points[start] == ' ') {
                start++;
            }
        }
        return lines.isEmpty() ? List.of("") : lines;
    }

    private static boolean mayBreak(int before, int after) {
        if (NEVER_FIRST.indexOf(after) >= 0 || NEVER_LAST.indexOf(before) >= 0) {
            return false;
        }
        return before == ' ' || before >= FIRST_IDEOGRAPHIC || after >= FIRST_IDEOGRAPHIC;
    }
}
