package id.signet.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.RunningSignet;
import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The look-up page as people use it. */
class EvidencePageInBrowserTest {

    private static final byte[] WORK = "an original work, 原创作品".getBytes(StandardCharsets.UTF_8);
    private static final String TAB = "\uE004";

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static String evidence = "";
    private static Path work = Path.of("");

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        work = Files.write(folder.resolve("work.txt"), WORK);
        String did = signet.createDid("weid", "Ed25519").get("did").stringValue();
        evidence = signet.post(201, "evidence", "{\"author\":\"" + did + "\",\"digests\":{\"sha-256\":\""
                + Bytes.of(Hashes.sha256(WORK)).hex() + "\",\"sm3\":\"" + Bytes.of(Hashes.sm3(WORK)).hex()
                + "\"},\"size\":" + WORK.length + ",\"title\":\"a secret title\",\"findable\":true}")
                .get("id")
                .stringValue();
        signet.post(200, "evidence/" + evidence + "/statements",
                "{\"type\":\"evidence.note\",\"author\":\"" + did + "\",\"text\":\"a secret note\"}");
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    private static String at(String path) {
        return "http://localhost:" + signet.http().port() + path;
    }

    private static void waitForStatus(Browser browser, String part) throws InterruptedException {
        Browser.waitUntil(() -> {
            try {
                return browser.text("#status").contains(part);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Kept where {@code -Dpictures=folder} says. */
    private static void picture(Browser browser, String name) throws IOException {
        String pictures = System.getProperty("pictures", "");
        if (!pictures.isEmpty()) {
            browser.picture(Path.of(pictures).resolve(name + ".png"));
        }
    }

    @Test
    void aFileIsHashedHereAndFoundThere() throws Exception {
        try (Browser browser = Browser.open("en", 1200, 1000)) {
            browser.go(at("/evidence"));
            picture(browser, "search-en-desktop");
            browser.type("#file", work.toString());
            waitForStatus(browser, "Found: one deposit");

            assertThat(browser.text("#hashes")).contains(Bytes.of(Hashes.sha256(WORK)).hex(),
                    Bytes.of(Hashes.sm3(WORK)).hex());
            assertThat(browser.text("#results .card")).contains(evidence, "Stands", "UTC");
            picture(browser, "found-en-desktop");
            browser.click("#results [data-field=id]");
            assertThat(browser.address()).isEqualTo(at("/evidence/" + evidence));
            assertThat(browser.text("main")).contains("Deposited", "Noted").doesNotContain("secret");
            picture(browser, "one-en-desktop");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void whoReadsChineseReadsChineseOnASmallScreenToo() throws Exception {
        try (Browser browser = Browser.open("zh-CN", 500, 900)) {
            browser.go(at("/evidence"));
            assertThat(browser.text("h1")).isEqualTo("这份文件存过证吗？");
            picture(browser, "search-zh-phone");
            browser.type("#file", work.toString());
            waitForStatus(browser, "找到 1 份");
            assertThat(browser.text("#results .card")).contains("有效", "北京时间");
            browser.run("document.getElementById('status').scrollIntoView();");
            picture(browser, "found-zh-phone");
            browser.click("#results [data-field=id]");
            picture(browser, "one-zh-phone");
            assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth;").booleanValue())
                    .isTrue();
            browser.run("window.scrollTo(0, document.body.scrollHeight);");
            picture(browser, "one-zh-phone-end");
            browser.click("nav a[lang=en]");
            assertThat(browser.text("h1")).contains("Deposit");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void onThePageOfADepositAFileIsComparedWithIt() throws Exception {
        Path other = Files.write(folder.resolve("other.txt"), new byte[]{1});
        try (Browser browser = Browser.open("en", 1200, 1000)) {
            browser.go(at("/evidence/" + evidence));
            browser.type("#file", work.toString());
            waitForStatus(browser, "This file is what was deposited");
            picture(browser, "same-en-desktop");
            browser.type("#file", other.toString());
            waitForStatus(browser, "This file is not what was deposited");
            picture(browser, "other-en-desktop");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void whatIsNotFoundIsExplained() throws Exception {
        Path other = Files.write(folder.resolve("unknown.txt"), new byte[]{2});
        try (Browser browser = Browser.open("en", 500, 900)) {
            browser.go(at("/evidence"));
            browser.run(
                    """
                    const data = new DataTransfer();
                    data.items.add(new File([new Uint8Array([2])], 'dropped $& <b>.txt'));
                    document.getElementById('zone').dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true,
                        cancelable: true}));""");
            waitForStatus(browser, "Nothing was found");
            assertThat(browser.text("#hashes")).contains("dropped $& <b>.txt",
                    Bytes.of(Hashes.sha256(Files.readAllBytes(other))).hex());
            assertThat(browser.text("#results")).contains("does not mean that the file was not deposited");
            browser.run("document.getElementById('status').scrollIntoView();");
            picture(browser, "none-en-phone");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** It is hashed in pieces, the page stays alive meanwhile, and what was begun can be left off. */
    @Test
    void fourGigabytesCanBeCancelled() throws Exception {
        Path large = folder.resolve("large.bin");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(4L << 30);
        }
        try (Browser browser = Browser.open("en", 1200, 1000)) {
            browser.go(at("/evidence"));
            browser.type("#file", large.toString());
            waitForStatus(browser, "Hashing large.bin");
            Browser.waitUntil(() -> {
                try {
                    return browser.run("return document.getElementById('bar').value;").asLong() > 0;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            picture(browser, "hashing-en-desktop");
            browser.click("#cancel");
            waitForStatus(browser, "Cancelled");
            assertThat(browser.run("return document.activeElement.id;").stringValue()).isEqualTo("file");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void theWorkerHashesAsTheServiceDoes() throws Exception {
        try (Browser browser = Browser.open("en", 800, 600)) {
            browser.go(at("/evidence"));
            for (int size : List.of(0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 128, 1000, (1 << 20) - 1, 1 << 20,
                    (1 << 20) + 1, (3 << 20) + 77)) {
                byte[] bytes = new byte[size];
                Arrays.setAll(new int[size], i -> bytes[i] = (byte) (i * 7 + i / 251));
                JsonNode hashes = browser
                        .run("""
                             const bytes = Uint8Array.from({length: %d}, (_, i) => i * 7 + Math.floor(i / 251));
                             return await new Promise((resolve) => {
                               const worker = new Worker('/evidence/files/hash.js');
                               worker.onmessage = ({data}) => data.done === undefined && resolve(data);
                               worker.postMessage(new File([bytes], 'x'));
                             });""".formatted(size));
                assertThat(hashes.get("sha256").stringValue()).as("%d bytes", size)
                        .isEqualTo(Bytes.of(Hashes.sha256(bytes)).hex());
                assertThat(hashes.get("sm3").stringValue()).as("%d bytes", size)
                        .isEqualTo(Bytes.of(Hashes.sm3(bytes)).hex());
            }
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void theKeyboardReachesEverythingInItsOrder() throws Exception {
        try (Browser browser = Browser.open("en", 1200, 1000)) {
            browser.go(at("/evidence"));
            StringBuilder way = new StringBuilder();
            for (int i = 0; i < 7; i++) {
                browser.press(TAB);
                way.append(browser.run("const a = document.activeElement; return a.id || a.textContent.trim();")
                        .stringValue()).append(" > ");
                if (i == 0) {
                    picture(browser, "skip-en-desktop");
                }
            }
            assertThat(way.toString()).isEqualTo("Skip to the content > Evidence look-up > English > 中文 > file > digest"
                    + " > Look up > ");
        }
    }

    @Test
    void aHashIsLookedUpByTheFormAlone() throws Exception {
        try (Browser browser = Browser.open("en", 1200, 1000)) {
            browser.go(at("/evidence"));
            browser.type("#digest", " " + Bytes.of(Hashes.sm3(WORK)).hex() + "\uE007");
            Browser.waitUntil(() -> {
                try {
                    return browser.address().contains("digest=");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(browser.text("#results")).contains("Found: one deposit of this hash.", evidence);
            picture(browser, "by-hash-en-desktop");
            browser.go(at("/evidence?digest=abc"));
            picture(browser, "wrong-en-desktop");
            assertThat(browser.text("#wrong")).contains("This is no hash");
        }
    }
}
