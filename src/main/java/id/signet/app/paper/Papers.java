package id.signet.app.paper;

import id.signet.app.paper.Paper.Row;
import id.signet.app.paper.Paper.Section;
import id.signet.credential.paper.PaperSigner;
import id.signet.crypto.Bytes;
import id.signet.crypto.cms.DocumentSigner;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import javax.security.auth.x500.X500Principal;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.graphics.color.PDOutputIntent;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/** Makes signed files of papers. */
public final class Papers {

    private static final COSName ETSI = COSName.getPDFName("ETSI.CAdES.detached");
    private static final COSName ASSOCIATED_FILES = COSName.getPDFName("AF");
    private static final COSName RELATIONSHIP = COSName.getPDFName("AFRelationship");
    private static final byte[] SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    private final Supplier<PaperSigning> signing;
    private final Clock clock;
    /** Each has two fonts of ten megabytes to look into. */
    private final Semaphore atOnce = new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

    /** @param signing asked for each paper */
    public Papers(Supplier<PaperSigning> signing, Clock clock) {
        this.signing = signing;
        this.clock = clock;
    }

    /**
     * The file of a paper, signed.
     *
     * @throws PaperTooLong if it does not fit the pages that a paper may have
     */
    public Bytes write(Paper paper, PaperLanguage language) {
        PaperSigning signs = signing.get();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        atOnce.acquireUninterruptibly();
        byte[] file;
        try {
            file = file(paper, language, signs.signer(), now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            atOnce.release();
        }
        return Bytes.of(SignaturePlace.sign(file, signs::sign));
    }

    private static byte[] file(Paper paper, PaperLanguage language, DocumentSigner signer, Instant now)
            throws IOException {
        try (PDDocument document = new PDDocument(IOUtils.createMemoryOnlyStreamCache())) {
            document.setVersion(1.7f);
            PDDocumentCatalog catalog = document.getDocumentCatalog();
            Sheet sheet = new Sheet(document, language.main());
            try (sheet) {
                PDRectangle place = new PaperLayout(sheet, language).draw(paper, signature(signer, now));
                sign(document, sheet, place, language, signer, now);
            }
            catalog.setStructureTreeRoot(sheet.tree());
            describe(document, catalog, title(paper, language), language, now);
            attach(document, catalog, paper.attachments(), now);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out, CompressParameters.NO_COMPRESSION);
            return out.toByteArray();
        }
    }

    static String title(Paper paper, PaperLanguage language) {
        String kind = switch (language) {
            case ZH -> paper.kind().chinese();
            case EN -> paper.kind().english();
            case BOTH -> paper.kind().isSame()
                    ? paper.kind().chinese()
                    : paper.kind().chinese() + " " + paper.kind().english();
        };
        return kind + " " + paper.number();
    }

    // ---- what the file says of itself ----

    private static void describe(PDDocument document, PDDocumentCatalog catalog, String title, PaperLanguage language,
            Instant now) throws IOException {
        catalog.setLanguage(language.main());
        PDMarkInfo mark = new PDMarkInfo();
        mark.setMarked(true);
        catalog.setMarkInfo(mark);
        PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        catalog.setViewerPreferences(preferences);
        PDMetadata metadata = new PDMetadata(document);
        metadata.importXMPMetadata(PaperMetadata.of(title, language.main(), now));
        catalog.setMetadata(metadata);
        PDOutputIntent intent = new PDOutputIntent(document, new ByteArrayInputStream(SRGB));
        intent.setInfo("sRGB IEC61966-2.1");
        intent.setOutputCondition("sRGB IEC61966-2.1");
        intent.setOutputConditionIdentifier("sRGB IEC61966-2.1");
        intent.setRegistryName("http://www.color.org");
        catalog.addOutputIntent(intent);
    }

