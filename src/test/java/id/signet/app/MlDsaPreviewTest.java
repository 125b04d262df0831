package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Over HTTP: a key that is a preview, where the operator asked for it and where not (docs/adr/0038-ml-dsa-preview.md). */
class MlDsaPreviewTest {

    private static final String ON = "SIGNET_PREVIEW=ML-DSA-44";
    private static final String KEY = "{\"keyType\":\"ML-DSA-44\"}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"vc+jwt,ML-DSA-44", "vc+cose,ML-DSA-44", "dc+sd-jwt,ML-DSA-44", "data-integrity,mldsa44-jcs-2024"})
    void aPaperIsIssuedAndVerifiedInEachFormat(String format, String algorithm) throws IOException {
        try (RunningSignet signet = RunningSignet.sandbox(folder, ON)) {
            JsonNode report = signet.verify(signet.issue(issuer(signet), format));

            assertThat(report.get("verified").booleanValue()).as("%s", report).isTrue();
            assertThat(RunningSignet.check(report, "proof").toString()).contains(algorithm);
        }
    }

    @Test
    void switchedOffNoSuchKeyIsMadeAndNoSignatureByOneCounts() throws IOException {
        String issuer;
        JsonNode issued;
        try (RunningSignet signet = RunningSignet.sandbox(folder, ON)) {
            issuer = issuer(signet);
            issued = signet.issue(issuer, "vc+jwt");
        }
        try (RunningSignet signet = RunningSignet.sandbox(folder)) {
            Answer refused = signet.send("dids/" + issuer + "/keys", KEY);
            JsonNode report = signet.verify(issued);

            assertThat(refused.status()).as("%s", refused).isEqualTo(400);
            assertThat(refused.json().get("detail").stringValue()).contains("Ed25519").doesNotContain("ML-DSA-44");
            assertThat(report.get("verified").booleanValue()).isFalse();
            assertThat(RunningSignet.check(report, "proof").get("code").stringValue())
                    .isEqualTo("key-type-not-accepted");
            assertThat(signet.verify(signet.issue(issuer, "vc+jwt")).get("verified").booleanValue())
                    .as("the older key signs again")
                    .isTrue();
        }
    }

    @Test
    void aKeyOfAPreviewSignsNoOperationAndNoStatusList() throws IOException {
        try (RunningSignet signet = RunningSignet.sandbox(folder, ON)) {
            Answer updateKey = signet.send("dids", "{\"method\":\"weid\",\"keyType\":\"ML-DSA-44\"}");
            Answer alone = signet.send("dids/" + issuer(signet) + "/keys",
                    "{\"keyType\":\"ML-DSA-44\",\"retire\":\"#key-1\"}");

            assertThat(updateKey.status()).as("%s", updateKey).isEqualTo(400);
            assertThat(updateKey.json().get("detail").stringValue()).contains("signs no operations");
            assertThat(alone.status()).as("%s", alone).isEqualTo(400);
            assertThat(alone.json().get("detail").stringValue()).contains("could not sign the status lists");
        }
    }

    /** With an Ed25519 key, and a newer one of ML-DSA-44 that takes over what it may. */
    private static String issuer(RunningSignet signet) throws IOException {
        String issuer = signet.accreditedIssuer();
        Answer added = signet.send("dids/" + issuer + "/keys", KEY);
        assertThat(added.status()).as("%s", added).isEqualTo(200);
        return issuer;
    }
}
