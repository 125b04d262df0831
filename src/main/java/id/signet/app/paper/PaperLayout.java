package id.signet.app.paper;

import id.signet.app.paper.Paper.Row;
import id.signet.app.paper.Paper.Section;
import id.signet.app.qr.QrCode;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;

/** Puts a paper on pages of A4. */
final class PaperLayout {

    private static final float CODE_SIDE = 112;
    private static final float LABEL_WIDTH = 128;
    private static final float COLUMN = Sheet.LEFT + LABEL_WIDTH + 14;
    private static final float FACT_WIDTH = Sheet.RIGHT - COLUMN;
    private static final float PADDING = 4.5f;
    private static final int GROUP = 8;
    private static final int GROUPS = 4;
    private static final Pattern GROUPED = Pattern.compile(".{1," + GROUP + "}");
    /** Characters of one fact; what is longer stands whole in the attachment. */
    private static final int LONGEST_FACT = 1_500;
    private static final int LONGEST_LABEL = 120;
    private static final int LONGEST_TITLE = 80;
    /** Of one row, in points: less than a page has. */
    private static final float TALLEST = 480;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    private final Sheet sheet;
    private final PaperLanguage language;
    private float y = Sheet.TOP;

    PaperLayout(Sheet sheet, PaperLanguage language) {
        this.sheet = sheet;
        this.language = language;
    }

    /**
     * Draws all of it.
     *
     * @param signature what stands where the paper is signed
     * @return where the signature has its place, on the last page
     */
    PDRectangle draw(Paper paper, Section signature) throws IOException {
        head(paper);
        for (Section section : paper.sections()) {
            section(section);
        }
        PDRectangle place = signature(signature);
        sheet.feet((foot, page, pages) -> {
            String count = count(page, pages);
            foot.unmarked(Style.FOOT, paper.number(), Sheet.LEFT, Sheet.BOTTOM - 20);
            foot.unmarked(Style.FOOT, count, Sheet.RIGHT - foot.width(Style.FOOT, count), Sheet.BOTTOM - 20);
        });
        return place;
    }

    private String count(int page, int pages) {
        String chinese = "第 " + page + " 页，共 " + pages + " 页";
        String english = "Page " + page + " of " + pages;
        return switch (language) {
            case ZH -> chinese;
            case EN -> english;
            case BOTH -> chinese + " · " + english;
        };
    }

    // ---- head ----

    private void head(Paper paper) throws IOException {
        float top = y;
        float width = paper.code().isPresent() ? Sheet.WIDTH - CODE_SIDE - 18 : Sheet.WIDTH;
        if (paper.warning().isPresent()) {
            Block warning = words(paper.warning().get(), Style.WARNING, Style.WARNING, Sheet.WIDTH - 20);
            float height = warning.height() + 10;
            frame(Ink.WARNING, Sheet.LEFT, y - height, Sheet.WIDTH, height);
            sheet.draw(Sheet.element("P", sheet.root()), warning, Sheet.LEFT + 10, y - 5);
            y -= height + 12;
            top = y;
        }
        PDStructureElement title = Sheet.element("H1", sheet.root());
        y -= 4;
        y = put(title,
                words(new Words(cut(paper.kind().chinese(), LONGEST_TITLE), cut(paper.kind().english(), LONGEST_TITLE)),
                        Style.TITLE, Style.UNDERTITLE, width),
                y);
        y -= 8;
        if (paper.subject().isPresent()) {
            y = put(Sheet.element("P", sheet.root()),
                    new Block(List.of(sheet.part(Style.SUBJECT, "", cut(paper.subject().get(), 300), width))), y);
            y -= 4;
        }
        PDStructureElement number = Sheet.element("P", sheet.root());
        y = put(number, words(new Words("编号", "Number"), Style.LABEL, Style.LABEL_BELOW, width), y);
        y = put(number, new Block(List.of(sheet.part(Style.NUMBER, "", paper.number(), width))), y);
        if (paper.code().isPresent()) {
            y = Math.min(y, code(paper.code().get(), top));
        }
        if (paper.code().filter(Paper.Code::shown).isPresent()) {
            y = address(paper.code().get().address(), y - 4);
        }
        y -= 10;
        sheet.ornament(Ink.ACCENT, Sheet.LEFT, y, Sheet.WIDTH, 1.6f);
        sheet.ornament(Ink.ACCENT, Sheet.LEFT, y - 3, Sheet.WIDTH, 0.5f);
        y -= 14;
    }

