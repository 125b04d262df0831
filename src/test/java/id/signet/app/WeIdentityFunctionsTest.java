package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.WeIdentityStory.Once;
import id.signet.app.api.weidentity.Functions;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.EcPublicKey;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.registry.did.weidentity.OldKey;
import id.signet.credential.weidentity.PojoChecks;
import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every function of the WeIdentity door, each by a request as WeIdentity's documentation and its Postman collection shape it,
 * over HTTP. An answer that is written down counts to the letter; {@code @number}, {@code @text}, {@code @time}, {@code @weid}
 * and {@code @json} stand for what differs each time.
 */
class WeIdentityFunctionsTest {

    private static final Path REQUESTS = Path.of("test", "resources", "weidentity");

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static WeIdentityClient client;

    private final SigningKey known = SoftwareSigningKey.generate(KeyType.SECP256K1);
    private final Map<String, Supplier<String>> words = new LinkedHashMap<>(Map.of("secp256k1",
            () -> base64(fresh(KeyType.SECP256K1)),
            "sm2", () -> base64(fresh(KeyType.SM2)), "decimal",
            () -> OldKey.decimal(fresh(KeyType.SECP256K1).publicKey()).orElseThrow(), "knownKey", this::knownKey,
            "weId", () -> client.weid(), "freshWeId", () -> client.weid(), "extendedWeId", this::extended));

    @BeforeEach
    void wordsOfATransaction() {
        Map.of("", creation, "OfCpt", cptRegistration, "OfApplication", application)
                .forEach((of, transaction) -> List.of("nonce", "blockLimit", "data", "signedMessage")
                        .forEach(member -> words.put(member + of, () -> transaction.get().member(member))));
        words.put("keeper", keeper);
    }

    @BeforeEach
    void wordsOfEvidence() {
        words.put("signer", () -> signer.get());
        words.put("signerAddress", () -> signer.get().substring(signer.get().lastIndexOf(':') + 1));
        words.put("freshHash", WeIdentityFunctionsTest::hash);
        words.put("freshKey", () -> "key " + hash());
        words.put("evidenceHash", () -> evidence("evidence"));
        words.put("customKey", () -> key("evidence"));
        words.put("notedHash", () -> evidence("noted"));
        words.put("notedKey", () -> key("noted"));
        words.put("revokedHash", this::revoked);
        words.put("paperSigner", this::paperSigner);
        words.put("signedHash", () -> {
            signedHash = hash();
            return signedHash;
        });
        words.put("proof", () -> {
            knownKey();
            return Base64.getEncoder().encodeToString(known.signForChain(signedHash.getBytes(StandardCharsets.UTF_8)));
        });
    }

    private final Supplier<String> signer = new Supplier<>() {

        private @Nullable String made;

        @Override
        public String get() {
            if (made == null) {
                made = client.weid();
            }
            return made;
        }
    };

    private final Map<String, String> hashes = new HashMap<>();
    private String signedHash = hash();

