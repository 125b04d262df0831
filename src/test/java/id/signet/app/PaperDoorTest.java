package id.signet.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.credential.transport.Transports;
import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.jose.DirectJwe;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.timestamp.TestAuthority;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.net.Names;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Credentials on paper and by links, over HTTP, with an authority for time-stamps beside. */
class PaperDoorTest {

    private static final String TYPE = """
                                       {"name": "ResidencePermit", "jsonSchema": {"type": "object", "properties": {"credentialSubject": {"type": "object",
                                         "properties": {"id": {"type": "string"}, "fullName": {"type": "string"}, "valid": {"type": "boolean"}, "districts": {"type": "array", "items": {"type": "string"}},
                                           "address": {"type": "object", "properties": {"city": {"type": "string"}, "street": {"type": "string"}}}}}}},
                                       "display": [{"locale": "zh-CN", "name": "居住证明"}, {"locale": "en", "name": "Residence Permit"}],
                                       "claims": [{"path": ["fullName"], "display": [{"locale": "zh-CN", "label": "姓名"}, {"locale": "en", "label": "Full name"}]},
                                         {"path": ["valid"], "display": [{"locale": "zh-CN", "label": "是否有效"}, {"locale": "en", "label": "In force"}]},
                                         {"path": ["districts"], "display": [{"locale": "zh-CN", "label": "所属区县"}, {"locale": "en", "label": "Districts"}]},
                                         {"path": ["address"], "display": [{"locale": "zh-CN", "label": "住址"}, {"locale": "en", "label": "Address"}]},
                                         {"path": ["address", "city"], "display": [{"locale": "zh-CN", "label": "城市"}, {"locale": "en", "label": "City"}]}]}""";

    @TempDir
    static Path folder;

    private static HttpServer authority;
    private static RunningSignet signet;
    private static String issuer;

