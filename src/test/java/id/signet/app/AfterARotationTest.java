package id.signet.app;

import static id.signet.app.RunningSignet.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.format.CredentialFormats;
import id.signet.crypto.key.KeyId;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.MasterKey;
import id.signet.crypto.key.NoSuchKey;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareKeyRing;
import id.signet.crypto.key.jdbc.JdbcWrappedKeys;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.ledger.state.StoredRows;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.HostedTables;
import id.signet.registry.schema.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an issuer's credentials are worth after its key was changed, or its DID ended, over HTTP. */
class AfterARotationTest {

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

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt", "dc+sd-jwt"})
    void aCredentialLoggedBeforeTheRotationStillVerifiesByItsReceipt(String format) throws IOException {
        String issuer = signet.accreditedIssuer();
        JsonNode issued = signet.issue(issuer, format);
        long retiredAt = retire(issuer, onlyKey(issuer));

        JsonNode report = signet.verify(issued);
        assertVerified(report);
        assertThat(check(report, "anchor").get("evidence").get("source").stringValue()).isEqualTo("receipt");
        assertJudgedAtItsLeaf(report, retiredAt, "the log alone vouches for the time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt", "dc+sd-jwt"})
    void aCredentialLoggedBeforeTheRotationStillVerifiesWhereItWasIssued(String format) throws IOException {
        String issuer = signet.accreditedIssuer();
        JsonNode issued = signet.issue(issuer, format);
        long retiredAt = retire(issuer, onlyKey(issuer));

        JsonNode report = signet.report(issued.get("credential"));
        assertVerified(report);
        assertThat(check(report, "anchor").get("evidence").get("source").stringValue()).isEqualTo("issued-here");
        assertJudgedAtItsLeaf(report, retiredAt, "this node issued it, and its log alone vouches for the time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt", "dc+sd-jwt"})
    void theSameCredentialBackDatedAndSignedAfterTheRotationFailsIssuerKey(String format) throws IOException {
        String issuer = signet.accreditedIssuer();
        JsonNode issued = signet.issue(issuer, format);
        JsonNode model = signet.issue(issuer, "data-integrity");
        String method = onlyKey(issuer);
        SigningKey stolen = stolen(method);
        retire(issuer, method);

        JsonNode forged = backDated(model, format, method, stolen);
        JsonNode report = signet.report(forged);
        assertThat(report.get("verified").booleanValue()).isFalse();
        assertThat(check(report, "proof").get("result").stringValue()).isEqualTo("passed");
        assertOnlyFails(report, "issuer-key", "key-retired");
        assertThat(report.has("credential")).isFalse();
        assertThat(report.get("time").get("claimed").get("validFrom").stringValue()).startsWith("2020-");
        assertThat(report.get("time").has("logged")).isFalse();

        // Nor does the good one's receipt help it.
        JsonNode borrowed = signet.report(forged, issued.get("receipt"));
        assertThat(check(borrowed, "issuer-key").get("code").stringValue()).isEqualTo("key-retired");
        assertThat(check(borrowed, "anchor").get("code").stringValue()).isEqualTo("receipt-invalid");
        // The good one is as good as before.
        assertVerified(signet.verify(issued));
    }

    @Test
    void theRetiredKeyIsErasedAndTheNewOneSigns() throws IOException {
        String issuer = signet.accreditedIssuer();
        String old = onlyKey(issuer);
        KeyId secret = keyId(old);
        retire(issuer, old);

        assertThatThrownBy(() -> signet.part(KeyRing.class).open(secret)).isInstanceOf(NoSuchKey.class);
        Answer wanted = signet.send("credentials", RunningSignet.certificate(issuer, "data-integrity")
                .replaceFirst("\\{", "{\"verificationMethod\":\"" + old + "\","));
        assertThat(wanted.status()).as("%s", wanted).isEqualTo(422);
        assertThat(wanted.json().get("type").stringValue()).isEqualTo("urn:signet:problem:no-fitting-key");

        JsonNode issued = signet.issue(issuer, "data-integrity");
        assertThat(issued.get("credential").get("proof").get("verificationMethod").stringValue()).isNotEqualTo(old);
        JsonNode report = signet.verify(issued);
        assertVerified(report);
        assertThat(check(report, "issuer-key").get("evidence").get("didVersion").stringValue()).isEqualTo("2");
        JsonNode before = signet.http()
                .send("GET /1.0/identifiers/" + issuer + "?versionId=1", "Accept: application/did-resolution")
                .json();
        assertThat(before.get("didDocument").get("assertionMethod").toString()).contains(old);
    }

