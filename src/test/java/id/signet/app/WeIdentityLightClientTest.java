package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A client that keeps its keys: encode, sign as the software of a chain does, transact. */
class WeIdentityLightClientTest {

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static WeIdentityClient client;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        client = new WeIdentityClient(signet);
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    private static JsonNode transact(LightWallet.Transaction transaction) {
        return transact("createWeId", transaction);
    }

    private static JsonNode transact(String function, LightWallet.Transaction transaction) {
        return client.call("transact",
                WeIdentityClient.envelope(function, "{}", transaction.json().toString()));
    }

    private static int code(LightWallet.Transaction transaction) {
        return transact(transaction).get("errorCode").intValue();
    }

    @ParameterizedTest
    @EnumSource(value = KeyType.class, names = {"SECP256K1", "SM2"})
    void aDidIsCreatedByTheKeyOfItsOwner(KeyType type) throws IOException {
        LightWallet wallet = LightWallet.generate(type);

        JsonNode made = transact(wallet.creation(client));

        assertThat(made.get("respBody").stringValue()).as("%s", made).isEqualTo(wallet.did("sandbox"));
        JsonNode document = signet.get("/1.0/identifiers/" + wallet.did("sandbox")).get("didDocument");
        assertThat(document.at("/capabilityInvocation/0").stringValue()).isEqualTo(wallet.did("sandbox") + "#keys-0");
    }

    /** What encode gives out is an operation of the log, and nothing else. */
    @Test
    void theEncodedTransactionSaysInPlainTextWhatIsSigned() {
        LightWallet wallet = LightWallet.generate(KeyType.SECP256K1);
        JsonNode encoded = wallet.encode(client, "createWeId", "{\"publicKey\":\"" + wallet.decimal() + "\"}", "17");
        String text = new String(Base64.getDecoder().decode(encoded.get("encodedTransaction").stringValue()),
                StandardCharsets.UTF_8);

        assertThat(text).startsWith("signet-operation/1 did.create\n{").contains(wallet.did("sandbox"));
    }

    @ParameterizedTest
    @CsvSource({"behind, 1", "behind, 2", "before, 1", "before, 2", "none, 1", "none, 2"})
    void theRecoveryValueMayStandOnEitherSideWhateverSignTypeSays(String place, String signType) {
        LightWallet wallet = LightWallet.generate(KeyType.SECP256K1);
        LightWallet.Transaction transaction = wallet.creation(client).with("signType", signType);
        byte[] behind = Base64.getDecoder().decode(transaction.member("signedMessage"));
        byte[] points = Arrays.copyOf(behind, 64);
        byte[] before = new byte[65];
        before[0] = 27;
        System.arraycopy(points, 0, before, 1, 64);
        byte[] chosen = Map.of("behind", behind, "before", before, "none", points).get(place);

        assertThat(code(transaction.with("signedMessage", Base64.getEncoder().encodeToString(chosen)))).isZero();
    }

    @Test
    void theSameTransactionAgainGetsTheSameAnswer() {
        LightWallet.Transaction transaction = LightWallet.generate(KeyType.SECP256K1).creation(client);
        JsonNode first = transact(transaction);

        assertThat(first.get("errorCode").intValue()).isZero();
        assertThat(transact(transaction)).isEqualTo(first);
        LightWallet.Transaction refused = LightWallet.generate(KeyType.SECP256K1)
                .creation(client)
                .with("signedMessage", transaction.member("signedMessage"));
        assertThat(code(refused)).isEqualTo(201013);
        assertThat(code(refused)).isEqualTo(201013);
    }

    @Test
    void anotherTransactionWithAUsedNonceIsRefused() {
        LightWallet.Transaction first = LightWallet.generate(KeyType.SECP256K1).creation(client, "4711");
        LightWallet.Transaction second = LightWallet.generate(KeyType.SECP256K1).creation(client, "4711");

        assertThat(code(first)).isZero();
        assertThat(code(second)).isEqualTo(201009);
    }

