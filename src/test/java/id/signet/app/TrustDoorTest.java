package id.signet.app;

import static id.signet.app.RunningSignet.check;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.ledger.note.TlogProofCodec;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Over HTTP: accreditations end, and everybody can ask who said what, where in the log. */
class TrustDoorTest {

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

    private static JsonNode withdraw(int status, String issuer, String type, String... headers) throws IOException {
        return signet.post(status, "issuers:withdraw",
                "{\"did\":\"" + issuer + "\",\"credentialTypes\":[\"" + type + "\"]}", headers);
    }

    private static JsonNode accreditation(String issuer, String query) throws IOException {
        return signet.get("/api/v1/issuers/" + issuer + "/accreditation?credentialType=TrainingCertificate" + query);
    }

    @Test
    void aWithdrawnAccreditationEndsIssuingAndLeavesWhatWasIssuedGood() throws IOException {
        String issuer = signet.accreditedIssuer();
        JsonNode before = signet.issue(issuer, "vc+jwt");

        JsonNode left = withdraw(201, issuer, "TrainingCertificate", "Idempotency-Key: withdraw-once");
        JsonNode again = withdraw(201, issuer, "TrainingCertificate", "Idempotency-Key: withdraw-once");

        assertThat(left.get("accreditations")).isEmpty();
        assertThat(again.get("accreditations")).isEqualTo(left.get("accreditations"));
        assertThat(signet.send("credentials", RunningSignet.certificate(issuer, "vc+jwt")).status()).isEqualTo(422);
        assertThat(signet.verify(before).get("verified").booleanValue()).isTrue();
        assertThat(check(signet.report(before.get("credential")), "issuer-trust").get("result").stringValue())
                .as("the log knows where it stands")
                .isEqualTo("passed");
    }

    @Test
    void whatNobodyGrantedCannotBeWithdrawn() throws IOException {
        String issuer = signet.accreditedIssuer();

        JsonNode problem = withdraw(404, issuer, "https://elsewhere.example/Diploma");

        assertThat(problem.get("detail").stringValue()).contains("grants the issuer none of these types");
    }

    @Test
    void whoAccreditedIsToldForEveryPlaceInTheLog() throws IOException {
        JsonNode made = signet.createDid("weid", "Ed25519");
        String issuer = made.get("did").stringValue();
        long created = leaf(made);
        signet.accredit(issuer, "TrainingCertificate");
        long accredited = signet.get("/api/v1/issuers/" + issuer).at("/accreditations/0/leaf").longValue();
        long withdrawn = leaf(withdraw(201, issuer, "TrainingCertificate"));

        assertThat(accreditation(issuer, "&leaf=" + created).get("accredited").booleanValue()).isFalse();
        JsonNode then = accreditation(issuer, "&leaf=" + accredited);
        assertThat(then.get("accredited").booleanValue()).isTrue();
        assertThat(then.get("leaf").longValue()).isEqualTo(accredited);
        assertThat(then.get("chain").get(1).get("about").stringValue()).isEqualTo(issuer);
        assertThat(accreditation(issuer, "&leaf=" + withdrawn).get("accredited").booleanValue()).isFalse();
        assertThat(accreditation(issuer, "").get("accredited").booleanValue()).isFalse();
        assertThat(accreditation(issuer, "").get("reason").stringValue()).isEqualTo("not-granted");
        assertThat(then.has("reason")).isFalse();
        Answer ahead = signet.http()
                .send("GET /api/v1/issuers/" + issuer + "/accreditation?credentialType=TrainingCertificate&leaf="
                        + 1_000_000);
        assertThat(ahead.status()).isEqualTo(404);
    }

    @Test
    void theHistoryIsReadPageByPageWithItsReceipts() throws IOException {
        String issuer = signet.accreditedIssuer();
        withdraw(201, issuer, "TrainingCertificate");
        signet.accredit(issuer, "TrainingCertificate");

        JsonNode first = signet.get("/api/v1/issuers/" + issuer + "/history?limit=2&receipts=true");
        JsonNode second = signet
                .get("/api/v1/issuers/" + issuer + "/history?limit=2&before=" + first.get("next").longValue());

        assertThat(first.get("statements")).hasSize(2);
        assertThat(first.at("/statements/1/statement/accreditations")).isEmpty();
        assertThat(first.at("/statements/0/receipt").stringValue()).startsWith("c2sp.org/tlog-proof@v1");
        assertThat(second.get("statements")).hasSize(1);
        assertThat(second.has("next")).isFalse();
        long leaf = second.at("/statements/0/leaf").longValue();
        assertThat(signet.get("/api/v1/ledger/entries/" + leaf).at("/body/body"))
                .isEqualTo(second.at("/statements/0/statement"));
    }

    @Test
    void whoWasNeverNamedHasNoHistory() throws IOException {
        String nobody = signet.createDid("weid", "Ed25519").get("did").stringValue();

        assertThat(signet.http().send("GET /api/v1/issuers/" + nobody + "/history").status()).isEqualTo(404);
        assertThat(signet.http().send("GET /api/v1/authorities/" + nobody + "/history").status()).isEqualTo(404);
        assertThat(signet.http().send("GET /api/v1/issuers/" + signet.accreditedIssuer() + "/history?limit=0").status())
                .isEqualTo(400);
    }

    private static long leaf(JsonNode done) {
        return TlogProofCodec.decode(done.get("receipt").stringValue()).index().value();
    }
}
