package id.signet.app.paper;

import id.signet.app.qr.QrCode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkedContentReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDObjectReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;

/**
 * Pages on which everything that is drawn has its place in the tree of structure, or is marked as ornament (ISO 32000-1 §14.7,
 * ISO 14289-1). Measures are in points, from the lower left.
 */
final class Sheet implements AutoCloseable {

    static final PDRectangle SIZE = PDRectangle.A4;
    static final float LEFT = 57;
    static final float RIGHT = SIZE.getWidth() - 57;
    static final float WIDTH = RIGHT - LEFT;
    static final float TOP = SIZE.getHeight() - 54;
    static final float BOTTOM = 64;
    static final int MOST_PAGES = 40;

    private static final COSName STRUCT_PARENT = COSName.getPDFName("StructParent");

    private final PDDocument document;
    private final String language;
    private final Map<Typeface.File, Typeface> faces = new EnumMap<>(Typeface.File.class);
    private final PDStructureTreeRoot tree = new PDStructureTreeRoot();
    private final PDStructureElement root;
    /** By the key of a page or an annotation: what its content belongs to (ISO 32000-1 §14.7.4.4). */
    private final List<Object> parents = new ArrayList<>();

    private PDPage page;
    private PDPageContentStream content;
    private COSArray elementsOfPage;

    Sheet(PDDocument document, String language) throws IOException {
        this.document = document;
        this.language = language;
        for (Typeface.File file : Typeface.File.values()) {
            faces.put(file, new Typeface(document, file));
        }
        this.root = new PDStructureElement("Document", tree);
        tree.appendKid(root);
        this.page = new PDPage(SIZE);
        this.elementsOfPage = new COSArray();
        this.content = begin();
    }

    private PDPageContentStream begin() throws IOException {
        if (document.getNumberOfPages() >= MOST_PAGES) {
            throw new PaperTooLong();
        }
        document.addPage(page);
        page.getCOSObject().setItem(COSName.getPDFName("Tabs"), COSName.S);
        page.setStructParents(parents.size());
        parents.add(elementsOfPage);
        return new PDPageContentStream(document, page);
    }

    void newPage() throws IOException {
        content.close();
        page = new PDPage(SIZE);
        elementsOfPage = new COSArray();
        content = begin();
    }

    PDStructureElement root() {
        return root;
    }

    PDStructureTreeRoot tree() {
        return tree;
    }

    PDPage page() {
        return page;
    }

    Typeface face(Style style) {
        Typeface face = faces.get(style.face());
        if (face == null) {
            throw new IllegalStateException("every face is loaded");
        }
        return face;
    }

    static PDStructureElement element(String type, PDStructureElement parent) {
        PDStructureElement element = new PDStructureElement(type, parent);
        parent.appendKid(element);
        return element;
    }

    /** Broken into lines. */
    Block.Part part(Style style, String inLanguage, String text, float width) {
        Typeface face = face(style);
        return new Block.Part(style, inLanguage, face.lines(face.printable(text), style.size(), width));
    }

    /** Draws words below each other, the top of the first line at {@code y}, as content of an element. */
    void draw(PDStructureElement owner, Block block, float x, float y) throws IOException {
        float top = y;
        for (Block.Part part : block.parts()) {
            PDStructureElement element = owner;
            if (!part.language().isEmpty() && !part.language().equals(language)) {
                element = element("Span", owner);
                element.setLanguage(part.language());
            }
            mark(element, owner.getStructureType());
            text(part, x, top);
            content.endMarkedContent();
            top -= part.height();
        }
    }

    private void text(Block.Part part, float x, float top) throws IOException {
        Style style = part.style();
        content.setNonStrokingColor(style.ink().red(), style.ink().green(), style.ink().blue());
        content.beginText();
        content.setFont(face(style).font(), style.size());
        content.setLeading(style.leading());
        content.newLineAtOffset(x, top - style.leading() / 2 - style.size() * 0.36f);
        for (int i = 0; i < part.lines().size(); i++) {
            if (i > 0) {
                content.newLine();
            }
            content.showText(part.lines().get(i));
        }
        content.endText();
    }

    private void mark(PDStructureElement element, String tag) throws IOException {
        int id = elementsOfPage.size();
        elementsOfPage.add(element.getCOSObject());
        PDMarkedContentReference reference = new PDMarkedContentReference();
        reference.setPage(page);
        reference.setMCID(id);
        element.appendKid(reference);
        content.beginMarkedContent(COSName.getPDFName(tag), id);
    }

    /** A filled rectangle that means nothing. */
    void ornament(Ink ink, float x, float y, float width, float height) throws IOException {
        content.beginMarkedContent(COSName.ARTIFACT);
        fill(ink, x, y, width, height);
        content.endMarkedContent();
    }