    private float code(Paper.Code code, float top) throws IOException {
        float x = Sheet.RIGHT - CODE_SIDE;
        QrCode picture = QrCode.of(code.address().toString());
        sheet.code(picture, description(code), x, top - CODE_SIDE, CODE_SIDE);
        float below = top - CODE_SIDE;
        PDStructureElement caption = Sheet.element("P", sheet.root());
        below = put(caption, words(code.caption(), Style.SMALL, CODE_SIDE), x, below);
        return below;
    }

    private float address(URI address, float top) throws IOException {
        Block block = new Block(List.of(sheet.part(Style.CODE, "", address.toString(), Sheet.WIDTH)));
        sheet.link(Sheet.element("P", sheet.root()), block, address, Sheet.LEFT, top, Sheet.WIDTH);
        return top - block.height();
    }

    private String description(Paper.Code code) {
        String chinese = "二维码：" + code.caption().chinese();
        String english = "QR code: " + code.caption().english();
        return language == PaperLanguage.EN ? english : chinese;
    }

    private float put(PDStructureElement owner, Block block, float top) throws IOException {
        return put(owner, block, Sheet.LEFT, top);
    }

    private float put(PDStructureElement owner, Block block, float x, float top) throws IOException {
        sheet.draw(owner, block, x, top);
        return top - block.height();
    }

    // ---- sections ----

    private void section(Section section) throws IOException {
        List<Cells> rows = section.rows().stream().flatMap(row -> cells(row).stream()).toList();
        float first = rows.isEmpty() ? 40 : rows.getFirst().height();
        need(34 + first);
        heading(section.heading());
        if (!rows.isEmpty()) {
            table(rows);
        }
        for (Words sentence : section.sentences()) {
            Block block = words(sentence, Style.BODY, Style.BODY_BELOW, Sheet.WIDTH);
            need(block.height() + 5);
            y = put(Sheet.element("P", sheet.root()), block, y) - 5;
        }
        y -= 9;
    }

    private void heading(Words words) throws IOException {
        sheet.ornament(Ink.ACCENT, Sheet.LEFT, y - 13, 3, 11);
        heading(words, Sheet.LEFT + 10);
        y -= 20;
    }

    /** In both languages the English stands beside. */
    private void heading(Words words, float x) throws IOException {
        PDStructureElement heading = Sheet.element("H2", sheet.root());
        if (language != PaperLanguage.BOTH || words.isSame()) {
            sheet.draw(heading, words(words, Style.HEADING, Sheet.RIGHT - x), x, y);
            return;
        }
        float after = x + sheet.width(Style.HEADING, words.chinese()) + 8;
        sheet.draw(heading, new Block(List.of(sheet.part(Style.HEADING, PaperLanguage.CHINESE, words.chinese(),
                Sheet.RIGHT - x))), x, y);
        sheet.draw(heading, new Block(List.of(sheet.part(Style.HEADING_BESIDE, PaperLanguage.ENGLISH, words.english(),
                Sheet.RIGHT - after))), after, y);
    }

    private void table(List<Cells> rows) throws IOException {
        PDStructureElement table = Sheet.element("Table", sheet.root());
        sheet.ornament(Ink.LINE, Sheet.LEFT, y, Sheet.WIDTH, 0.6f);
        for (Cells row : rows) {
            if (y - row.height() < Sheet.BOTTOM) {
                turn();
                sheet.ornament(Ink.LINE, Sheet.LEFT, y, Sheet.WIDTH, 0.6f);
            }
            row(table, row, Sheet.LEFT + 2);
            sheet.ornament(Ink.LINE, Sheet.LEFT, y, Sheet.WIDTH, 0.6f);
        }
        y -= 6;
    }

    private void row(PDStructureElement table, Cells row, float x) throws IOException {
        PDStructureElement line = Sheet.element("TR", table);
        PDStructureElement label = Sheet.element("TH", line);
        COSDictionary scope = new COSDictionary();
        scope.setItem(COSName.O, COSName.getPDFName("Table"));
        scope.setItem(COSName.getPDFName("Scope"), COSName.getPDFName("Row"));
        label.getCOSObject().setItem(COSName.A, scope);
        sheet.draw(label, row.label(), x, y - PADDING);
        sheet.draw(Sheet.element("TD", line), row.fact(), COLUMN, y - PADDING);
        y -= row.height();
    }

    private record Cells(Block label, Block fact) {

        float height() {
            return Math.max(label.height(), fact.height()) + 2 * PADDING;
        }
    }

