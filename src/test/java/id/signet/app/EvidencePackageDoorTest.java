package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.hash.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over HTTP: packages for a court, checked by a Java of its own. */
class EvidencePackageDoorTest {

    private static final byte[] WORK = "an original work".getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path folder;

    private static RunningSignet signet;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    private static String deposit(String more) throws IOException {
        return signet
                .post(201, "evidence", "{\"digests\":{\"sha-256\":\"" + HexFormat.of().formatHex(Hashes.sha256(WORK))
                        + "\"},\"title\":\"原创作品\"" + more + "}")
                .get("id")
                .stringValue();
    }

    private static Answer get(String path) throws IOException {
        return signet.http().send("GET /api/v1/evidence/" + path, signet.bearer());
    }

    /** The program of a package, over the whole package. */
    private static String checked(Answer zip) throws IOException, InterruptedException {
        assertThat(zip.status()).as("%s", zip).isEqualTo(200);
        assertThat(zip.header("Content-Type")).isEqualTo("application/zip");
        Path file = Files.createTempFile(folder, "package", ".zip");
        Files.write(file, zip.bytes().toArray());
        Path program = Files.createTempDirectory(folder, "program").resolve("Verify.java");
        try (var packed = FileSystems.newFileSystem(file)) {
            Files.copy(packed.getPath("Verify.java"), program);
        }
        Path work = Files.write(folder.resolve("work.txt"), WORK);
        String key = signet.get("/api/v1/ledger/checkpoint").get("verifierKey").stringValue();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), program.toString(),
                file.toString(), work.toString(), "--log-key", key));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(text).isZero();
            return text;
        }
    }

    @Test
    void aPackageVerifiesWithoutTheService() throws Exception {
        String did = signet.createDid("weid", "P-256").get("did").stringValue();
        String id = deposit(",\"author\":\"" + did + "\"");
        signet.post(200, "evidence/" + id + "/statements",
                "{\"type\":\"evidence.note\",\"author\":\"" + did + "\",\"text\":\"Shown to the notary.\"}");

        Answer zip = get(id + "/package");

        assertThat(zip.header("Content-Disposition")).isEqualTo("attachment; filename=\"evidence-" + id + ".zip\"");
        assertThat(checked(zip)).contains("statements/2.json", "VERIFIED").doesNotContain("FAILED");
    }

    @Test
    void aCaseVerifiesInItsOrder() throws Exception {
        String id = signet.post(201, "evidence/cases", "{\"title\":\"Copies of a novel\"}").get("id").stringValue();
        deposit(",\"case\":\"" + id + "\"");
        deposit(",\"case\":\"" + id + "\"");

        assertThat(checked(get("cases/" + id + "/package"))).contains("2 deposits in order");
    }

    @Test
    void nobodyElseGetsIt() throws IOException {
        String id = deposit("");

        assertThat(signet.http().send("GET /api/v1/evidence/" + id + "/package").status()).isEqualTo(401);
        assertThat(get("0000000000000000000000000000000000000000/package").status()).isEqualTo(404);
        assertThat(get("cases/00000000000000000000000000000000/package").status()).isEqualTo(404);
        assertThat(get("nothing/package").status()).isEqualTo(400);
    }
}