    @Test
    void aDidIsCreatedOnce() {
        LightWallet wallet = LightWallet.generate(KeyType.SECP256K1);
        LightWallet.Transaction first = wallet.creation(client);
        LightWallet.Transaction second = wallet.creation(client);

        assertThat(code(first)).isZero();
        assertThat(code(second)).isEqualTo(100105);
        assertThat(client
                .call("encode",
                        WeIdentityClient.envelope("createWeId", "{\"publicKey\":\"" + wallet.decimal() + "\"}",
                                "{\"nonce\":\"1\"}"))
                .get("errorCode")
                .intValue()).isEqualTo(100105);
    }

    @ParameterizedTest
    @CsvSource({"nonce, 201009", "blockLimit, 201017", "data, 201014", "signedMessage, 201013", "signType, 201019"})
    void eachMemberThatIsMissingHasItsCode(String member, int code) {
        assertThat(code(LightWallet.generate(KeyType.SECP256K1).creation(client).without(member))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"nonce, 99, 201014", "nonce, x, 201009", "blockLimit, 1, 201017", "blockLimit, 99999999999, 201017",
        "blockLimit, x, 201017", "data, 0x, 201014", "data, 0x00, 201014", "data, zz, 201014", "signType, 3, 201019",
        "signedMessage, AAAA, 201013", "signedMessage, !, 201013"})
    void eachMemberThatIsWrongHasItsCode(String member, String value, int code) {
        assertThat(code(LightWallet.generate(KeyType.SECP256K1).creation(client).with(member, value)))
                .isEqualTo(code);
    }

    /** What a client makes up of the data is not what the service would have handed out. */
    @ParameterizedTest
    @ValueSource(strings = {"origin", "sequence", "service", "controller", "function", "more"})
    void dataThatWasChangedIsRefusedThoughItIsSigned(String change) {
        LightWallet wallet = LightWallet.generate(KeyType.SECP256K1);
        LightWallet.Transaction transaction = wallet.creation(client);
        ObjectNode data = StrictJson
                .parseObject(HexFormat.of().parseHex(transaction.member("data").substring(2)));
        ObjectNode operation = (ObjectNode) data.get("operation");
        ObjectNode document = (ObjectNode) operation.at("/body/document");
        switch (change) {
            case "origin" -> operation.put("origin", "other.example/log");
            case "sequence" -> operation.put("sequence", 2);
            case "service" -> document.putArray("service")
                    .addObject()
                    .put("id", document.get("id").stringValue() + "#x")
                    .put("type", "X")
                    .put("serviceEndpoint", "https://evil.example/");
            case "controller" -> document.put("controller", "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK");
            case "function" -> data.put("function", "registerCpt");
            default -> data.put("more", true);
        }
        LightWallet.Transaction changed = wallet.sign(transaction.member("nonce"), transaction.member("blockLimit"),
                "0x" + Bytes.utf8(data.toString()).hex(),
                LightWallet.signedText("did.create", operation));

        assertThat(code(changed)).isEqualTo(201014);
    }

    @Test
    void aSignatureOfPapersIsNoneOfATransaction() {
        LightWallet wallet = LightWallet.generate(KeyType.SECP256K1);
        LightWallet.Transaction transaction = wallet.creation(client);

        assertThat(code(transaction.with("signedMessage",
                Base64.getEncoder().encodeToString(wallet.signAsJose(transaction.signedText().toArray())))))
                .isEqualTo(201013);
    }

