package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The content of a work is kept for who asks for it, and for nobody else. */
class KeptWorksTest {

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static Path works;
    private static String neighbour;

    private final byte[] work = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);

    @BeforeAll
    static void start() throws IOException {
        works = Files.createDirectory(folder.resolve("works"));
        signet = RunningSignet.sandbox(folder.resolve("data"), "SIGNET_WORKS_DIR=" + works);
        signet.post(201, "tenants", "{\"id\":\"arriving\",\"name\":\"Neighbour\"}");
        neighbour = "Authorization: Bearer " + signet.post(201, "tenants/arriving/api-keys",
                "{\"name\":\"issuer\",\"roles\":[\"issuer\"]}").get("key").stringValue();
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    private Answer deposit(String query, String bearer) throws IOException {
        return signet.http()
                .post("/api/v1/evidence/files" + query, work, bearer, "Content-Type: application/octet-stream");
    }

    private String deposited(String query, String bearer) throws IOException {
        Answer answer = deposit(query, bearer);
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer.json().get("id").stringValue();
    }

    private static Answer content(String id, String... headers) throws IOException {
        return signet.http().send("GET /api/v1/evidence/" + id + "/content", headers);
    }

    private static long files() throws IOException {
        try (var files = Files.walk(works)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void whatIsToBeKeptComesBackAsItWasToItsTenantAlone() throws IOException {
        String id = deposited("?keep=true", signet.bearer());

        assertThat(content(id, signet.bearer()).bytes().toArray()).isEqualTo(work);
        assertThat(content(id, neighbour).status()).isEqualTo(404);
        assertThat(content(id).status()).isEqualTo(401);
    }

    @Test
    void withoutAWordNothingIsKept() throws IOException {
        long before = files();

        assertThat(content(deposited("", signet.bearer()), signet.bearer()).status()).isEqualTo(404);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aRefusedDepositLeavesNothing() throws IOException {
        long before = files();

        assertThat(deposit("?keep=true&case=nobody", signet.bearer()).status()).isEqualTo(400);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void theContentGoesWithTheLastDepositOfIt() throws IOException {
        long before = files();
        String first = deposited("?keep=true", signet.bearer());
        String second = deposited("?keep=true", signet.bearer());
        deposited("?keep=true", neighbour);
        assertThat(files()).as("one for each tenant").isEqualTo(before + 2);

        signet.delete("evidence/" + first);
        assertThat(content(second, signet.bearer()).status()).isEqualTo(200);
        signet.delete("evidence/" + second);

        assertThat(files()).isEqualTo(before + 1);
    }

    @Test
    void aWordThatIsNeitherTrueNorFalseIsRefused() throws IOException {
        assertThat(deposit("?keep=yes", signet.bearer()).json().get("detail").stringValue()).contains("'keep'");
    }
}