    private static String hash() {
        return "0x" + Bytes.of(Hashes.sha256(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8))).hex();
    }

    /** The hash of evidence that the signer made before. */
    private String evidence(String name) {
        if (!hashes.containsKey(name)) {
            String hash = hash();
            JsonNode answer = client.invoke("createEvidenceWithLogAndCustomKey", "{\"hash\":\"" + hash
                    + "\",\"log\":\"temp\",\"customKey\":\"" + hash + "\"}",
                    "{\"invokerWeId\":\"" + signer.get() + "\"}");
            assertThat(answer.get("errorCode").intValue()).as("%s", answer).isZero();
            hashes.put(name, hash);
        }
        return hashes.get(name);
    }

    private String key(String name) {
        return evidence(name);
    }

    /** Stands by the paper of the sample. */
    private String paperSigner() {
        ObjectNode sample = read(REQUESTS.resolve("verifySigner.json"));
        String hash = PojoChecks.credentialPojoHash((ObjectNode) sample.at("/request/functionArg/credential"),
                Optional.empty());
        client.invoke("createEvidenceWithLogAndCustomKey", "{\"hash\":\"" + hash + "\"}",
                "{\"invokerWeId\":\"" + signer.get() + "\"}");
        return signer.get();
    }

    private String revoked() {
        String hash = evidence("revoked");
        client.invoke("revoke", "{\"hash\":\"" + hash + "\"}", "{\"invokerWeId\":\"" + signer.get() + "\"}");
        return hash;
    }

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        client = new WeIdentityClient(signet);
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    private static SigningKey fresh(KeyType type) {
        return SoftwareSigningKey.generate(type);
    }

    private static String base64(SigningKey key) {
        return Base64.getEncoder()
                .encodeToString(((EcPublicKey) key.publicKey()).uncompressedPoint().toArray());
    }

    private final LightWallet wallet = LightWallet.generate(KeyType.SECP256K1);
    private final LightWallet publisher = LightWallet.generate(KeyType.SECP256K1);
    private final Once<LightWallet.Transaction> creation = new Once<>(() -> wallet.creation(client));
    private final Once<String> keeper = new Once<>(() -> publisher.created(client));
    private final Once<LightWallet.Transaction> cptRegistration = new Once<>(
            () -> publisher.transaction(client, "registerCpt", "{\"weId\":\"" + keeper.get()
                    + "\",\"cptJsonSchema\":" + WeIdentityStory.SCHEMA + "}"));
    private final Once<LightWallet.Transaction> application = new Once<>(
            () -> publisher.transaction(client, "registerAuthorityIssuer", "{\"weId\":\"" + keeper.get()
                    + "\",\"name\":\"" + WeIdentityStory.name("Keeper ") + "\"}"));

    private String knownKey() {
        client.invoke("createWeIdWithPubKey", "{\"publicKeyECDSA\":\"" + base64(known) + "\"}",
                "{\"invokerWeId\":\"ecdsa_key\"}");
        return base64(known);
    }

    private String extended() {
        String did = client.weid();
        client.invoke("setAuthentication", "{\"weId\":\"" + did + "\",\"id\":\"" + did
                + "#keys-more\",\"publicKey\":\"" + OldKey.decimal(known.publicKey()).orElseThrow() + "\"}",
                "{\"invokerWeId\":\"" + did + "\"}");
        return did;
    }

    private final String issuerName = WeIdentityStory.name("Academy ");
    private final Once<String> issuer = new Once<>(() -> story().recognized(issuerName));
    private final Once<Long> cpt = new Once<>(() -> story().cpt(issuer.get()));
    private final Once<Long> policed = new Once<>(() -> story().cpt(issuer.get()));
    private final Once<Long> claimPolicy = new Once<>(() -> story().claimPolicy(issuer.get(), cpt.get()));
    private final Once<Long> policy = new Once<>(() -> story().presentationPolicy(issuer.get(), claimPolicy.get()));
    private final Once<String> credential = new Once<>(() -> story().credential(issuer.get(), cpt.get()).toString());
    private final Once<String> issuerType = new Once<>(this::issuerType);
    private final Once<String> member = new Once<>(this::member);

    private static WeIdentityStory story() {
        return new WeIdentityStory(client);
    }

    @BeforeEach
    void wordsOfIssuersAndPapers() {
        words.put("issuer", issuer);
        words.put("issuerName", () -> {
            issuer.get();
            return issuerName;
        });
        words.put("orgName", () -> WeIdentityStory.name("Harbour "));
        words.put("applicant", () -> story().applicant(WeIdentityStory.name("Applicant ")));
        words.put("recognized", () -> story().recognized(WeIdentityStory.name("Former ")));
        words.put("freshType", () -> WeIdentityStory.name("type-"));
        words.put("emptyType", this::issuerType);
        words.put("issuerType", issuerType);
        words.put("member", member);
        words.put("leaver", this::member);
        words.put("cpt", () -> Long.toString(cpt.get()));
        words.put("oldCpt", () -> Long.toString(story().cpt(issuer.get())));
        words.put("policedCpt", () -> {
            story().claimPolicy(issuer.get(), policed.get());
            return Long.toString(policed.get());
        });
        words.put("claimPolicy", () -> Long.toString(claimPolicy.get()));
        words.put("presentationPolicy", () -> Long.toString(policy.get()));
        words.put("credential", credential);
        words.put("freshNonce", () -> WeIdentityStory.name("nonce-"));
        words.put("presentedNonce", () -> "presented");
        words.put("presentation", () -> story()
                .presentation(issuer.get(), StrictJson.parseObject(credential.get()), policy.get(), "presented")
                .toString());
    }

    private String issuerType() {
        String name = WeIdentityStory.name("type-");
        story().done("registerIssuerType", "{\"issuerType\":\"" + name + "\"}", WeIdentityStory.DEPLOYER);
        return name;
    }

    private String member() {
        String did = client.weid();
        story().done("addIssuerIntoIssuerType",
                "{\"issuerType\":\"" + issuerType.get() + "\",\"weId\":\"" + did + "\"}", WeIdentityStory.DEPLOYER);
        return did;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(REQUESTS)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyFunctionAnswersInTheShapeThatItsClientsExpect() throws IOException {
        return files().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    ObjectNode sample = StrictJson.parseObject(Files.readAllBytes(file));
                    String request = filled(sample.get("request").toString());
                    JsonNode answer = client.call(sample.get("path").stringValue(), request);
                    alike(StrictJson.parse(filled(sample.get("answer").toString())), answer, "");
                    assertThat(answer.propertyNames()).containsExactly("respBody", "loopback", "errorCode",
                            "errorMessage");
                }));
    }

    @Test
    void everyFunctionHasASampleOfItsOwn() throws IOException {
        List<String> sampled = files().stream()
                .map(WeIdentityFunctionsTest::read)
                .map(sample -> sample.get("path").stringValue() + " "
                        + sample.at("/request/functionName").stringValue().toLowerCase(Locale.ROOT))
                .toList();

        assertThat(sampled).containsAll(signet.part(Functions.class).names());
    }

    /** All that WeIdentity-Rest-Service answers but for its assets (BAC004, BAC005). */
    @Test
    void everyNameOfTheOriginalServiceIsAFunctionHere() throws IOException {
        assertThat(signet.part(Functions.class).names())
                .containsAll(Files.readAllLines(REQUESTS.resolve("names-of-the-original.txt"))
                        .stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static ObjectNode read(Path file) {
        try {
            return StrictJson.parseObject(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each word has one meaning within a request; a later one may tell of an earlier. */
    private String filled(String request) {
        String filled = request;
        for (var word : new LinkedHashMap<>(words).entrySet()) {
            String placeholder = "${" + word.getKey() + "}";
            if (filled.contains(placeholder)) {
                String value = word.getValue().get();
                filled = value.startsWith("{")
                        ? filled.replace("\"" + placeholder + "\"", value)
                        : filled.replace(placeholder, value);
            }
        }
        return filled;
    }

    private static void alike(JsonNode written, JsonNode ours, String where) {
        switch (written) {
            case ObjectNode object -> {
                assertThat(ours.isObject()).as("%s: %s", where, ours).isTrue();
                assertThat(ours.propertyNames()).as(where).containsExactlyInAnyOrderElementsOf(object.propertyNames());
                object.properties()
                        .forEach(member -> alike(member.getValue(), ours.get(member.getKey()),
                                where + "/" + member.getKey()));
            }
            case ArrayNode array -> {
                assertThat(ours.size()).as("%s: %s", where, ours).isEqualTo(array.size());
                for (int i = 0; i < array.size(); i++) {
                    alike(array.get(i), ours.get(i), where + "/" + i);
                }
            }
            default -> single(written, ours, where);
        }
    }

    private static void single(JsonNode written, JsonNode ours, String where) {
        switch (written.asString("")) {
            case "@number" -> assertThat(ours.isIntegralNumber()).as("%s: %s", where, ours).isTrue();
            case "@time" -> assertThat(ours.longValue()).as(where).isGreaterThan(1_700_000_000_000L);
            case "@text" -> assertThat(ours.stringValue()).as(where).isNotBlank();
            case "@weid" -> assertThat(ours.stringValue()).as(where).matches("did:weid:sandbox:0x[0-9a-f]{40}");
            case "@hex" -> assertThat(ours.stringValue()).as(where).matches("0x[0-9a-f]+");
            case "@base64" -> assertThat(Base64.getDecoder().decode(ours.stringValue())).as(where).isNotEmpty();
            case "@object" -> assertThat(ours.isObject()).as("%s: %s", where, ours).isTrue();
            case "@json" -> assertThat(StrictJson.parseObject(ours.stringValue())).as(where).isNotEmpty();
            default -> assertThat(ours).as(where).isEqualTo(written);
        }
    }
}