    @Test
    void encodeWritesNothing() {
        long before = client.invoke("getWeIdCount", "{}", "{}").get("respBody").longValue();
        LightWallet.generate(KeyType.SECP256K1).creation(client);

        assertThat(client.invoke("getWeIdCount", "{}", "{}").get("respBody").longValue()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{} | {\"nonce\":\"1\"} | 201002",
        "{\"publicKey\":\"17\"} | {\"nonce\":\"1\"} | 100102",
        "{\"publicKey\":\"17\"} | {} | 201009", "{\"publicKey\":\"17\"} | {\"nonce\":\"-1\"} | 201009"})
    void whatCannotBeEncodedHasItsCode(String functionArg, String transactionArg, int code) {
        assertThat(client.call("encode", WeIdentityClient.envelope("createWeId", functionArg, transactionArg))
                .get("errorCode")
                .intValue()).isEqualTo(code);
    }

    // ---- of who keeps the key of a DID ----

    private static String schema(String weid, String more) {
        return "{\"weId\":\"" + weid + "\",\"cptJsonSchema\":" + WeIdentityStory.SCHEMA + more + "}";
    }

    private static String application(String weid, String name) {
        return "{\"weId\":\"" + weid + "\",\"name\":\"" + name + "\"}";
    }

    @ParameterizedTest
    @EnumSource(value = KeyType.class, names = {"SECP256K1", "SM2"})
    void aCptIsRegisteredByTheKeyOfItsPublisher(KeyType type) {
        LightWallet wallet = LightWallet.generate(type);
        String publisher = wallet.created(client);
        LightWallet.Transaction transaction = wallet.transaction(client, "registerCpt", schema(publisher, ""));

        JsonNode made = transact("registerCpt", transaction);

        assertThat(made.get("errorCode").intValue()).as("%s", made).isZero();
        assertThat(transact("registerCpt", transaction)).isEqualTo(made);
        JsonNode cpt = client.invoke("queryCpt", "{\"cptId\":" + made.at("/respBody/cptId") + "}", "{}")
                .get("respBody");
        assertThat(cpt.get("cptPublisher").stringValue()).isEqualTo(publisher);
        assertThat(Base64.getDecoder().decode(transaction.member("signedMessage")))
                .startsWith(Base64.getDecoder().decode(cpt.get("cptSignature").stringValue()));
    }

    @Test
    void aNumberThatWasTakenBeforeTheSignatureCameIsRefused() {
        LightWallet first = LightWallet.generate(KeyType.SECP256K1);
        LightWallet second = LightWallet.generate(KeyType.SECP256K1);
        var one = first.transaction(client, "registerCpt", schema(first.created(client), ",\"cptId\":2000777"));
        var other = second.transaction(client, "registerCpt", schema(second.created(client), ",\"cptId\":2000777"));

        assertThat(transact("registerCpt", one).get("errorCode").intValue()).isZero();
        assertThat(transact("registerCpt", other).get("errorCode").intValue()).isEqualTo(500304);
    }

    @Test
    void anIssuerIsRegisteredByTheKeyOfItsDid() {
        LightWallet wallet = LightWallet.generate(KeyType.SECP256K1);
        String did = wallet.created(client);
        String name = WeIdentityStory.name("Keeper ");

        JsonNode made = transact("registerAuthorityIssuer",
                wallet.transaction(client, "registerAuthorityIssuer", application(did, name)));

        assertThat(made.at("/respBody/weId").stringValue()).as("%s", made).isEqualTo(did);
        assertThat(made.at("/respBody/recognized").booleanValue()).isFalse();
        assertThat(client.invoke("getWeIdByOrgId", "{\"orgId\":\"" + name + "\"}", "{}").get("respBody").stringValue())
                .isEqualTo(did);
    }

    @Test
    void whatWasSignedForOneApplicationIsGoodForNoOther() {
        LightWallet wallet = LightWallet.generate(KeyType.SECP256K1);
        String application = application(wallet.created(client), WeIdentityStory.name("Keeper "));
        LightWallet.Transaction first = wallet.transaction(client, "registerAuthorityIssuer", application);
        LightWallet.Transaction again = wallet.transaction(client, "registerAuthorityIssuer", application);

        assertThat(transact("registerAuthorityIssuer", again.with("signedMessage", first.member("signedMessage")))
                .get("errorCode")
                .intValue()).isEqualTo(201013);
    }

    @ParameterizedTest
    @ValueSource(strings = {"registerCpt", "registerAuthorityIssuer"})
    void theSignatureOfAnothersKeyIsRefused(String function) {
        LightWallet owner = LightWallet.generate(KeyType.SECP256K1);
        LightWallet thief = LightWallet.generate(KeyType.SECP256K1);
        String did = owner.created(client);
        String asked = function.equals("registerCpt") ? schema(did, "") : application(did, "Thief");

        assertThat(transact(function, thief.transaction(client, function, asked)).get("errorCode").intValue())
                .isEqualTo(201013);
    }

    @Test
    void forADidThatIsNotThereNothingIsEncoded() {
        String nobody = "did:weid:sandbox:0x" + "0".repeat(40);
        for (String function : new String[]{"registerCpt", "registerAuthorityIssuer"}) {
            String asked = function.equals("registerCpt") ? schema(nobody, "") : application(nobody, "Nobody");
            assertThat(client.call("encode", WeIdentityClient.envelope(function, asked, "{\"nonce\":\"1\"}"))
                    .get("errorCode")
                    .intValue()).as(function).isEqualTo(100104);
        }
    }

    @Test
    void aDraftWhoseAuthorWasChangedIsRefused() {
        LightWallet wallet = LightWallet.generate(KeyType.SECP256K1);
        LightWallet.Transaction transaction = wallet.transaction(client, "registerCpt",
                schema(wallet.created(client), ""));
        ObjectNode data = StrictJson.parseObject(HexFormat.of().parseHex(transaction.member("data").substring(2)));
        ((ObjectNode) data.get("operation")).put("author", client.weid());
        String changed = "0x" + HexFormat.of().formatHex(Jcs.canonicalize(data));

        assertThat(transact("registerCpt", transaction.with("data", changed)).get("errorCode").intValue())
                .isEqualTo(201013);
    }

    private static ObjectNode encoded(String issuer, long cpt) {
        JsonNode answer = client.call("encode",
                WeIdentityClient.envelope("createCredentialPojo", WeIdentityStory.order(issuer, cpt), "{}"));
        assertThat(answer.get("errorCode").intValue()).as("%s", answer).isZero();
        return (ObjectNode) answer.get("respBody");
    }

    @ParameterizedTest
    @EnumSource(value = KeyType.class, names = {"SECP256K1", "SM2"})
    void aPaperIsSignedByTheKeyOfItsIssuerAndVerifies(KeyType type) {
        LightWallet wallet = LightWallet.generate(type);
        String issuer = wallet.created(client);
        transact("registerAuthorityIssuer", wallet.transaction(client, "registerAuthorityIssuer",
                application(issuer, WeIdentityStory.name("Keeper "))));
        assertThat(client.code("recognizeAuthorityIssuer", "{\"weId\":\"" + issuer + "\"}", WeIdentityStory.DEPLOYER))
                .isZero();
        long cpt = transact("registerCpt", wallet.transaction(client, "registerCpt", schema(issuer, "")))
                .at("/respBody/cptId")
                .longValue();

        ObjectNode paper = encoded(issuer, cpt);
        ObjectNode proof = (ObjectNode) paper.get("proof");
        byte[] text = Base64.getDecoder().decode(proof.get("signatureValue").stringValue());
        assertThat(client.code("verifyCredentialPojo", paper.toString(), "{}")).as("before it is signed").isNotZero();
        proof.put("signatureValue", Base64.getEncoder().encodeToString(wallet.sign(text)));

        JsonNode verdict = client.invoke("verifyCredentialPojo", paper.toString(), "{}");
        assertThat(verdict.get("respBody").booleanValue()).as("%s", verdict).isTrue();
    }

    @Test
    void aPaperOfAClaimThatItsCptDoesNotAllowIsNotEncoded() {
        LightWallet wallet = LightWallet.generate(KeyType.SECP256K1);
        String issuer = wallet.created(client);
        long cpt = transact("registerCpt", wallet.transaction(client, "registerCpt", schema(issuer, "")))
                .at("/respBody/cptId")
                .longValue();
        ObjectNode order = StrictJson.parseObject(WeIdentityStory.order(issuer, cpt));
        order.putObject("claim").put("age", "no number");

        assertThat(client
                .call("encode", WeIdentityClient.envelope("createCredentialPojo", order.toString(), "{}"))
                .get("errorCode")
                .intValue()).isEqualTo(100411);
    }
}
