package id.signet.app;

import static id.signet.app.RunningSignet.check;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.app.cli.CommandLine;
import id.signet.crypto.json.Json;
import id.signet.ledger.note.TlogProofCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The main line with the settings of production, from an empty database to a receipt that is checked offline: DID,
 * authority, type, accreditation, credential, verdict, revocation. Holds on every database, and across a restart.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LifeOfACredentialContract {

    private static final String TYPE = """
                                       {"name":"SwimmingBadge","jsonSchema":{
                                         "$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
                                         "properties":{"credentialSubject":{"type":"object","properties":{
                                           "id":{"type":"string"},"metres":{"type":"integer","minimum":25}},
                                           "required":["metres"]}},"required":["credentialSubject"]}}""";

    @TempDir
    static Path folder;

    private RunningSignet signet;
    private String authority;
    private String issuer;

    /** The settings that choose the database, and whatever must run for it. */
    abstract List<String> database();

    @BeforeAll
    void fromNothingToAnAccreditedIssuer() throws IOException {
        signet = start();
        authority = signet.createDid("weid", "P-256").get("did").stringValue();
        JsonNode named = signet.post(201, "authorities", "{\"did\":\"" + authority + "\",\"name\":\"Swimming board\"}");
        assertThat(named.get("root").booleanValue()).isTrue();
        JsonNode type = signet.post(201, "schemas", TYPE);
        assertThat(type.get("cptId").longValue()).isGreaterThanOrEqualTo(2_000_000);
        issuer = signet.createDid("weid", "Ed25519").get("did").stringValue();
        signet.post(201, "issuers", "{\"did\":\"" + issuer + "\",\"name\":\"Pool\",\"accreditedBy\":\"" + authority
                + "\",\"accreditations\":[{\"credentialType\":\"SwimmingBadge\"}]}");
    }

    @AfterAll
    void stop() {
        signet.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt", "dc+sd-jwt"})
    void aCredentialIsIssuedVerifiedRevokedAndItsReceiptCheckedOffline(String format) throws IOException {
        JsonNode issued = issue(format, "main-line-" + format);
        JsonNode report = verify(issued);
        assertThat(report.get("verified").booleanValue()).as("%s", report).isTrue();
        for (JsonNode row : report.get("checks")) {
            boolean asked = !row.get("name").stringValue().equals("holder-binding");
            assertThat(row.get("result").stringValue()).as("%s", row).isEqualTo(asked ? "passed" : "skipped");
        }

        JsonNode change = signet.changeStatus(issued, "revocation", true);
        JsonNode after = verify(issued);
        assertThat(after.get("verified").booleanValue()).isFalse();
        JsonNode status = check(after, "status");
        assertThat(status.get("code").stringValue()).isEqualTo("revoked");
        assertThat(status.get("evidence").get("list")).isEqualTo(change.get("list"));
        assertThat(status.get("evidence").get("index")).isEqualTo(change.get("index"));

        Path file = Files.writeString(folder.resolve("answer.json"), issued.toString());
        assertThat(CommandLine.run("log", "verify-receipt", "--key", logKey(), file.toString()))
                .isEqualTo(OptionalInt.of(0));
    }

    @Test
    void afterARestartEverythingIsThereAndStillVerifies() throws IOException {
        List<JsonNode> good = new ArrayList<>();
        for (String format : List.of("data-integrity", "vc+jwt", "dc+sd-jwt")) {
            good.add(issue(format, "restart-" + format));
        }
        JsonNode revoked = issue("vc+jwt", "restart-revoked");
        signet.changeStatus(revoked, "revocation", true);
        JsonNode suspended = issue("dc+sd-jwt", "restart-suspended");
        signet.changeStatus(suspended, "suspension", true);
        String web = signet.createDid("web", "P-384").get("did").stringValue();
        JsonNode before = signet.get("/api/v1/dids/" + issuer);
        String key = logKey();
        long size = signet.get("/api/v1/ledger/checkpoint").get("size").longValue();
        String receipt = signet.http().send("GET /api/v1/ledger/entries/0/receipt").body();

        signet.close();
        signet = start();

        assertThat(logKey()).isEqualTo(key);
        JsonNode now = signet.get("/api/v1/dids/" + issuer);
        assertThat(now.get("didDocument")).isEqualTo(before.get("didDocument"));
        assertThat(now.get("versionId")).isEqualTo(before.get("versionId"));
        assertThat(signet.get("/api/v1/dids/" + web).get("did").stringValue()).isEqualTo(web);
        assertThat(signet.get("/api/v1/authorities/" + authority).get("name").stringValue())
                .isEqualTo("Swimming board");
        long newest = signet.get("/api/v1/ledger/checkpoint").get("size").longValue();
        assertThat(newest).isGreaterThanOrEqualTo(size);
        signet.get("/api/v1/ledger/consistency?from=" + size + "&to=" + newest);
        assertThat(TlogProofCodec.decode(receipt).index())
                .isEqualTo(TlogProofCodec.decode(signet.http().send("GET /api/v1/ledger/entries/0/receipt").body())
                        .index());
        for (JsonNode issued : good) {
            assertThat(verify(issued).get("verified").booleanValue()).isTrue();
            JsonNode withoutReceipt = report(issued.get("credential"));
            assertThat(withoutReceipt.get("verified").booleanValue()).isTrue();
            assertThat(check(withoutReceipt, "anchor").get("evidence").get("source").stringValue())
                    .isEqualTo("issued-here");
        }
        assertThat(check(verify(revoked), "status").get("code").stringValue()).isEqualTo("revoked");
        assertThat(check(verify(suspended), "status").get("code").stringValue()).isEqualTo("suspended");
        // Asked again under its key, the same credential comes again, and no new one.
        assertThat(issue("vc+jwt", "restart-vc+jwt")).isEqualTo(good.get(1));
        // And everything goes on.
        signet.changeStatus(suspended, "suspension", false);
        assertThat(verify(suspended).get("verified").booleanValue()).isTrue();
        Answer undone = signet.send("credentials/" + revoked.get("id").stringValue() + "/status",
                "{\"purpose\":\"revocation\",\"value\":false}");
        assertThat(undone.status()).isEqualTo(409);
        assertThat(verify(issue("data-integrity", "after-restart")).get("verified").booleanValue()).isTrue();
    }

    private RunningSignet start() throws IOException {
        List<String> settings = RunningSignet.settingsOfProduction(folder);
        settings.addAll(database());
        return RunningSignet.production(settings);
    }

    private JsonNode issue(String format, String key) throws IOException {
        return signet.post(201, "credentials", "{\"issuer\":\"" + issuer
                + "\",\"type\":[\"VerifiableCredential\",\"SwimmingBadge\"],\"subject\":{\"metres\":100},"
                + "\"status\":[\"revocation\",\"suspension\"],\"format\":\"" + format + "\"}",
                "Idempotency-Key: " + key);
    }

    private JsonNode verify(JsonNode issued) throws IOException {
        return report(issued.get("credential"), issued.get("receipt"));
    }

    /** In production nobody is trusted unless the policy says so. */
    private JsonNode report(JsonNode credential, JsonNode... receipts) throws IOException {
        ObjectNode question = Json.object();
        question.set("credential", credential);
        question.putObject("policy").putArray("authorities").add(authority);
        if (receipts.length > 0) {
            question.putArray("receipts").addAll(List.of(receipts));
        }
        return signet.post(200, "credentials/verify", question.toString());
    }

    private String logKey() throws IOException {
        return signet.http().send("GET /log/key").body().strip();
    }
}
