package id.signet.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.ledger.testing.TrapHost;
import id.signet.registry.net.Names;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
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

/** Data that its owner allows another to fetch from a service of the operator's. */
class WeIdentityDataTest {

    private static final String HOST = "data.example";
    private static final String RESOURCE = "4b077c17-9612-42ee-9e36-3a3d46b27e81";

    @TempDir
    static Path folder;

    private static TrapHost trap;
    private static RunningSignet signet;
    private static WeIdentityClient client;
    private static WeIdentityClient neighbour;

    private final LightWallet owner = LightWallet.generate(KeyType.SECP256K1);
    private final LightWallet reader = LightWallet.generate(KeyType.SECP256K1);
    private final Instant now = Instant.now();

    @BeforeAll
    static void start() throws IOException {
        trap = new TrapHost(folder, "-ext", "san=dns:" + HOST);
        Path certificate = Files.writeString(folder.resolve("trap.pem"), trap.certificate());
        String base = "https://" + HOST + ":" + trap.port();
        signet = RunningSignet.sandbox(folder, Names.class,
                (Names) host -> List.of(InetAddress.ofLiteral("127.0.0.1")), "SIGNET_OUTBOUND_NETWORKS=127.0.0.0/8",
                "SIGNET_OUTBOUND_CERTIFICATES=" + certificate,
                "SIGNET_WEIDENTITY_ENDPOINTS=create-passphrase=" + base + "/passphrase Create a random passphrase;"
                        + "broken=" + base + "/broken; gone=" + base + "/gone; moved=" + base + "/moved;",
                "SIGNET_WEIDENTITY_DATA_ENDPOINTS=fetch-data=" + base + "/data Data by authorization");
        trap.at("/passphrase", answer("{\"respBody\":\"correct horse\"}"))
                .at("/data", answer("{\"respBody\":\"sample data\"}"))
                .at("/broken", answer("{\"respBody\":17}"))
                .at("/moved", TrapHost.status(302, "Location: https://evil.example/"));
        client = new WeIdentityClient(signet);
        signet.post(201, "tenants", "{\"id\":\"harbour\",\"name\":\"Harbour\"}");
        neighbour = new WeIdentityClient(signet, "Authorization: Bearer "
                + signet.post(201, "tenants/harbour/api-keys", "{\"name\":\"one\",\"roles\":[\"verifier\"]}")
                        .get("key")
                        .stringValue());
    }

    @AfterAll
    static void stop() {
        signet.close();
        trap.close();
    }

    private static TrapHost.Behaviour answer(String json) {
        return TrapHost.body("application/json", json.getBytes(UTF_8));
    }

    private static void create(LightWallet wallet) {
        JsonNode made = client.call("transact",
                WeIdentityClient.envelope("createWeId", "{}", wallet.creation(client).json().toString()));
        assertThat(made.get("errorCode").intValue()).as("%s", made).isZero();
    }

    private ObjectNode claim() {
        return Json.object()
                .put("duration", 360)
                .put("fromWeId", owner.did("sandbox"))
                .put("resourceId", RESOURCE)
                .put("serviceUrl", "http://" + HOST + ":" + trap.port() + "/fetch-data")
                .put("toWeId", reader.did("sandbox"));
    }

    private ObjectNode token() {
        return token(claim(), now);
    }

    private ObjectNode token(ObjectNode claim, Instant issued) {
        create(owner);
        create(reader);
        return WeIdentityPaper.signed(owner, owner.did("sandbox"), 101, claim, issued, now.plusSeconds(3_600));
    }

    private static JsonNode ask(WeIdentityClient who, ObjectNode token) {
        ObjectNode body = Json.object();
        body.set("authToken", token);
        return who.call("authorize/request-nonce", body.toString());
    }

    private static JsonNode fetch(WeIdentityClient who, ObjectNode token, String signedNonce) {
        ObjectNode body = Json.object();
        body.set("authToken", token);
        body.put("signedNonce", signedNonce);
        return who.call("authorize/fetch-data", body.toString());
    }

    private static String sign(LightWallet wallet, String nonce) {
        return Base64.getEncoder().encodeToString(wallet.sign(Bytes.utf8(nonce).toArray()));
    }

    private static String nonce(WeIdentityClient who, ObjectNode token) {
        JsonNode answer = ask(who, token);
        assertThat(answer.get("errorCode").intValue()).as("%s", answer).isZero();
        return answer.get("respBody").stringValue();
    }

