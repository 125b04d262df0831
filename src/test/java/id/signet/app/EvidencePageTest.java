package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.app.web.Language;
import id.signet.app.web.Words;
import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over HTTP: the look-up page as it is without a script. {@code EvidencePageInBrowserTest} uses it in a browser. */
class EvidencePageTest {

    private static final String WORK = Bytes.of(Hashes.sha256(new byte[]{1})).hex();

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static String findable = "";
    private static String hidden = "";

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        findable = deposit(WORK, true);
        hidden = deposit(Bytes.of(Hashes.sha256(new byte[]{2})).hex(), false);
        signet.post(200, "evidence/" + findable + "/statements",
                "{\"type\":\"evidence.note\",\"text\":\"a secret note\"}");
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    private static String deposit(String digest, boolean findable) throws IOException {
        return signet
                .post(201, "evidence", "{\"digests\":{\"sha-256\":\"" + digest + "\"},\"title\":\"a secret title\","
                        + "\"name\":\"secret.pdf\",\"findable\":" + findable + "}")
                .get("id")
                .stringValue();
    }

    private static Answer get(String address, String... headers) throws IOException {
        return signet.http().send("GET " + address, headers);
    }

    @Test
    void theBrowsersLanguageIsSpokenUnlessTheReaderChoseAnother() throws IOException {
        assertThat(get("/evidence").body()).contains("<html lang=\"en\">", "Was this file deposited?");
        assertThat(get("/evidence", "Accept-Language: zh-CN,zh;q=0.9,en;q=0.8").body())
                .contains("<html lang=\"zh\">", "这份文件存过证吗？");
        assertThat(get("/evidence", "Accept-Language: en;q=0.5, zh;q=0.9").header("Content-Language")).isEqualTo("zh");
        assertThat(get("/evidence", "Accept-Language: fr, zh;q=0").header("Content-Language")).isEqualTo("en");
        assertThat(get("/evidence", "Accept-Language: ;;;").header("Content-Language")).isEqualTo("en");
        assertThat(get("/evidence?lang=en", "Accept-Language: zh").header("Content-Language")).isEqualTo("en");
        assertThat(get("/evidence?lang=xx", "Accept-Language: zh").header("Content-Language")).isEqualTo("zh");
        assertThat(get("/evidence").header("Vary")).contains("Accept-Language");
    }

    @Test
    void theWordsAreTheSameInBothLanguages() {
        assertThat(Words.read("evidence-page", Language.CHINESE).keys())
                .isEqualTo(Words.read("evidence-page", Language.ENGLISH).keys());
    }

    @Test
    void aDepositIsFoundByItsHashWithoutAScript() throws IOException {
        Answer found = get("/evidence?digest=" + WORK + "&lang=zh");

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body()).contains("找到 1 份", "/evidence/" + findable + "?lang=zh",
                "?digest=" + WORK + "&amp;lang=en").doesNotContain("secret");
    }

    @Test
    void whatIsNotFindableIsNotFoundAndThePageSaysWhatThatMeans() throws IOException {
        assertThat(get("/evidence?digest=" + Bytes.of(Hashes.sha256(new byte[]{2})).hex()).body())
                .contains("Nothing was found.", "That does not mean that the file was not deposited.")
                .doesNotContain(hidden);
    }

    @Test
    void whatIsNoHashIsSaidBesideTheField() throws IOException {
        Answer wrong = get("/evidence?digest=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body()).contains("This is no hash", "aria-invalid=\"true\"",
                "value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"").doesNotContain("<script>alert");
        assertThat(get("/evidence?digest=%20&lang=en").status()).isEqualTo(200);
    }

    @Test
    void thePageOfADepositSaysWhatACertificateShowsAndNoWordsOfIt() throws IOException {
        for (String id : new String[]{findable, hidden}) {
            Answer one = get("/evidence/" + id);
            assertThat(one.status()).isEqualTo(200);
            assertThat(one.body()).contains("Stands", "In the log since", "UTC", "Deposited").doesNotContain("secret");
        }
        assertThat(get("/evidence/" + findable, "Accept-Language: zh").body()).contains("备注", "北京时间（UTC+8）");
    }

    @Test
    void whatItsDepositorTookBackIsShownSo() throws IOException {
        String id = deposit(Bytes.of(Hashes.sha256(new byte[]{3})).hex(), true);
        signet.post(200, "evidence/" + id + "/statements", "{\"type\":\"evidence.revoke\"}");

        assertThat(get("/evidence/" + id).body()).contains("Taken back by its depositor");
    }

    @Test
    void ofErasedEvidenceThePageTellsWhatWasPublished() throws IOException {
        String id = deposit(Bytes.of(Hashes.sha256(new byte[]{4})).hex(), false);
        signet.post(200, "evidence/" + id + "/publication", "{}");
        assertThat(get("/evidence/" + id).body()).contains("The hash stands in the public log since");
        assertThat(signet.delete("evidence/" + id).status()).isEqualTo(204);

        assertThat(get("/evidence/" + id).body())
                .contains("This node knows of the deposit what its depositor published");
    }

    @Test
    void whatIsNotThereIsAPageThatSaysSo() throws IOException {
        for (String id : new String[]{"0000000000000000000000000000000000000000", "nothing"}) {
            Answer missing = get("/evidence/" + id);
            assertThat(missing.status()).isEqualTo(404);
            assertThat(missing.header("Content-Type")).startsWith("text/html");
            assertThat(missing.body()).contains("There is no such deposit here");
        }
    }

    @Test
    void thePageMayLoadItsOwnFilesAndNothingElse() throws IOException {
        Answer page = get("/evidence");

        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "script-src 'self'",
                "form-action 'self'", "frame-ancestors 'none'").doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("style=", "onclick", "http://", "https://");
        for (String file : new String[]{"page.js", "hash.js", "page.css", "icon.svg"}) {
            assertThat(get("/evidence/files/" + file).status()).as(file).isEqualTo(200);
        }
        assertThat(get("/evidence/files/words_en.properties").status()).isEqualTo(404);
    }
}
