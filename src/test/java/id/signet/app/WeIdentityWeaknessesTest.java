package id.signet.app;

import static id.signet.app.WeIdentityStory.DEPLOYER;
import static id.signet.app.WeIdentityStory.SCHEMA;
import static id.signet.app.WeIdentityStory.invoker;
import static id.signet.app.WeIdentityStory.name;
import static id.signet.app.WeIdentityStory.order;
import static id.signet.app.WeIdentityStory.weid;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.config.Settings;
import id.signet.credential.format.weidentity.CredentialPojo;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.HostedKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What WeIdentity lets pass, each refused here with a code of its own. */
class WeIdentityWeaknessesTest {

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static WeIdentityClient client;
    private static WeIdentityClient neighbour;
    private static WeIdentityStory story;
    private static String issuer;
    private static long cpt;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        client = new WeIdentityClient(signet);
        story = new WeIdentityStory(client);
        signet.post(201, "tenants", "{\"id\":\"harbour\",\"name\":\"Harbour\"}");
        neighbour = new WeIdentityClient(signet, "Authorization: Bearer " + signet
                .post(201, "tenants/harbour/api-keys", "{\"name\":\"one\",\"roles\":[\"admin\"]}")
                .get("key")
                .stringValue());
        issuer = story.recognized(name("Academy "));
        cpt = story.cpt(issuer);
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    private static void assertRefused(JsonNode answer, int code) {
        assertThat(answer.get("errorCode").intValue()).as("%s", answer).isEqualTo(code);
        assertThat(answer.get("respBody").isNull() || !answer.get("respBody").booleanValue()).isTrue();
    }

    private static JsonNode verdict(JsonNode credential) {
        return client.invoke("verifyCredentialPojo", credential.toString(), "{}");
    }

    private static void assertGood(JsonNode credential) {
        assertThat(verdict(credential).get("respBody").asBoolean()).as("%s", verdict(credential)).isTrue();
    }

    // --- verdicts -----------------------------------------------------------------------------------------------------

    /** One that is good, but for what the log says of it: its issuer's key signed it past this service's doors. */
    private static ObjectNode unlogged(String of) {
        ObjectNode credential = story.credential(issuer, cpt);
        credential.put("issuer", of).put("id", UUID.randomUUID().toString());
        ((ObjectNode) credential.get("proof")).put("creator", of + "#keys-0");
        byte[] text = CredentialPojo.parse(credential).text().toArray();
        byte[] signature = signet.part(HostedKeys.class)
                .open(signet.part(Settings.class).home(), Did.parse(of).withFragment("keys-0"))
                .orElseThrow()
                .signForChain(text);
        ((ObjectNode) credential.get("proof")).put("signatureValue", Base64.getEncoder().encodeToString(signature));
        return credential;
    }

    @Test
    void aCredentialOfAnIssuerWhomNobodyRecognizesIsRefused() {
        assertRefused(verdict(unlogged(client.weid())), 100418);
        assertRefused(verdict(unlogged(story.applicant(name("Applicant ")))), 100418);
        assertGood(unlogged(story.recognized(name("Recognized "))));
    }

    @Test
    void whoIsNoLongerRecognizedIssuesNothingMoreAndWhatWasLoggedBeforeStaysGood() {
        String former = story.recognized(name("Former "));
        ObjectNode before = story.credential(former, cpt);

        story.done("deRecognizeAuthorityIssuer", weid(former), DEPLOYER);

        assertRefused(client.invoke("createCredentialPojo", order(former, cpt), invoker(former)), 100418);
        assertRefused(verdict(unlogged(former)), 100418);
        assertRefused(client.invoke("isAuthorityIssuer", weid(former), "{}"), 500204);
        assertGood(before);
    }

    @Test
    void aCredentialThatWasRevokedIsRefused() throws IOException {
        ObjectNode credential = story.credential(issuer, cpt);
        assertGood(credential);

        signet.changeStatus(credential, "revocation", true);

        assertRefused(verdict(credential), 100441);
    }

