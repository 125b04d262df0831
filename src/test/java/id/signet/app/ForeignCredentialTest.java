package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.crypto.proof.EddsaJcs2022;
import id.signet.crypto.proof.ProofOptions;
import id.signet.crypto.proof.SecuredDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Credentials that somebody signed at home, at the doors that verify. */
class ForeignCredentialTest {

    private static final String BASE = "https://www.w3.org/ns/credentials/v2";
    private static final String DIGEST_OF_BASE = "sha256-WZVc7WaX1h4D8rJVb+vlMIqxaEKEb1tYbX8fet7JJzQ=";

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static final SigningKey KEY = SoftwareSigningKey.generate(KeyType.ED25519);
    private static final String MULTIKEY = Multikey.encode(KEY.publicKey());
    private static final String OWN = "did:key:" + MULTIKEY;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    @Test
    void D22_aGoodSignatureByAnotherThanTheIssuerIsNotVerifiedHereAndAWarningAtTheVcApi() throws IOException {
        String accredited = signet.accreditedIssuer();
        ObjectNode forged = signed(document(accredited));

        JsonNode report = signet.report(forged);
        assertThat(report.get("verified").booleanValue()).isFalse();
        JsonNode row = RunningSignet.check(report, "issuer-key");
        assertThat(row.get("code").stringValue()).isEqualTo("issuer-mismatch");
        assertThat(row.get("problem").stringValue()).endsWith("#PROOF_VERIFICATION_ERROR");
        Answer vcApi = vcApi(forged);
        assertThat(vcApi.status()).as("%s", vcApi).isEqualTo(200);
        assertThat(vcApi.json().get("problemDetails").toString()).contains("issuer-mismatch", "warning");
    }

    @Test
    void D24_aResourceOfAnotherDigestIsNotVerifiedAtAnyDoor() throws IOException {
        ObjectNode good = document(OWN);
        good.putArray("relatedResource").addObject().put("id", BASE).put("digestSRI", DIGEST_OF_BASE);
        assertThat(vcApi(signed(good)).status()).isEqualTo(200);
        ObjectNode other = document(OWN);
        other.putArray("relatedResource")
                .addObject()
                .put("id", BASE)
                .put("digestSRI", DIGEST_OF_BASE.replace("WZVc", "AAAA"));

        ObjectNode credential = signed(other);

        JsonNode report = signet.report(credential);
        assertThat(report.get("verified").booleanValue()).isFalse();
        assertThat(RunningSignet.check(report, "structure").get("code").stringValue())
                .isEqualTo("related-resource-mismatch");
        Answer vcApi = vcApi(credential);
        assertThat(vcApi.status()).as("%s", vcApi).isEqualTo(400);
        assertThat(vcApi.json().get("verified").booleanValue()).isFalse();
    }

    private static ObjectNode document(String issuer) {
        ObjectNode document = Json.object();
        document.putArray("@context").add(BASE);
        document.putArray("type").add("VerifiableCredential");
        document.put("issuer", issuer);
        document.putObject("credentialSubject").put("id", "urn:uuid:0f3b9a9e-3a0b-4f0e-9d4e-1d8f0b8b2a10");
        return document;
    }

    private static ObjectNode signed(ObjectNode document) {
        return SecuredDocument.sign(document,
                ProofOptions.of(new EddsaJcs2022(), OWN + "#" + MULTIKEY, "assertionMethod"), KEY);
    }

    private static Answer vcApi(ObjectNode credential) throws IOException {
        ObjectNode body = Json.object();
        body.set("verifiableCredential", credential);
        return signet.http()
                .post("/vc-api/credentials/verify", body.toString().getBytes(StandardCharsets.UTF_8),
                        "Content-Type: application/json");
    }
}