    /** One that is too tall for a page goes on below, under the same label. */
    private List<Cells> cells(Row row) {
        List<Block.Part> fact = new ArrayList<>();
        parts(row.fact(), fact);
        Words label = new Words(cut(row.label().chinese(), LONGEST_LABEL), cut(row.label().english(), LONGEST_LABEL));
        Block left = words(label, Style.LABEL, Style.LABEL_BELOW, LABEL_WIDTH);
        List<Cells> cells = new ArrayList<>();
        List<Block.Part> taken = new ArrayList<>();
        float height = 0;
        for (Block.Part part : fact) {
            for (String line : part.lines()) {
                if (height + part.style().leading() > TALLEST) {
                    cells.add(new Cells(left, new Block(taken)));
                    taken = new ArrayList<>();
                    height = 0;
                }
                boolean same = !taken.isEmpty() && taken.getLast().continues(part);
                taken.add(same ? taken.removeLast().with(line) : part.only(line));
                height += part.style().leading();
            }
        }
        cells.add(new Cells(left, new Block(taken)));
        return cells;
    }

    private void parts(Fact fact, List<Block.Part> parts) {
        switch (fact) {
            case Fact.Said said -> parts.addAll(
                    words(said.words(), Style.BODY, Style.BODY_BELOW, FACT_WIDTH).parts());
            case Fact.Listed listed -> listed.facts().forEach(one -> parts(one, parts));
            case Fact.Hex hex -> parts.add(new Block.Part(Style.CODE, "", grouped(hex.bytes().hex())));
            case Fact.Identifier identifier -> parts.add(
                    sheet.part(Style.CODE, "", cut(identifier.text(), LONGEST_FACT), FACT_WIDTH));
            case Fact.Moment moment -> moments(moment.time(), parts);
        }
    }

    private static List<String> grouped(String hex) {
        List<String> groups = GROUPED.matcher(hex).results().map(MatchResult::group).toList();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < groups.size(); i += GROUPS) {
            lines.add(String.join(" ", groups.subList(i, Math.min(groups.size(), i + GROUPS))));
        }
        return lines;
    }

    private void moments(Instant time, List<Block.Part> parts) {
        if (language.chinese()) {
            parts.add(sheet.part(Style.BODY, PaperLanguage.CHINESE,
                    MOMENT.format(time.atZone(BEIJING)) + " 北京时间（UTC+8）", FACT_WIDTH));
        }
        if (language.english()) {
            parts.add(sheet.part(language == PaperLanguage.BOTH ? Style.BODY_BELOW : Style.BODY, PaperLanguage.ENGLISH,
                    MOMENT.format(time.atZone(ZoneOffset.UTC)) + " UTC", FACT_WIDTH));
        }
    }

    // ---- signature ----

    private PDRectangle signature(Section section) throws IOException {
        List<Cells> rows = section.rows().stream().flatMap(row -> cells(row).stream()).toList();
        float height = (float) rows.stream().mapToDouble(Cells::height).sum() + 36;
        need(height);
        float bottom = y - height;
        sheet.ornament(Ink.GROUND, Sheet.LEFT, bottom, Sheet.WIDTH, height);
        sheet.ornament(Ink.ACCENT, Sheet.LEFT, bottom, 3, height);
        y -= 8;
        heading(section.heading(), Sheet.LEFT + 12);
        y -= 20;
        PDStructureElement table = Sheet.element("Table", sheet.root());
        for (Cells row : rows) {
            row(table, row, Sheet.LEFT + 12);
        }
        y = bottom;
        return new PDRectangle(Sheet.LEFT, bottom, Sheet.WIDTH, height);
    }

    // ---- words ----

    private Block words(Words words, Style style, float width) {
        return words(words, style, style, width);
    }

    /** In both languages the English stands below, in a style of its own, unless it is the same. */
    private Block words(Words words, Style style, Style below, float width) {
        String chinese = cut(words.chinese(), LONGEST_FACT);
        String english = cut(words.english(), LONGEST_FACT);
        if (words.isSame()) {
            return new Block(List.of(sheet.part(style, "", chinese, width)));
        }
        return new Block(switch (language) {
            case ZH -> List.of(sheet.part(style, PaperLanguage.CHINESE, chinese, width));
            case EN -> List.of(sheet.part(style, PaperLanguage.ENGLISH, english, width));
            case BOTH -> List.of(sheet.part(style, PaperLanguage.CHINESE, chinese, width),
                    sheet.part(below, PaperLanguage.ENGLISH, english, width));
        });
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most)) + " …";
    }

    private void frame(Ink ink, float x, float bottom, float width, float height) throws IOException {
        sheet.ornament(ink, x, bottom, width, 0.8f);
        sheet.ornament(ink, x, bottom + height, width, 0.8f);
        sheet.ornament(ink, x, bottom, 0.8f, height);
        sheet.ornament(ink, x + width, bottom, 0.8f, height + 0.8f);
    }

    private void need(float height) throws IOException {
        if (y - height < Sheet.BOTTOM) {
            turn();
        }
    }

    private void turn() throws IOException {
        sheet.newPage();
        y = Sheet.TOP;
    }
}
