package id.signet.app;

import static id.signet.app.RunningSignet.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.app.config.ConfigurationRefused;
import id.signet.registry.schema.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the README's first command starts: a furnished place to try things in, on this machine only. */
class SandboxTest {

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

    @Test
    void theReadmesCertificateIsIssuedVerifiedAndRevokedWithNothingElseSet() throws IOException {
        String issuer = signet.createDid("weid", "Ed25519").get("did").stringValue();
        signet.accredit(issuer, "TrainingCertificate");
        JsonNode issued = signet.issue(issuer, "data-integrity");
        JsonNode report = signet.verify(issued);
        assertThat(report.get("verified").booleanValue()).as("%s", report).isTrue();
        signet.changeStatus(issued, "revocation", true);
        assertThat(check(signet.verify(issued), "status").get("code").stringValue()).isEqualTo("revoked");
    }

    @Test
    void itHasARootAuthorityAndAType() throws IOException {
        String did = signet.accreditedIssuer();
        JsonNode accreditation = signet.get("/api/v1/issuers/" + did).get("accreditations").get(0);
        assertThat(accreditation.get("accreditedBy").stringValue()).startsWith("did:weid:sandbox:0x");
        assertThat(accreditation.get("credentialType").stringValue()).startsWith("http://localhost:8080/");
        long number = signet.part(SchemaRegistry.class).named("TrainingCertificate").getFirst().cptId();
        assertThat(number).as("a number of the system's").isLessThan(1_000);
        assertThat(signet.get("/api/v1/schemas/" + number).get("type"))
                .isEqualTo(accreditation.get("credentialType"));
    }

    @Test
    void itsSecretsAreFilesOfTheirOwnerAlone() throws IOException {
        for (String secret : List.of("admin.key", "master.key")) {
            assertThat(PosixFilePermissions
                    .toString(Files.getPosixFilePermissions(folder.resolve("data").resolve(secret)))).as(secret)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theDescriptionOfTheApiIsServed() throws IOException {
        for (String page : List.of("/docs", "/docs/openapi.yaml", "/docs/swagger-ui-bundle.js")) {
            Answer answer = signet.http().send("GET " + page);
            assertThat(answer.status()).as(page).isEqualTo(200);
            assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
        }
        assertThat(signet.http().send("GET /docs/application.yaml").status()).isEqualTo(404);
    }

    @Test
    void itListensOnThisMachineOnly(@TempDir Path other) {
        assertThat(signet.context().getEnvironment().getProperty("server.address")).isEqualTo("127.0.0.1");
        assertThatThrownBy(() -> RunningSignet.sandbox(other, "server.address=0.0.0.0"))
                .hasRootCauseInstanceOf(ConfigurationRefused.class)
                .rootCause()
                .hasMessageContaining("loopback");
    }
}
