package id.signet.app.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.cms.DocumentSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PapersTest {

    private final DocumentSigner signer = PaperSamples.signer();

    /** Where papers are left for a look, by the system property {@code signet.papers}. */
    private static void keep(String name, byte[] file, Path folder) throws IOException {
        Path kept = Path.of(System.getProperty("signet.papers", folder.toString()));
        Files.createDirectories(kept);
        Files.write(kept.resolve(name), file);
    }

    /** Every line of every page lies between the margins. */
    private static void staysOnThePage(byte[] file) throws IOException {
        try (PDDocument document = Loader.loadPDF(file)) {
            PDFTextStripper stripper = new PDFTextStripper() {
                @Override
                protected void writeString(String text, List<TextPosition> positions) throws IOException {
                    for (TextPosition position : positions) {
                        assertThat(position.getX()).as(text).isGreaterThanOrEqualTo(Sheet.LEFT - 1);
                        assertThat(position.getX() + position.getWidth()).as(text).isLessThanOrEqualTo(Sheet.RIGHT + 1);
                        assertThat(position.getY()).as(text).isLessThan(Sheet.SIZE.getHeight() - 30);
                    }
                    super.writeString(text, positions);
                }
            };
            assertThat(stripper.getText(document)).isNotBlank();
        }
    }

    @Test
    void whatIsTooTallForAPageGoesOnOnTheNext() throws IOException {
        String claim = "某某局".repeat(40);
        List<Paper.Row> rows = List.of(
                new Paper.Row(new Words("很长", "Long"), new Fact.Listed(Collections.nCopies(100, Fact.text(claim)))),
                new Paper.Row(Words.same("label".repeat(500)), Fact.words("字".repeat(5_000), "word ".repeat(5_000))));
        Paper paper = new Paper(Words.same("很长的标题".repeat(100)), Optional.of("题".repeat(2_000)), "1", Optional.empty(),
                Optional.empty(), List.of(new Paper.Section(new Words("内容", "Content"), rows, List.of())), List.of());
        byte[] file = PaperSamples.papers(signer).write(paper, PaperLanguage.BOTH).toArray();
        staysOnThePage(file);
        try (PDDocument document = Loader.loadPDF(file)) {
            assertThat(new PDFTextStripper().getText(document).chars().filter(letter -> letter == '局').count())
                    .isEqualTo(40 * 100);
        }
    }

    @Test
    void whatDoesNotFitFortyPagesIsRefused() {
        List<Paper.Row> rows = Collections.nCopies(Paper.MOST_ROWS,
                new Paper.Row(new Words("很长", "Long"), Fact.text("字".repeat(1_500))));
        Paper paper = new Paper(Words.same("长"), Optional.empty(), "1", Optional.empty(), Optional.empty(),
                List.of(new Paper.Section(new Words("内容", "Content"), rows, List.of())), List.of());
        assertThatThrownBy(() -> PaperSamples.papers(signer).write(paper, PaperLanguage.ZH))
                .isInstanceOf(PaperTooLong.class);
    }

    @Test
    void aPaperIsWrittenInEachLanguage(@TempDir Path folder) throws IOException {
        for (PaperLanguage language : PaperLanguage.values()) {
            byte[] plain = PaperSamples.papers(signer)
                    .write(EvidenceCertificatePaper.of(PaperSamples.deposit(), Optional.empty()), language)
                    .toArray();
            keep("evidence-" + language.text() + ".pdf", plain, folder);
            byte[] odd = PaperSamples.papers(signer)
                    .write(EvidenceCertificatePaper.of(PaperSamples.oddDeposit(), Optional.of(PaperSamples.SANDBOX)),
                            language)
                    .toArray();
            keep("odd-" + language.text() + ".pdf", odd, folder);
            staysOnThePage(plain);
            staysOnThePage(odd);
            try (PDDocument document = Loader.loadPDF(plain)) {
                String text = new PDFTextStripper().getText(document);
                assertThat(text).contains("某市公证处", "ca978112 ca1bbdca");
                assertThat(text.contains("存证人")).isEqualTo(language != PaperLanguage.EN);
                assertThat(text.contains("Depositor")).isEqualTo(language != PaperLanguage.ZH);
            }
        }
    }

    /** What PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) ask of every file, as far as its catalog and pages show it. */
    @Test
    void theCertificateOfEvidenceIsMadeToBeKeptAndToBeReadAloud() throws IOException {
        for (PaperLanguage language : PaperLanguage.values()) {
            byte[] file = PaperSamples.papers(signer)
                    .write(EvidenceCertificatePaper.of(PaperSamples.deposit(), Optional.empty()), language)
                    .toArray();
            try (PDDocument document = Loader.loadPDF(file)) {
                PDDocumentCatalog catalog = document.getDocumentCatalog();
                String metadata = new String(catalog.getMetadata().toByteArray(), StandardCharsets.UTF_8);

                assertThat(document.isEncrypted()).isFalse();
                assertThat(document.getDocument().getDocumentID().size()).as("identifiers of the file").isEqualTo(2);
                assertThat(metadata).contains("<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<");
                assertThat(metadata)
                        .containsPattern("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">[^<]+</rdf:li>");
                assertThat(catalog.getOutputIntents()).singleElement()
                        .satisfies(intent -> assertThat(intent.getDestOutputIntent()).as("profile").isNotNull());
                assertThat(catalog.getMarkInfo().isMarked()).isTrue();
                assertThat(catalog.getStructureTreeRoot().getKids()).isNotEmpty();
                assertThat(catalog.getStructureTreeRoot().getParentTree().getNumbers()).isNotEmpty();
                assertThat(catalog.getLanguage()).isEqualTo(language.main());
                assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
                for (PDPage page : document.getPages()) {
                    assertThat(page.getCOSObject().getNameAsString("Tabs")).as("order of fields").isEqualTo("S");
                    assertThat(page.getCOSObject().containsKey(COSName.STRUCT_PARENTS)).isTrue();
                    assertThat(page.getResources().getFontNames()).isNotEmpty();
                    for (COSName font : page.getResources().getFontNames()) {
                        assertThat(page.getResources().getFont(font).isEmbedded()).as("%s", font).isTrue();
                    }
                }
            }
        }
    }
}