    private static void attach(PDDocument document, PDDocumentCatalog catalog, List<Attachment> attachments,
            Instant now) throws IOException {
        Map<String, PDComplexFileSpecification> names = new TreeMap<>();
        COSArray associated = new COSArray();
        for (Attachment attachment : attachments) {
            PDEmbeddedFile file = new PDEmbeddedFile(document,
                    new ByteArrayInputStream(attachment.content().toArray()), COSName.FLATE_DECODE);
            file.setSubtype(attachment.mediaType());
            file.setSize(attachment.content().size());
            file.setModDate(calendar(now));
            PDComplexFileSpecification specification = new PDComplexFileSpecification();
            specification.setFile(attachment.name());
            specification.setFileUnicode(attachment.name());
            specification.setFileDescription(attachment.description());
            specification.setEmbeddedFile(file);
            specification.setEmbeddedFileUnicode(file);
            specification.getCOSObject()
                    .setItem(RELATIONSHIP, COSName.getPDFName(attachment.relation().text()));
            associated.add(specification.getCOSObject());
            if (names.put(attachment.name(), specification) != null) {
                throw new IllegalArgumentException("two attachments have one name");
            }
        }
        if (!names.isEmpty()) {
            PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
            tree.setNames(names);
            PDDocumentNameDictionary dictionary = new PDDocumentNameDictionary(catalog);
            dictionary.setEmbeddedFiles(tree);
            catalog.setNames(dictionary);
            catalog.getCOSObject().setItem(ASSOCIATED_FILES, associated);
        }
    }

    // ---- signature ----

    private static Section signature(DocumentSigner signer, Instant now) {
        X509Certificate certificate = signer.certificate();
        List<Row> rows = new ArrayList<>();
        String name = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
        rows.add(new Row(new Words("签名者", "Signed by"), Fact.text(name.replaceFirst("^CN=([^,+\\\\]+)$", "$1"))));
        rows.add(new Row(new Words("签名时间", "Signed at"), new Fact.Moment(now)));
        rows.add(new Row(new Words("证书指纹（SHA-256）", "Certificate, SHA-256"),
                new Fact.Hex(PaperSigner.fingerprint(certificate))));
        return new Section(new Words("电子签名", "Electronic signature"), rows, List.of());
    }

    private static void sign(PDDocument document, Sheet sheet, PDRectangle place, PaperLanguage language,
            DocumentSigner signer, Instant now) throws IOException {
        PDSignature signature = new PDSignature();
        signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
        signature.setSubFilter(ETSI);
        signature.setName(signer.certificate().getSubjectX500Principal().getName(X500Principal.RFC2253));
        signature.setSignDate(calendar(now));
        SignaturePlace.reserve(signature);

        PDAcroForm form = new PDAcroForm(document);
        form.setSignaturesExist(true);
        form.setAppendOnly(true);
        document.getDocumentCatalog().setAcroForm(form);
        PDSignatureField field = new PDSignatureField(form);
        field.setPartialName("signature");
        field.setAlternateFieldName(language == PaperLanguage.EN ? "Electronic signature" : "电子签名");
        field.getCOSObject().setItem(COSName.V, signature);
        form.setFields(List.of(field));

        PDAnnotationWidget widget = field.getWidgets().getFirst();
        widget.setRectangle(place);
        widget.setLocked(true);
        PDAppearanceStream nothing = new PDAppearanceStream(document);
        nothing.setBBox(new PDRectangle(place.getWidth(), place.getHeight()));
        PDAppearanceDictionary appearance = new PDAppearanceDictionary();
        appearance.setNormalAppearance(nothing);
        widget.setAppearance(appearance);
        PDStructureElement owner = Sheet.element("Form", sheet.root());
        owner.setAlternateDescription(language == PaperLanguage.EN ? "Electronic signature" : "电子签名");
        sheet.annotate(owner, widget);
    }

    private static GregorianCalendar calendar(Instant time) {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        calendar.setTimeInMillis(time.toEpochMilli());
        return calendar;
    }
}
