package id.signet.app;

import static id.signet.app.RunningSignet.check;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Issued with a selective suite, shown in part, verified by what is shown. */
class SelectiveDisclosureDoorTest {

    private static final String DERIVE = "/api/v1/credentials/derive";

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static String issuer;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        issuer = signet.createDid("weid", "P-256").get("did").stringValue();
        signet.post(200, "dids/" + issuer + "/keys", "{\"keyType\":\"BLS12381G2\"}");
        signet.accredit(issuer, "TrainingCertificate");
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecdsa-sd-2023", "bbs-2023"})
    void aHolderShowsAPartAndItIsVerifiedAnchoredAndRevokedLikeTheWhole(String suite) throws IOException {
        JsonNode issued = issue(suite);
        JsonNode derived = derive(issued.get("credential"), "/credentialSubject/course");

        assertThat(derived.get("credentialSubject").toString()).isEqualTo("{\"course\":\"Fire safety\"}");
        for (String member : List.of("issuer", "validFrom", "credentialStatus", "credentialSchema", "type")) {
            assertThat(derived.get(member)).as(member).isEqualTo(issued.get("credential").get(member));
        }
        for (JsonNode report : List.of(signet.report(derived, issued.get("receipt")), signet.report(derived))) {
            assertThat(report.get("verified").booleanValue()).as("%s", report).isTrue();
            for (String name : List.of("proof", "issuer-key", "validity-period", "status", "schema", "issuer-trust",
                    "anchor")) {
                assertThat(check(report, name).get("result").stringValue()).as(name).isEqualTo("passed");
            }
            assertThat(check(report, "schema").get("evidence").get("withheld").booleanValue()).isTrue();
        }
        // The commitment covers what every part reveals, so the receipt of the whole is that of the part.
        assertThat(anchoredBy(signet.report(derived, issued.get("receipt")))).isEqualTo("receipt");
        assertThat(anchoredBy(signet.report(derived))).isEqualTo("issued-here");

        signet.changeStatus(issued, "revocation", true);
        JsonNode after = signet.report(derived, issued.get("receipt"));
        assertThat(after.get("verified").booleanValue()).isFalse();
        assertThat(check(after, "status").get("code").stringValue()).isEqualTo("revoked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecdsa-sd-2023", "bbs-2023"})
    void whatIsForTheHolderAloneFailsTheProofAndSaysWhy(String suite) throws IOException {
        JsonNode report = signet.verify(issue(suite));

        assertThat(report.get("verified").booleanValue()).isFalse();
        assertThat(check(report, "proof").get("code").stringValue()).isEqualTo("base-proof");
        assertThat(check(report, "proof").get("message").stringValue()).contains("derived");
    }

    @Test
    void aPresentationHeaderIsBoundIntoAProofOfBbs() throws IOException {
        ObjectNode wish = wish(issue("bbs-2023").get("credential"), "/credentialSubject/course");
        wish.put("presentationHeader", "bm9uY2UtMQ");
        Answer answer = send(wish);
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        assertThat(signet.report(answer.json().get("verifiableCredential")).get("verified").booleanValue()).isTrue();
    }

    @Test
    void whatCannotBeIssuedOrDerivedIsNamed() throws IOException {
        JsonNode issued = issue("ecdsa-sd-2023");
        assertProblem(send(wish(issued.get("credential"), "/credentialSubject/nothing")), 422, "pointer-unknown");
        assertProblem(send(wish(issued.get("credential"))), 422, "disclosure-incomplete");
        assertProblem(send(wish(signet.issue(issuer, "data-integrity").get("credential"), "/credentialSubject")), 422,
                "not-a-base-proof");
        ObjectNode changed = (ObjectNode) issued.get("credential").deepCopy();
        changed.withObject("/credentialSubject").put("course", "Crane");
        assertProblem(send(wish(changed, "/credentialSubject/course")), 422, "proof-mismatch");
        assertProblem(send(wish(issued.get("credential"), "credentialSubject")), 400, "malformed");

        assertProblem(signet.send("credentials", RunningSignet.certificate(issuer, "data-integrity\","
                + "\"cryptosuite\":\"ecdsa-sd-2023\",\"mandatoryPointers\":[\"/credentialSubject/nothing\"],\"verificationMethod\":\""
                + issuer + "#key-1")), 422,
                "pointer-unknown");
        assertProblem(signet.send("credentials", RunningSignet.certificate(issuer, "data-integrity\","
                + "\"mandatoryPointers\":[\"/issuer\"],\"cryptosuite\":\"ecdsa-rdfc-2019")), 422,
                "mandatory-pointers-unfit");
    }

    private static String anchoredBy(JsonNode report) {
        return check(report, "anchor").get("evidence").get("source").stringValue();
    }

    private static JsonNode issue(String suite) throws IOException {
        return signet.issue(issuer, "data-integrity\",\"cryptosuite\":\"" + suite);
    }

    /** As a holder, who has no key. */
    private static JsonNode derive(JsonNode base, String... pointers) throws IOException {
        Answer answer = send(wish(base, pointers));
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer.json().get("verifiableCredential");
    }

    private static ObjectNode wish(JsonNode base, String... pointers) {
        ObjectNode wish = Json.object();
        wish.set("verifiableCredential", base);
        wish.set("selectivePointers", Json.array(List.of(pointers)));
        return wish;
    }

    private static Answer send(ObjectNode wish) throws IOException {
        return signet.http()
                .post(DERIVE, wish.toString().getBytes(StandardCharsets.UTF_8), "Content-Type: application/json");
    }

    private static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:" + slug);
    }
}
