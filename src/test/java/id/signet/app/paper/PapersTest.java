package id.signet.app.paper;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.cms.DocumentSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
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
            try (PDDocument document = Loader.loadPDF(plain)) {
                String text = new PDFTextStripper().getText(document);
                assertThat(text).contains("某市公证处", "ca978112 ca1bbdca");
                assertThat(text.contains("存证人")).isEqualTo(language != PaperLanguage.EN);
                assertThat(text.contains("Depositor")).isEqualTo(language != PaperLanguage.ZH);
            }
        }
    }
}