    @Test
    void aCredentialOfADeactivatedIssuerIsRefusedUnlessTheLogProvesThatItIsOlder() {
        String leaving = story.recognized(name("Leaving "));
        ObjectNode proven = story.credential(leaving, cpt);
        ObjectNode claimed = unlogged(leaving);
        assertGood(claimed);

        story.done("deactivate", weid(leaving), invoker(leaving));

        assertRefused(verdict(claimed), 100116);
        assertRefused(client.invoke("createCredentialPojo", order(leaving, cpt), invoker(leaving)), 100116);
        assertGood(proven);
    }

    @Test
    void aCredentialWhoseCreatorIsSaidToBeAnotherIsRefused() {
        ObjectNode credential = story.credential(issuer, cpt);
        String other = client.weid();

        assertRefused(verdict(createdBy(credential, other + "#keys-0")), 100441);
        assertRefused(verdict(createdBy(credential, issuer + "#keys-9")), 100407);
        assertGood(createdBy(credential, credential.at("/proof/creator").stringValue()));
    }

    private static ObjectNode createdBy(ObjectNode credential, String creator) {
        ObjectNode altered = credential.deepCopy();
        ((ObjectNode) altered.get("proof")).put("creator", creator);
        return altered;
    }

    @Test
    void aClaimThatWasAlteredIsRefused() {
        ObjectNode credential = story.credential(issuer, cpt);
        ((ObjectNode) credential.get("claim")).put("age", 33);

        assertRefused(verdict(credential), 100441);
    }

    @Test
    void whatIsNoPaperOfWeIdentityIsNotVerifiedAsOne() throws IOException {
        JsonNode other = signet.issue(signet.accreditedIssuer(), "data-integrity").get("credential");

        assertRefused(verdict(other), 100400);
        assertRefused(verdict(Json.object()), 100400);
    }

    // --- presentations ------------------------------------------------------------------------------------------------

    @Test
    void aPresentationThatIsReplayedWithANewNonceIsRefused() {
        long policy = story.presentationPolicy(issuer, story.claimPolicy(issuer, cpt));
        String holder = client.weid();
        ObjectNode presentation = story.presentation(holder, story.credential(issuer, cpt), policy, "first nonce");
        ObjectNode altered = presentation.deepCopy();
        ((ObjectNode) altered.get("proof")).put("nonce", "second nonce");

        assertRefused(story.verify(holder, presentation, policy, "second nonce"), 100605);
        assertRefused(story.verify(holder, altered, policy, "second nonce"), 100606);
        assertThat(story.verify(holder, presentation, policy, "first nonce").get("respBody").asBoolean()).isTrue();
        assertRefused(story.verify(holder, presentation, policy, "first nonce"), 100605);
    }

    @Test
    void aPresentationCountsForItsPresenterAlone() {
        long policy = story.presentationPolicy(issuer, story.claimPolicy(issuer, cpt));
        String holder = client.weid();
        ObjectNode presentation = story.presentation(holder, story.credential(issuer, cpt), policy, "for one");

        assertRefused(story.verify(client.weid(), presentation, policy, "for one"), 100601);
        assertRefused(story.verify(holder, presentation, 999_999, "for one"), 100602);
    }

    @Test
    void aPresentationOfARevokedCredentialIsRefused() throws IOException {
        long policy = story.presentationPolicy(issuer, story.claimPolicy(issuer, cpt));
        String holder = client.weid();
        ObjectNode credential = story.credential(issuer, cpt);
        ObjectNode presentation = story.presentation(holder, credential, policy, "revoked");

        signet.changeStatus(credential, "revocation", true);

        assertRefused(story.verify(holder, presentation, policy, "revoked"), 100441);
    }

    @Test
    void whatIsHiddenIsNotShownAgain() {
        ObjectNode arguments = Json.object();
        arguments.set("credential", story.credential(issuer, cpt));
        arguments.putObject("claimPolicy").putObject("fieldsToBeDisclosed").put("name", 1);
        JsonNode shown = story.done("createSelectiveCredential", arguments.toString(), "{}");
        assertGood(shown);

        arguments.set("credential", shown);

        assertRefused(client.invoke("createSelectiveCredential", arguments.toString(), "{}"), 100432);
        arguments.set("credential", story.credential(issuer, cpt));
        arguments.putObject("claimPolicy").putObject("fieldsToBeDisclosed").put("nobody", 1);
        assertRefused(client.invoke("createSelectiveCredential", arguments.toString(), "{}"), 100427);
    }

