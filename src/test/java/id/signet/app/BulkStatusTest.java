package id.signet.app;

import static id.signet.app.RunningSignet.check;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Over HTTP: many credentials are chosen by a filter, seen first, and then changed, exactly those. */
class BulkStatusTest {

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

    private static JsonNode preview(String purpose, boolean value, String issuer, String... filter) throws IOException {
        ObjectNode wish = Json.object().put("purpose", purpose).put("value", value);
        ObjectNode chosen = wish.putObject("filter").put("issuer", issuer);
        for (int i = 0; i < filter.length; i += 2) {
            chosen.put(filter[i], filter[i + 1]);
        }
        return signet.post(200, "credentials/status:preview", wish.toString());
    }

    private static Answer apply(JsonNode preview, String... headers) throws IOException {
        return signet.send("credentials/status:apply",
                Json.object().put("token", preview.get("token").stringValue()).toString(), headers);
    }

    private static JsonNode applied(JsonNode preview) throws IOException {
        Answer answer = apply(preview);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    private static List<JsonNode> issued(String issuer, int many, String format) throws IOException {
        List<JsonNode> issued = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            issued.add(signet.issue(issuer, format));
        }
        return issued;
    }

    private static String status(JsonNode issued) throws IOException {
        return check(signet.verify(issued), "status").path("code").asString("good");
    }

    @Test
    void whatTheFilterFitsIsSuspendedAndResumedAndNothingElse() throws IOException {
        String issuer = signet.accreditedIssuer();
        List<JsonNode> tokens = issued(issuer, 3, "vc+jwt");
        JsonNode other = signet.issue(issuer, "data-integrity");

        JsonNode preview = preview("suspension", true, issuer, "format", "vc+jwt", "credentialType",
                "TrainingCertificate");
        JsonNode suspended = applied(preview);

        assertThat(preview.get("count").intValue()).isEqualTo(3);
        assertThat(preview.get("credentials").valueStream().map(one -> one.get("id").stringValue()))
                .containsExactlyElementsOf(tokens.stream().map(one -> one.get("id").stringValue()).toList());
        assertThat(suspended.get("changed").intValue()).isEqualTo(3);
        assertThat(suspended.get("lists")).hasSize(1);
        for (JsonNode token : tokens) {
            assertThat(status(token)).isEqualTo("suspended");
        }
        assertThat(status(other)).isEqualTo("good");

        assertThat(applied(preview).get("unchanged").intValue()).as("once more changes nothing").isEqualTo(3);
        assertThat(applied(preview("suspension", false, issuer)).get("changed").intValue()).isEqualTo(3);
        assertThat(status(tokens.getFirst())).isEqualTo("good");
    }

    @Test
    void whatIsIssuedAfterThePreviewIsNotTouched() throws IOException {
        String issuer = signet.accreditedIssuer();
        JsonNode before = signet.issue(issuer, "vc+jwt");
        JsonNode preview = preview("revocation", true, issuer);
        JsonNode after = signet.issue(issuer, "vc+jwt");

        assertThat(applied(preview).get("changed").intValue()).isEqualTo(1);
        assertThat(status(before)).isEqualTo("revoked");
        assertThat(status(after)).isEqualTo("good");
    }

    @Test
    void theRevokedAndThoseWithoutAStatusAreNamed() throws IOException {
        String issuer = signet.accreditedIssuer();
        JsonNode revoked = signet.issue(issuer, "vc+jwt");
        signet.changeStatus(revoked, "revocation", true);
        JsonNode bare = signet.post(201, "credentials", RunningSignet.certificate(issuer, "vc+jwt")
                .replace("\"status\":[\"revocation\",\"suspension\"],", ""));
        JsonNode good = signet.issue(issuer, "vc+jwt");

        JsonNode done = applied(preview("suspension", true, issuer));

        assertThat(done.get("changed").intValue()).isEqualTo(1);
        assertThat(done.get("revoked").get(0)).isEqualTo(revoked.get("id"));
        assertThat(done.get("withoutStatus").get(0)).isEqualTo(bare.get("id"));
        assertThat(status(good)).isEqualTo("suspended");
    }

    @Test
    void aRangeOfLeavesAndTimesNarrows() throws IOException {
        String issuer = signet.accreditedIssuer();
        List<JsonNode> issued = issued(issuer, 3, "vc+jwt");
        JsonNode all = preview("suspension", true, issuer);
        long second = all.at("/credentials/1/leaf").longValue();
        String third = all.at("/credentials/2/loggedAt").stringValue();
        ObjectNode wish = Json.object().put("purpose", "suspension").put("value", true);
        wish.putObject("filter").put("issuer", issuer).put("fromLeaf", second).put("untilLeaf", second);

        JsonNode one = signet.post(200, "credentials/status:preview", wish.toString());

        assertThat(one.get("count").intValue()).isEqualTo(1);
        assertThat(one.at("/credentials/0/id")).isEqualTo(issued.get(1).get("id"));
        assertThat(preview("suspension", true, issuer, "issuedBefore", "2020-01-01T00:00:00Z").get("count").intValue())
                .isZero();
        assertThat(preview("suspension", true, issuer, "issuedFrom", third).get("count").intValue()).isPositive();
    }

    @Test
    void aTokenThatWasChangedOrIsAnotherTenantsAppliesNothing() throws IOException {
        String issuer = signet.accreditedIssuer();
        JsonNode issued = signet.issue(issuer, "vc+jwt");
        JsonNode preview = preview("revocation", true, issuer);
        String token = preview.get("token").stringValue();
        ObjectNode changed = Json.object()
                .put("token", token.substring(0, 40) + (token.charAt(40) == 'A' ? 'B' : 'A') + token.substring(41));
        signet.post(201, "tenants", "{\"id\":\"neighbour\",\"name\":\"Neighbour\"}");
        JsonNode key = signet.post(201, "tenants/neighbour/api-keys", "{\"name\":\"other\",\"roles\":[\"issuer\"]}");

        assertThat(signet.send("credentials/status:apply", changed.toString()).status()).isEqualTo(422);
        Answer stranger = signet.http()
                .post("/api/v1/credentials/status:apply", asBody(token), "Content-Type: application/json",
                        "Authorization: Bearer " + key.get("key").stringValue());
        assertThat(stranger.status()).as("%s", stranger).isEqualTo(422);
        assertThat(status(issued)).isEqualTo("good");
    }

    private static byte[] asBody(String token) {
        return Json.object().put("token", token).toString().getBytes(StandardCharsets.UTF_8);
    }
}
