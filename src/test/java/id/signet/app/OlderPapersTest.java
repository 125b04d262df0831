package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.json.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Over HTTP: a paper as others issued them before Data Integrity 1.0, made with the npm package @transmute/vc.js. */
class OlderPapersTest {

    private static final String ISSUER = "did:jwk:eyJrdHkiOiJPS1AiLCJjcnYiOiJFZDI1NTE5IiwieCI6ImdHSDZiN0x5M19JUH"
            + "lNdHZFbGhobVNGaEhTS21oWFplRzBBdnhQUVhkRlEifQ";
    static final String PAPER = """
                                {
                                  "@context": [
                                    "https://www.w3.org/2018/credentials/v1",
                                    "https://w3id.org/security/suites/jws-2020/v1"
                                  ],
                                  "id": "urn:uuid:0b0c3f5e-6f0e-4a3e-9c63-2f7ad0a6a6aa",
                                  "type": [
                                    "VerifiableCredential"
                                  ],
                                  "issuer": "ISSUER",
                                  "issuanceDate": "2026-11-28T00:00:00Z",
                                  "credentialSubject": {
                                    "id": "did:example:holder"
                                  },
                                  "proof": {
                                    "type": "JsonWebSignature2020",
                                    "created": "2026-11-28T00:00:00Z",
                                    "verificationMethod": "ISSUER#0",
                                    "proofPurpose": "assertionMethod",
                                    "jws": "JWS"
                                  }
                                }
                                """.replace("ISSUER", ISSUER)
            .replace("JWS", "eyJhbGciOiJFZERTQSIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..NN"
                    + "qncZLo0DWVoqtV9xYkawzMWizvxbshYuoyKKa6kQODv4tims2uFmkrKVFaFSTzGbqdF_sj6W_aam61IE8IAQ");

    @TempDir
    static Path folder;

    @Test
    void aJsonWebSignature2020IsVerifiedAndNamed() throws IOException {
        try (RunningSignet signet = RunningSignet.sandbox(folder)) {
            ObjectNode paper = StrictJson.parseObject(PAPER);

            JsonNode good = RunningSignet.check(signet.report(paper), "proof");
            JsonNode changed = RunningSignet.check(
                    signet.report(paper.deepCopy().put("issuanceDate", "2026-11-28T00:00:01Z")), "proof");

            assertThat(good.get("result").stringValue()).as("%s", good).isEqualTo("passed");
            assertThat(good.at("/evidence/algorithm").stringValue()).isEqualTo("JsonWebSignature2020");
            assertThat(changed.get("code").stringValue()).isEqualTo("signature-invalid");
        }
    }
}