    // --- CPTs ---------------------------------------------------------------------------------------------------------

    @Test
    void whoNamesThePublisherDoesNotUpdateHisCpt() {
        long own = story.cpt(issuer);
        String other = client.weid();
        String update = "{\"cptId\":" + own + ",\"weId\":\"" + issuer + "\",\"cptJsonSchema\":" + SCHEMA + "}";

        assertRefused(client.invoke("updateCpt", update, invoker(other)), 100106);
        assertRefused(client.invoke("updateCpt", update.replace(issuer, other), invoker(other)), 500305);
        assertRefused(neighbour.invoke("updateCpt", update, invoker(issuer)), 201008);
        assertThat(story.done("queryCpt", "{\"cptId\":" + own + "}", "{}").get("cptVersion").intValue()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"'\"cptId\":107,', 500305", "'\"cptId\":2123456,', 0", "'\"cptId\":2123456,', 500304"})
    void aNumberIsChosenOnceAndInTheRangeOfItsPublisher(String member, int code) {
        assertThat(client.code("registerCpt", "{" + member + "\"cptJsonSchema\":" + SCHEMA + "}", invoker(issuer)))
                .isEqualTo(code);
    }

    @Test
    void aSchemaThatIsNoneIsRefused() {
        assertRefused(client.invoke("registerCpt", "{\"cptJsonSchema\":{\"type\":\"array\"}}", invoker(issuer)),
                100301);
    }

    // --- roles --------------------------------------------------------------------------------------------------------

    @Test
    void whoIsAnAuthorityIsJudgedByItsKeysAndNotByItsWord() {
        String applicant = story.applicant(name("Applicant "));
        String theirs = neighbour.weid();

        assertRefused(neighbour.invoke("recognizeAuthorityIssuer", weid(applicant), DEPLOYER), 500000);
        assertRefused(neighbour.invoke("recognizeAuthorityIssuer", weid(applicant), invoker(theirs)), 500000);
        assertRefused(neighbour.invoke("recognizeAuthorityIssuer", weid(applicant), invoker(issuer)), 201008);
        assertRefused(client.invoke("recognizeAuthorityIssuer", weid(applicant), invoker(applicant)), 500000);
        assertRefused(neighbour.invoke("removeAuthorityIssuer", weid(applicant), invoker(theirs)), 500000);
        assertRefused(neighbour.invoke("registerIssuerType", "{\"issuerType\":\"theirs\"}", DEPLOYER), 500000);
        assertRefused(client.invoke("isAuthorityIssuer", weid(applicant), "{}"), 500204);
    }

    @Test
    void aNameAndADidAreRegisteredOnce() {
        String name = name("Twice ");
        String did = story.applicant(name);
        String other = client.weid();

        assertRefused(client.invoke("registerAuthorityIssuer", registration(other, name), invoker(other)), 500203);
        assertRefused(client.invoke("registerAuthorityIssuer", registration(did, name("Once ")), invoker(did)), 500201);
        assertRefused(client.invoke("registerAuthorityIssuer", registration(other, "x".repeat(33)), invoker(other)),
                100206);
        assertRefused(neighbour.invoke("registerAuthorityIssuer", registration(other, name("Not theirs ")), DEPLOYER),
                500000);
        assertRefused(client.invoke("queryAuthorityIssuer", weid(other), "{}"), 500202);
    }

    private static String registration(String did, String name) {
        return "{\"weId\":\"" + did + "\",\"name\":\"" + name + "\"}";
    }

    @Test
    void aListThatThereIsNotDoesNotComeToBeByBeingUsed() {
        String member = "{\"weId\":\"" + issuer + "\",\"whitelistName\":\"nowhere\"}";

        assertRefused(client.invoke("addWeIdToWhitelist", member, DEPLOYER), 500502);
        assertRefused(client.invoke("isWeIdInWhitelist", member, "{}"), 500502);
    }