    @BeforeAll
    static void start() throws IOException, CertificateEncodingException {
        TestAuthority stamps = new TestAuthority(Instant.parse("2026-11-28T10:00:00Z"));
        authority = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        authority.createContext("/tsa", exchange -> {
            byte[] answer = stamps.answer(exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        authority.start();
        Path trust = Files.writeString(folder.resolve("tsa.pem"), "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(stamps.root().getEncoded()) + "\n-----END CERTIFICATE-----\n");
        signet = RunningSignet.sandbox(folder, Names.class,
                (Names) host -> List.of(InetAddress.ofLiteral("127.0.0.1")), "SIGNET_OUTBOUND_NETWORKS=127.0.0.0/8",
                "SIGNET_TIMESTAMP_URL=http://tsa.example:" + authority.getAddress().getPort() + "/tsa",
                "SIGNET_TIMESTAMP_TRUST=" + trust);
        JsonNode type = signet.post(201, "schemas", TYPE);
        issuer = signet.createDid("weid", "Ed25519").get("did").stringValue();
        signet.accredit(issuer, type.get("type").stringValue());
    }

    @AfterAll
    static void stop() {
        signet.close();
        authority.stop(0);
    }

    private static JsonNode permit(String format) throws IOException {
        return signet.post(201, "credentials", "{\"issuer\": \"" + issuer
                + "\", \"type\": [\"VerifiableCredential\", \"ResidencePermit\"], \"subject\": {\"id\": \"did:example:zhang\", \"fullName\": \"张伟 Zhāng Wěi\", \"valid\": true, \"districts\": [\"海淀区\", \"朝阳区\"],"
                + " \"address\": {\"city\": \"北京市\", \"street\": \"中关村大街 1 号\"}}, \"status\": [\"revocation\"],"
                + " \"validUntil\": \"2027-11-28T00:00:00Z\", \"format\": \"" + format + "\"}");
    }

    private static byte[] paper(JsonNode credential, String more) throws IOException {
        Answer answer = signet.send("credentials/pdf", "{\"credential\": " + credential + more + "}");
        assertThat(answer.status()).as("%s", answer.status() == 200 ? "a paper" : answer).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/pdf");
        return answer.bytes().toArray();
    }

    private static JsonNode verify(byte[] file) throws IOException {
        Answer answer = signet.http().post("/api/v1/credentials/verify-pdf", file, "Content-Type: application/pdf");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    private static Map<String, String> results(JsonNode answer) {
        Map<String, String> results = new TreeMap<>();
        answer.at("/paper/checks")
                .forEach(row -> results.put(row.get("name").stringValue(),
                        row.path("code").asString(row.get("result").stringValue())));
        return results;
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt", "dc+sd-jwt"})
    void aCredentialOnPaperComesBackVerified(String format) throws IOException {
        JsonNode issued = permit(format);
        byte[] file = paper(issued.get("credential"), "");
        if (System.getProperty("signet.papers") != null) {
            Files.createDirectories(Path.of(System.getProperty("signet.papers")));
            Files.write(Path.of(System.getProperty("signet.papers"), "credential-" + format.replace('+', '-') + ".pdf"),
                    file);
        }

        JsonNode answer = verify(file);

        assertThat(answer.get("verified").booleanValue()).as("%s", answer).isTrue();
        assertThat(results(answer).values()).containsOnly("passed");
        assertThat(answer.at("/paper/signer/subject").stringValue()).isEqualTo("CN=Signet papers of localhost");
        assertThat(answer.at("/paper/timestamp/authority").stringValue()).isEqualTo("CN=" + TestAuthority.NAME);
        assertThat(answer.at("/report/verified").booleanValue()).isTrue();
    }

    @Test
    void aRevokedCredentialOnAGoodPaperIsNotVerified() throws IOException {
        JsonNode issued = permit("vc+jwt");
        byte[] file = paper(issued.get("credential"), ", \"link\": false");
        signet.changeStatus(issued, "revocation", true);

        JsonNode answer = verify(file);

        assertThat(answer.get("verified").booleanValue()).isFalse();
        assertThat(results(answer).values()).containsOnly("passed");
        assertThat(answer.at("/report/verified").booleanValue()).isFalse();
        assertThat(signet.send("credentials/pdf", "{\"credential\": " + issued.get("credential") + "}").status())
                .isEqualTo(422);
    }

    /** Whatever a verifier may overlook for himself, this service puts its name to. */
    @ParameterizedTest
    @ValueSource(strings = {"pdf", "exchange"})
    void aRevokedCredentialIsNeitherPrintedNorExchangedByAPolicyOfTheCallers(String door) throws IOException {
        JsonNode issued = permit("vc+jwt");
        signet.changeStatus(issued, "revocation", true);
        String format = door.equals("pdf") ? "" : ", \"format\": \"weidentity-original\"";
        String body = "{\"credential\": " + issued.get("credential") + format;
        assertThat(signet.send("credentials/" + door, body + "}").status()).isEqualTo(422);

        Answer asked = signet.send("credentials/" + door,
                body + ", \"policy\": {\"checks\": {\"status\": \"advisory\"}}}");

        assertThat(asked.status()).as("%s", asked).isEqualTo(400);
        assertThat(asked.json().get("detail").stringValue()).contains("policy");
    }

    @Test
    void aPaperThatWasTamperedWithIsNamedAndItsCredentialNotRead() throws IOException {
        byte[] file = paper(permit("vc+jwt").get("credential"), ", \"language\": \"zh\", \"link\": false");
        byte[] changed = file.clone();
        changed[file.length - 2_000] ^= 1;
        JsonNode answer = verify(changed);
        assertThat(answer.get("verified").booleanValue()).isFalse();
        assertThat(results(answer)).containsEntry("content", "changed").containsEntry("credential", "skipped");
        assertThat(answer.has("report")).isFalse();
        assertThat(results(verify(Arrays.copyOf(file, file.length + 10)))).containsEntry("coverage", "not-whole");
    }

    @Test
    void theSameRequestWithTheSameKeyGivesTheSamePaper() throws IOException {
        String body = "{\"credential\": " + permit("vc+jwt").get("credential") + "}";
        Answer first = signet.send("credentials/pdf", body, "Idempotency-Key: paper-1");
        Answer again = signet.send("credentials/pdf", body, "Idempotency-Key: paper-1");
        assertThat(first.status()).as("%s", first.status() == 200 ? "" : first).isEqualTo(200);
        assertThat(again.bytes()).isEqualTo(first.bytes());
    }

    // ---- transports ----

    private static String read(JsonNode sent, String... headers) throws IOException {
        URI link = URI.create(sent.get("link").stringValue());
        Answer answer = signet.http().send("GET " + link.getPath(), headers);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/jose");
        return new DirectJwe(answer.body(), Bytes.of(Base64Url.decode(link.getFragment()))).decrypt().asUtf8();
    }

    @Test
    void aCredentialIsHandedOverByALink() throws IOException {
        JsonNode credential = permit("data-integrity").get("credential");
        JsonNode sent = signet.post(201, "transports", "{\"credential\": " + credential + "}");
        assertThat(sent.get("qr").stringValue()).startsWith("<svg ");
        assertThat(JsonMapper.shared().readTree(read(sent))).isEqualTo(credential);
    }

    @Test
    void aBrowsersLookTakesNothingAway() throws IOException {
        JsonNode sent = signet.post(201, "transports",
                "{\"credential\": " + permit("vc+jwt").get("credential") + ", \"once\": true}");
        String path = URI.create(sent.get("link").stringValue()).getPath();
        Answer page = signet.http().send("GET " + path, "Accept: text/html,application/xhtml+xml,*/*;q=0.8");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy")).contains("script-src 'sha256-", "default-src 'none'");
        assertThat(signet.http().send("HEAD " + path).status()).isEqualTo(200);

        assertThat(read(sent)).startsWith("ey");
        assertThat(signet.http().send("GET " + path).status()).isEqualTo(404);
    }

    @Test
    void aReaderProvesItsDid() throws IOException {
        SigningKey key = SoftwareSigningKey.generate(KeyType.ED25519);
        String reader = DidKey.of(key.publicKey()).toString();
        JsonNode sent = signet.post(201, "transports", "{\"credential\": " + permit("vc+jwt").get("credential")
                + ", \"verifiers\": [\"" + reader + "\"]}");
        URI link = URI.create(sent.get("link").stringValue());
        assertThat(signet.http().send("GET " + link.getPath()).status()).isEqualTo(403);
        ObjectNode claims = Json.object()
                .put("iss", reader)
                .put("aud", link.toString().replaceFirst("#.*", ""))
                .put("iat", Instant.now().getEpochSecond())
                .put("jti", "1");
        String method = reader + "#" + reader.substring("did:key:".length());
        String proof = Jws.sign(Json.object().put("kid", method).put("typ", Transports.PROOF_TYPE),
                claims.toString().getBytes(UTF_8), key);

        assertThat(read(sent, "Reader-Proof: " + proof)).startsWith("ey");
        assertThat(signet.http().send("GET " + link.getPath(), "Reader-Proof: " + proof).status()).isEqualTo(403);
        assertThat(signet.http().send("GET " + link.getPath(), "Reader-Proof: nonsense").status()).isEqualTo(400);
    }
}
