package id.signet.app;

import static id.signet.app.RunningSignet.check;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.credential.verify.Types;
import id.signet.crypto.Bytes;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.testing.TrapHost;
import id.signet.registry.net.Names;
import id.signet.registry.net.ResourceDigest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A type over HTTP: registered with its metadata, issued in each format, and verified; others' hosts are a trap on this machine. */
class RegisteredTypesTest {

    private static final String SCHEMA = """
                                         {"type": "object", "required": ["credentialSubject"], "properties": {"credentialSubject": {"type": "object",
                                           "properties": {"course": {"type": "string"}, "grade": {"type": "integer"}}}}}""";
    private static final String EVERY_KIND_OF_CLAIM = """
                                                      {"type": "object", "properties": {"credentialSubject": {"type": "object", "properties": {
                                                        "id": {"type": "string"}, "name": {"type": "string"}, "passed": {"type": "boolean"},
                                                        "hours": {"type": "integer"}, "share": {"type": "number"}, "Größe": {"type": "string"},
                                                        "status": {"type": "string"}, "evidence": {"type": "string"}, "free": {"type": "object"},
                                                        "levels": {"type": "array", "items": {"type": "string"}},
                                                        "place": {"type": "object", "properties": {"city": {"type": "string"},
                                                          "position": {"type": "object", "properties": {"lat": {"type": "number"}, "long": {"type": "number"}}}}},
                                                        "parts": {"type": "array", "items": {"type": "object", "properties": {"title": {"type": "string"},
                                                          "marks": {"type": "array", "items": {"type": "integer"}}}}}}}}}""";
    private static final String ALL_OF_THEM = """
                                              {"id": "did:example:holder", "name": "Žofie", "passed": true, "hours": 12, "share": 0.25, "Größe": "klein",
                                               "status": "good", "evidence": "seen", "free": {"any": ["thing", {"goes": 1}]}, "levels": ["A", "B", "A"],
                                               "place": {"city": "Brno", "position": {"lat": 49.2, "long": 16.6}},
                                               "parts": [{"title": "one", "marks": [1, 2, 1]}, {"title": "two", "marks": [3]}]}""";

    @TempDir
    static Path folder;

    private static TrapHost trap;
    private static RunningSignet signet;
    private static String issuer;
    private static int number;

    @BeforeAll
    static void start() throws IOException {
        trap = new TrapHost(folder, "-ext", "san=dns:other.example");
        Path certificate = Files.writeString(folder.resolve("trap.pem"), trap.certificate());
        signet = RunningSignet.sandbox(folder, Names.class,
                (Names) host -> List.of(InetAddress.ofLiteral("127.0.0.1")), "SIGNET_OUTBOUND_PORTS=" + trap.port(),
                "SIGNET_OUTBOUND_NETWORKS=127.0.0.0/8", "SIGNET_OUTBOUND_CERTIFICATES=" + certificate);
        issuer = signet.accreditedIssuer();
    }

    @AfterAll
    static void stop() {
        signet.close();
        trap.close();
    }

    private static String theirs(String path) {
        return "https://other.example:" + trap.port() + path;
    }

    /** Registers a type of a new name that the issuer may issue. */
    private static JsonNode register(String jsonSchema, String more) throws IOException {
        JsonNode type = signet.post(201, "schemas",
                "{\"name\": \"Type" + ++number + "\", \"jsonSchema\": " + jsonSchema + more + "}");
        signet.accredit(issuer, type.get("type").stringValue());
        return type;
    }

    private static Answer wish(JsonNode type, String format, String subject, String more) throws IOException {
        return signet.send("credentials", ("{\"issuer\": \"%s\", \"type\": [\"VerifiableCredential\", \"%s\"], "
                + "\"format\": \"%s\", \"subject\": %s%s}").formatted(issuer, type.get("name").stringValue(), format,
                        subject, more));
    }

    private static JsonNode issue(JsonNode type, String format, String subject, String more) throws IOException {
        Answer answer = wish(type, format, subject, more);
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer.json();
    }

    private static Answer open(String address) throws IOException {
        return signet.http().send("GET " + URI.create(address).getPath());
    }

    // --- type metadata -------------------------------------------------------------------------------------------