    @Test
    void whoWasAllowedFetchesOncePerNonce() {
        ObjectNode token = token();
        String signed = sign(reader, nonce(client, token));

        JsonNode data = fetch(client, token, signed);
        assertThat(data.get("respBody").stringValue()).as("%s", data).isEqualTo("sample data");
        assertThat(trap.told().getLast())
                .isEqualTo("{\"requestName\":\"fetch-data\",\"requestBody\":\"" + RESOURCE + "\"}");
        int asked = trap.told().size();
        assertThat(fetch(client, token, signed).get("errorCode").intValue()).isEqualTo(201013);
        assertThat(trap.told()).hasSize(asked);
        assertThat(fetch(client, token, sign(reader, nonce(client, token))).get("errorCode").intValue()).isZero();
    }

    @Test
    void anotherKeyAnyTextAndANonceOfAnotherTenantFetchNothing() {
        ObjectNode token = token();
        String nonce = nonce(client, token);
        int asked = trap.told().size();

        assertThat(fetch(client, token, sign(owner, nonce)).get("errorCode").intValue()).isEqualTo(201013);
        assertThat(fetch(client, token, "123123").get("errorCode").intValue()).isEqualTo(201013);
        assertThat(fetch(client, token, sign(reader, "another")).get("errorCode").intValue()).isEqualTo(201013);
        assertThat(fetch(neighbour, token, sign(reader, nonce)).get("errorCode").intValue()).isEqualTo(201013);
        assertThat(trap.told()).hasSize(asked);
        assertThat(fetch(client, token, sign(reader, nonce)).get("errorCode").intValue()).isZero();
    }

    @Test
    void aNonceCountsForItsOwnTokenAlone() {
        ObjectNode token = token();
        ObjectNode other = WeIdentityPaper.signed(owner, owner.did("sandbox"), 101,
                claim().put("resourceId", RESOURCE.replace('4', '5')), now, now.plusSeconds(3_600));

        assertThat(fetch(client, other, sign(reader, nonce(client, token))).get("errorCode").intValue())
                .isEqualTo(201013);
    }

    @Test
    void aTokenWhoseDurationIsOverIsWorthNothing() {
        assertThat(ask(client, token(claim(), now.minusSeconds(361))).get("errorCode").intValue()).isEqualTo(100402);
    }

    @ParameterizedTest
    @CsvSource({"resourceId, 5b077c17-9612-52ee-9e36-3a3d56b27e81, 100441",
        "toWeId, did:weid:sandbox:0x0000000000000000000000000000000000000001, 100441"})
    void aTokenThatWasChangedIsWorthNothing(String member, String value, int code) {
        ObjectNode token = token();
        ((ObjectNode) token.get("claim")).put(member, value);

        assertThat(ask(client, token).get("errorCode").intValue()).isEqualTo(code);
    }

    @Test
    void aTokenOfAnotherCptOrOfWhoDoesNotOwnTheDataIsRefused() {
        token();
        ObjectNode otherCpt = WeIdentityPaper.signed(owner, owner.did("sandbox"), 102, claim(), now,
                now.plusSeconds(3_600));
        ObjectNode stranger = WeIdentityPaper.signed(owner, owner.did("sandbox"), 101,
                claim().put("fromWeId", reader.did("sandbox")).put("toWeId", owner.did("sandbox")), now,
                now.plusSeconds(3_600));
        ObjectNode self = WeIdentityPaper.signed(owner, owner.did("sandbox"), 101,
                claim().put("toWeId", owner.did("sandbox")), now, now.plusSeconds(3_600));

        assertThat(ask(client, otherCpt).get("errorCode").intValue()).isEqualTo(100425);
        assertThat(ask(client, stranger).get("errorCode").intValue()).isEqualTo(100451);
        assertThat(ask(client, self).get("errorCode").intValue()).isEqualTo(100450);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/fetch-data", "http://127.0.0.1:6010/fetch-data",
        "https://data.example/data", "http://data.example:1/fetch-data"})
    void aServiceThatTheOperatorDidNotNameIsNeverAsked(String url) {
        ObjectNode token = token(claim().put("serviceUrl", url), now);
        String signed = sign(reader, nonce(client, token));
        List<String> before = trap.asked();

        assertThat(fetch(client, token, signed).get("errorCode").intValue()).isEqualTo(205005);
        assertThat(trap.asked()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "x", "gopher://data.example/data"})
    void aTokenWhoseServiceIsNoAddressOfTheWebIsMalformed(String url) {
        assertThat(ask(client, token(claim().put("serviceUrl", url), now)).get("errorCode").intValue())
                .isEqualTo(100411);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{} | 201002", "{\"authToken\":null} | 201002", "{\"authToken\":17} | 201003",
        "{\"authToken\":{}} | 201002", "{\"authToken\":\"{}\"} | 201002"})
    void whatIsNoTokenHasItsCode(String body, int code) {
        assertThat(client.call("authorize/request-nonce", body).get("errorCode").intValue()).isEqualTo(code);
    }
}