    private void fill(Ink ink, float x, float y, float width, float height) throws IOException {
        content.setNonStrokingColor(ink.red(), ink.green(), ink.blue());
        content.addRect(x, y, width, height);
        content.fill();
    }

    /** A square with its quiet zone, its lower left corner there. */
    void code(QrCode code, String description, float x, float y, float side) throws IOException {
        PDStructureElement figure = element("Figure", root);
        figure.setAlternateDescription(description);
        figure.getCOSObject().setItem(COSName.A, placement(x, y, side));
        mark(figure, "Figure");
        content.setNonStrokingColor(0f, 0f, 0f);
        float square = side / (code.size() + 8);
        for (int row = 0; row < code.size(); row++) {
            for (int column = 0; column < code.size(); column++) {
                int start = column;
                while (column < code.size() && code.isDark(column, row)) {
                    column++;
                }
                if (column > start) {
                    content.addRect(x + square * (start + 4), y + square * (code.size() + 3 - row),
                            square * (column - start), square);
                }
            }
        }
        content.fill();
        content.endMarkedContent();
    }

    private static COSDictionary placement(float x, float y, float side) {
        COSDictionary attributes = new COSDictionary();
        attributes.setItem(COSName.O, COSName.getPDFName("Layout"));
        attributes.setItem(COSName.getPDFName("Placement"), COSName.getPDFName("Block"));
        attributes.setItem(COSName.BBOX, new PDRectangle(x, y, side, side).getCOSArray());
        return attributes;
    }

    /** Words that open an address when they are touched. */
    void link(PDStructureElement owner, Block block, URI address, float x, float y, float width) throws IOException {
        PDStructureElement link = element("Link", owner);
        draw(link, block, x, y);
        PDAnnotationLink annotation = new PDAnnotationLink();
        annotation.setRectangle(new PDRectangle(x, y - block.height(), width, block.height()));
        COSArray noBorder = new COSArray();
        for (int i = 0; i < 3; i++) {
            noBorder.add(COSInteger.ZERO);
        }
        annotation.setBorder(noBorder);
        PDActionURI action = new PDActionURI();
        action.setURI(address.toString());
        annotation.setAction(action);
        annotation.setContents(address.toString());
        annotate(link, annotation);
    }

    /** Puts an annotation on the page, as part of an element. */
    void annotate(PDStructureElement owner, PDAnnotation annotation) throws IOException {
        annotation.setPage(page);
        annotation.setPrinted(true);
        annotation.getCOSObject().setInt(STRUCT_PARENT, parents.size());
        parents.add(owner.getCOSObject());
        page.getAnnotations().add(annotation);
        PDObjectReference reference = new PDObjectReference();
        reference.setReferencedObject(annotation);
        reference.getCOSObject().setItem(COSName.PG, page.getCOSObject());
        owner.appendKid(reference);
    }

    /** Draws the same kind of line on each page, now that it is known how many there are. */
    void feet(Foot foot) throws IOException {
        content.close();
        int count = document.getNumberOfPages();
        for (int i = 0; i < count; i++) {
            page = document.getPage(i);
            content = new PDPageContentStream(document, page, AppendMode.APPEND, true, true);
            content.beginMarkedContent(COSName.ARTIFACT);
            fill(Ink.LINE, LEFT, BOTTOM - 14, WIDTH, 0.6f);
            foot.draw(this, i + 1, count);
            content.endMarkedContent();
            content.close();
        }
    }

    /** One line of ornament. */
    @FunctionalInterface
    interface Foot {

        void draw(Sheet sheet, int page, int pages) throws IOException;
    }

    /** Only for {@link Foot}: words without a place in the structure. */
    void unmarked(Style style, String text, float x, float top) throws IOException {
        text(new Block.Part(style, "", List.of(face(style).printable(text))), x, top);
    }

    float width(Style style, String text) {
        return face(style).width(face(style).printable(text), style.size());
    }

    /** The tree as a whole; after this nothing is drawn. */
    @Override
    public void close() throws IOException {
        content.close();
        COSArray numbers = new COSArray();
        for (int key = 0; key < parents.size(); key++) {
            numbers.add(COSInteger.get(key));
            switch (parents.get(key)) {
                case COSArray ofPage -> numbers.add(ofPage);
                case COSDictionary element -> numbers.add(element);
                default -> throw new IllegalStateException("a parent is of a page or of an annotation");
            }
        }
        COSDictionary parentTree = new COSDictionary();
        parentTree.setItem(COSName.NUMS, numbers);
        tree.getCOSObject().setItem(COSName.getPDFName("ParentTree"), parentTree);
        tree.setParentTreeNextKey(parents.size());
    }
}