    // --- issuing ------------------------------------------------------------------------------------------------------

    @Test
    void nothingIsIssuedWithoutTheIssuersKey() {
        assertRefused(client.invoke("createCredentialPojo", order(issuer, cpt), "{}"), 100415);
        assertRefused(client.invoke("createCredentialPojo", order(issuer, cpt), invoker(client.weid())), 100418);
        assertRefused(neighbour.invoke("createCredentialPojo", order(issuer, cpt), invoker(issuer)), 201008);
    }

    @ParameterizedTest
    @CsvSource({"2100-04-18T21:12:33Z, 2001-04-18T21:12:33Z, 100409", "2100-04-18T21:12:33Z, tomorrow, 100409",
        "'\"age\":32', '\"age\":\"old\"', 100411", "'\"name\":\"zhang san\",', '', 100411"})
    void anOrderThatIsWrongInOnePointHasTheCodeOfThatPoint(String right, String wrong, int code) {
        assertRefused(client.invoke("createCredentialPojo", order(issuer, cpt).replace(right, wrong), invoker(issuer)),
                code);
    }

    @Test
    void aCptThatThereIsNotHasItsCode() {
        assertRefused(client.invoke("createCredentialPojo", order(issuer, 2_999_999), invoker(issuer)), 100416);
    }

    @Test
    void nothingIsSaidToBeEncrypted() {
        assertRefused(client.invoke("createCredentialAndEncrypt", order(issuer, cpt), invoker(issuer)), 100704);
    }

    @Test
    void oneIdempotencyKeyIssuesOneCredential() {
        String envelope = WeIdentityClient.envelope("createCredentialPojo", order(issuer, cpt), invoker(issuer));

        JsonNode first = client.call("invoke", envelope, "Idempotency-Key: paper-1");

        assertThat(first.get("errorCode").intValue()).as("%s", first).isZero();
        assertThat(client.call("invoke", envelope, "Idempotency-Key: paper-1")).isEqualTo(first);
    }

    @Test
    void anAuthorizationIsGivenByTheOwnerAndToAnother() {
        String other = client.weid();
        String token = "{\"fromWeId\":\"" + issuer + "\",\"toWeId\":\"" + other + "\",\"duration\":60,\"serviceUrl\":"
                + "\"http://127.0.0.1:6010/fetch-data\",\"resourceId\":\"2a3a7b64-8b0e-4ab8-8dbc-6c0e0ec1a9d4\"}";

        assertRefused(client.invoke("createDataAuthToken", token, invoker(other)), 100451);
        assertRefused(client.invoke("createDataAuthToken", token.replace(other, issuer), invoker(issuer)), 100450);
        assertRefused(client.invoke("createDataAuthToken", token.replace("http:", "file:"), invoker(issuer)), 100411);
        assertThat(client.code("createDataAuthToken", token, invoker(issuer))).isZero();
    }

    /** WeIdentity gives the DID of any address to whoever asks first. */
    @Test
    void anAddressThatIsSquattedIsRefusedAndStaysItsOwners() {
        LightWallet owner = LightWallet.generate(KeyType.SECP256K1);
        LightWallet squatter = LightWallet.generate(KeyType.SECP256K1);
        String asked = "{\"publicKey\":\"" + owner.decimal() + "\"}";
        LightWallet.Transaction stolen = squatter.transaction(neighbour, "createWeId", asked);

        assertThat(neighbour.code("createWeIdWithPubKey", "{\"publicKeyECDSA\":\"" + owner.base64() + "\"}",
                invoker(neighbour.weid()))).isEqualTo(500000);
        assertThat(neighbour
                .call("transact", WeIdentityClient.envelope("createWeId", "{}", stolen.json().toString()))
                .get("errorCode")
                .intValue()).isEqualTo(201013);
        assertThat(owner.created(client)).isEqualTo(owner.did("sandbox"));
    }
}