    @Test
    void aCredentialOfBeforeCanBeRevokedAfterTheRotation() throws IOException {
        String issuer = signet.accreditedIssuer();
        JsonNode issued = signet.issue(issuer, "vc+jwt");
        retire(issuer, onlyKey(issuer));

        signet.changeStatus(issued, "revocation", true);
        assertOnlyFails(signet.verify(issued), "status", "revoked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt", "dc+sd-jwt"})
    void N04_afterDeactivationNewIssuanceIsRefusedAndWhatWasLoggedBeforeStillVerifies(String format)
            throws IOException {
        String issuer = signet.accreditedIssuer();
        JsonNode issued = signet.issue(issuer, format);
        JsonNode model = signet.issue(issuer, "data-integrity");
        String method = onlyKey(issuer);
        SigningKey stolen = stolen(method);
        assertThat(signet.delete("dids/" + issuer).status()).isEqualTo(200);
        assertThat(signet.delete("dids/" + issuer).status()).isEqualTo(200);

        Answer refused = signet.send("credentials", RunningSignet.certificate(issuer, format));
        assertThat(refused.status()).as("%s", refused).isEqualTo(409);
        assertThat(refused.json().get("type").stringValue()).isEqualTo("urn:signet:problem:deactivated");

        assertVerified(signet.verify(issued));
        assertVerified(signet.report(issued.get("credential")));
        JsonNode forged = backDated(model, format, method, stolen);
        assertThat(check(signet.report(forged), "issuer-key").get("code").stringValue())
                .isEqualTo("issuer-deactivated");
    }

    @Test
    void N04_afterDeactivationAStatusStaysAsItWas() throws IOException {
        String issuer = signet.accreditedIssuer();
        JsonNode issued = signet.issue(issuer, "vc+jwt");
        signet.changeStatus(issued, "revocation", true);
        JsonNode other = signet.issue(issuer, "vc+jwt");
        assertThat(signet.delete("dids/" + issuer).status()).isEqualTo(200);

        assertOnlyFails(signet.verify(issued), "status", "revoked");
        Answer late = signet.send("credentials/" + other.get("id").stringValue() + "/status",
                "{\"purpose\":\"revocation\",\"value\":true}");
        assertThat(late.status()).as("%s", late).isEqualTo(409);
        assertVerified(signet.verify(other));
    }

    // ---- the story's steps ----

    private static String onlyKey(String did) throws IOException {
        JsonNode methods = signet.get("/api/v1/dids/" + did).get("didDocument").get("assertionMethod");
        assertThat(methods.size()).isEqualTo(1);
        return methods.get(0).stringValue();
    }

    /** Rotates, and gives the leaf at which the old key ended. */
    private static long retire(String did, String method) throws IOException {
        JsonNode changed = signet.post(200, "dids/" + did + "/keys",
                "{\"keyType\":\"Ed25519\",\"retire\":\"" + method + "\"}", "If-Match: \"1\"");
        assertThat(changed.get("versionId").stringValue()).isEqualTo("2");
        return TlogProofCodec.decode(changed.get("receipt").stringValue()).index().value();
    }

    /** A thief's copy: another key ring on the same database opened the key while it was there, and goes on signing. */
    private static SigningKey stolen(String method) {
        return new SoftwareKeyRing(new JdbcWrappedKeys(signet.part(JdbcClient.class)), signet.part(MasterKey.class),
                Clock.systemUTC()).open(keyId(method));
    }

    private static KeyId keyId(String method) {
        return signet.part(StoredRows.class)
                .get(HostedTables.KEY, DidUrl.parseMethodId(method))
                .orElseThrow()
                .keyId();
    }

    /** The same certificate, but claiming to be of 2020, and signed now. */
    private static JsonNode backDated(JsonNode model, String format, String method, SigningKey key) {
        ObjectNode document = ((ObjectNode) model.get("credential")).deepCopy();
        document.remove(List.of("proof", "credentialStatus"));
        document.put("validFrom", "2020-02-03T04:05:06Z");
        Optional<String> vct = format.equals("dc+sd-jwt")
                ? Optional.of(signet.part(SchemaRegistry.class).named("TrainingCertificate").getFirst().vct())
                : Optional.empty();
        var secured = signet.part(CredentialFormats.class).named(format).orElseThrow();
        var request = secured.prepare(new UnsecuredCredential(document, method, key.publicKey(),
                Instant.parse("2020-02-03T04:05:06Z"), List.of(), Optional.empty(), vct,
                Optional.empty(), Optional.empty()));
        return secured.assemble(request, key.sign(request.signedInput().toArray())).body();
    }

    private static void assertVerified(JsonNode report) {
        assertThat(report.get("verified").booleanValue()).as("%s", report).isTrue();
    }

    private static void assertJudgedAtItsLeaf(JsonNode report, long retiredAt, String vouchedBy) {
        JsonNode row = check(report, "issuer-key");
        JsonNode logged = report.get("time").get("logged");
        assertThat(row.get("message").stringValue()).contains("by version 1 of the issuer's DID document",
                "leaf " + logged.get("leaf").longValue(), vouchedBy, "changed later, at leaf " + retiredAt);
        assertThat(row.get("evidence").get("didVersion").stringValue()).isEqualTo("1");
        assertThat(row.get("evidence").get("vouchedBy").stringValue()).isEqualTo(vouchedBy);
        assertThat(row.get("evidence").get("changedAtLeaf").longValue()).isEqualTo(retiredAt);
        assertThat(logged.get("leaf").longValue()).isLessThan(retiredAt);
        assertThat(logged.get("vouchedBy").stringValue()).isEqualTo(vouchedBy);
    }

    private static void assertOnlyFails(JsonNode report, String check, String code) {
        assertThat(report.get("verified").booleanValue()).isFalse();
        for (JsonNode row : report.get("checks")) {
            if (row.get("name").stringValue().equals(check)) {
                assertThat(row.get("code").stringValue()).as("%s", row).isEqualTo(code);
            } else {
                assertThat(row.get("result").stringValue()).as("%s", row).isIn("passed", "skipped");
            }
        }
    }
}