    @Test
    void aTypeSaysHowItLooksAndItsCredentialsStateWhatItSays() throws IOException {
        JsonNode type = register(SCHEMA,
                """
                , "description": "A course", "display": [{"locale": "de-CH", "name": "Kurs", "rendering": {"simple":
                 {"background_color": "#12107c", "text_color": "#ffffff"}}}], "claims": [{"path": ["course"], "sd": "never",
                 "mandatory": true, "display": [{"locale": "de-CH", "label": "Kurs"}]}, {"path": ["grade"], "sd": "always"}]""");

        Answer served = open(type.get("vct").stringValue());
        assertThat(served.status()).isEqualTo(200);
        assertThat(served.json().get("vct")).isEqualTo(type.get("vct"));
        assertThat(served.json().at("/display/0/name").stringValue()).isEqualTo("Kurs");
        JsonNode issued = issue(type, "dc+sd-jwt", "{\"course\": \"Fire safety\", \"grade\": 1}", "");
        JsonNode claims = claims(issued.get("credential").stringValue());
        assertThat(claims.get("course").stringValue()).isEqualTo("Fire safety");
        assertThat(claims.has("grade")).isFalse();
        assertThat(claims.get("vct#integrity").stringValue()).isEqualTo(ResourceDigest.sri(Bytes.utf8(served.body())));
        assertThat(signet.verify(issued).get("verified").booleanValue()).as("%s", signet.verify(issued)).isTrue();
    }

    private static JsonNode claims(String sdJwt) {
        return CompactToken.parse(sdJwt.split("~", 2)[0]).claims();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                                                                  {"course": "Fire safety"}             | , "disclosable": ["/course"]
                                                                  {"grade": 1}                          |
                                                                  {"course": "Fire safety", "grade": 1} | , "disclosable": []
                                                                  """)
    void whatATypeDoesNotAllowIsNotIssued(String subject, String more) throws IOException {
        JsonNode type = register(SCHEMA,
                """
                , "claims": [{"path": ["course"], "sd": "never", "mandatory": true}, {"path": ["grade"], "sd": "always"}]""");

        Answer refused = wish(type, "dc+sd-jwt", subject, more == null ? "" : more);

        assertThat(refused.status()).as("%s", refused).isEqualTo(422);
        assertThat(refused.json().get("type").stringValue()).endsWith("claims-against-type");
    }

    @Test
    void aTypeOfAnotherHostIsExtendedAsItWasMeant() throws IOException {
        Bytes base = Bytes.utf8(
                "{\"vct\": \"" + theirs("/base") + "\", \"claims\": [{\"path\": [\"course\"], \"sd\": \"never\"}]}");
        trap.at("/base", TrapHost.body("application/json", base.toArray()));
        JsonNode type = register(SCHEMA, ", \"extends\": \"" + theirs("/base") + "\", \"extends#integrity\": \""
                + ResourceDigest.sri(base) + "\"");

        JsonNode issued = issue(type, "dc+sd-jwt", "{\"course\": \"Fire safety\"}", "");
        assertThat(claims(issued.get("credential").stringValue()).has("course")).isTrue();
        assertThat(check(signet.verify(issued), "schema").get("result").stringValue()).isEqualTo("passed");
        assertThat(wish(type, "dc+sd-jwt", "{\"course\": \"x\"}", ", \"disclosable\": [\"/course\"]").status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {", \"display\": []}garbage", ", \"display\": [{\"locale\": \"de\"}]", ", \"claims\": 1",
        ", \"claims\": [{\"path\": [\"nothing\"]}]", ", \"extends\": \"https://other.example/x\"",
        ", \"description\": null", ", \"display\": null", ", \"rendering\": {}"})
    void metadataThatIsNoneIsABadRequest(String more) throws IOException {
        assertThat(signet.send("schemas", "{\"name\": \"Bad\", \"jsonSchema\": " + SCHEMA + more + "}").status())
                .isEqualTo(400);
    }

    // --- the schema as a credential ------------------------------------------------------------------------------

    @Test
    void aSchemaIsAlsoACredentialOfItsAuthorAndVerifies() throws IOException {
        JsonNode type = register(SCHEMA, ", \"author\": \"" + issuer + "\"");
        Answer served = open(type.get("id").stringValue() + "/credential");

        assertThat(served.status()).as("%s", served).isEqualTo(200);
        assertThat(served.json().get("issuer").stringValue()).isEqualTo(issuer);
        assertThat(served.json().at("/credentialSubject/jsonSchema/$id")).isEqualTo(type.get("id"));
        JsonNode report = signet.report(served.json());
        for (String check : List.of("structure", "proof", "issuer-key", "schema")) {
            assertThat(check(report, check).get("result").stringValue()).as("%s", report).isEqualTo("passed");
        }
        assertThat(open(type.get("id").stringValue() + "/credential").json()).isEqualTo(served.json());
    }

    @Test
    void aCredentialMayNameTheCredentialOfARegisteredSchemaAndIsJudgedWithoutHttp() throws IOException {
        JsonNode type = register(SCHEMA, "");
        String address = type.get("id").stringValue() + "/credential";

        var found = signet.part(Types.class).find(address).orElseThrow();
        assertThat(found.id()).isEqualTo(type.get("id").stringValue());
        assertThat(found.schema()
                .apply((ObjectNode) StrictJson
                        .parse("{\"credentialSubject\": {\"course\": 1}}")))
                .isNotEmpty();
    }

    @Test
    void aSchemaWhoseAuthorIsGoneIsNoCredential() throws IOException {
        String author = signet.createDid("weid", "Ed25519").get("did").stringValue();
        JsonNode type = register(SCHEMA, ", \"author\": \"" + author + "\"");
        signet.delete("dids/" + author);

        assertThat(open(type.get("id").stringValue() + "/credential").status()).isEqualTo(404);
        assertThat(open(type.get("id").stringValue()).status()).isEqualTo(200);
        assertThat(signet.http().send("GET /schemas/9/9/credential").status()).isEqualTo(404);
    }

    // --- what expands to statements ------------------------------------------------------------------------------

    @Test
    void D09_aCredentialOfEachTypeOfTheSandboxIsStatedWithoutLoss() throws IOException {
        assertStated(signet.get("/api/v1/schemas/1"),
                "{\"id\": \"did:example:holder\", \"name\": \"Žofie\", \"course\": \"Fire safety\", "
                        + "\"level\": \"basic\", \"completedOn\": \"2026-11-28\", \"hours\": 12}");
        JsonNode second = signet.get("/api/v1/schemas/2");
        signet.accredit(issuer, second.get("type").stringValue());
        assertStated(second, "{\"digestSRI\": \"sha256-" + "A".repeat(43) + "=\", \"verified\": true, "
                + "\"checkedAt\": \"2026-11-28T10:00:00Z\", \"report\": {\"checks\": [1, {\"name\": \"proof\"}]}}");
        JsonNode third = signet.get("/api/v1/schemas/3");
        signet.accredit(issuer, third.get("type").stringValue());
        assertStated(third, "{\"id\": \"https://id.example/evidence/1\", \"evidenceId\": \"" + "ab".repeat(20)
                + "\", \"digests\": {\"sha256\": \"" + "cd".repeat(32) + "\", \"sm3\": \"" + "ef".repeat(32)
                + "\"}, \"size\": 12, \"title\": \"原创作品\", \"depositor\": \"did:example:press\", "
                + "\"loggedAt\": \"2026-11-28T10:00:00Z\", \"leafIndex\": 7, \"logOrigin\": \"log.example\"}");
        assertThat(signet.http().send("GET /api/v1/schemas/4").status()).isEqualTo(404);
    }

    @Test
    void D09_everyKindOfClaimIsStatedWithoutLoss() throws IOException {
        assertStated(register(EVERY_KIND_OF_CLAIM, ""), ALL_OF_THEM);
    }

    /** With eddsa-rdfc-2022 what is signed are the statements: a claim that is none would not be covered. */
    private static void assertStated(JsonNode type, String subject) throws IOException {
        JsonNode issued = issue(type, "data-integrity", subject, ", \"cryptosuite\": \"eddsa-rdfc-2022\"");
        assertThat(signet.verify(issued).get("verified").booleanValue()).as("%s", signet.verify(issued)).isTrue();

        for (var claim : issued.at("/credential/credentialSubject").properties()) {
            ObjectNode forged = (ObjectNode) issued.get("credential").deepCopy();
            ((ObjectNode) forged.get("credentialSubject")).remove(claim.getKey());
            assertThat(check(signet.report(forged), "proof").get("result").stringValue()).as(claim.getKey())
                    .isEqualTo("failed");
        }
    }

    // --- JWT VC Issuer Metadata and schemas of others ------------------------------------------------------------

    @Test
    void anSdJwtVcOfAnIssuerOnTheWebIsVerifiedByTheKeyItPublishes() throws IOException {
        SigningKey key = SoftwareSigningKey.generate(KeyType.P256);
        ObjectNode metadata = Json.object().put("issuer", theirs("/issuer"));
        metadata.putObject("jwks").putArray("keys").add(Jwk.toJson(key.publicKey()).put("kid", "one"));
        trap.at("/.well-known/jwt-vc-issuer/issuer",
                TrapHost.body("application/json", metadata.toString().getBytes(UTF_8)));
        ObjectNode claims = Json.object().put("iss", theirs("/issuer")).put("vct", "https://other.example/type");
        String token = Jws.sign(Json.object().put("typ", "dc+sd-jwt").put("kid", "one"),
                claims.toString().getBytes(UTF_8), key) + "~";

        JsonNode report = signet.report(Json.object().put("x", token).get("x"));

        assertThat(check(report, "proof").get("result").stringValue()).as("%s", report).isEqualTo("passed");
        assertThat(check(report, "issuer-key").get("result").stringValue()).isEqualTo("passed");
        assertThat(check(report, "issuer-trust").get("result").stringValue()).isEqualTo("failed");
    }
}
