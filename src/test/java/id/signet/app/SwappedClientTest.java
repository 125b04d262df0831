package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.client.weidentity.Challenge;
import id.signet.client.weidentity.CptBaseInfo;
import id.signet.client.weidentity.CredentialPojo;
import id.signet.client.weidentity.ResponseData;
import id.signet.client.weidentity.WeIdAuthentication;
import id.signet.client.weidentity.WeIdentity;
import id.signet.crypto.key.EcPublicKey;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What an application does that changed its imports from WeIdentity's SDK to the client of this service. */
class SwappedClientTest {

    private static final Map<String, Object> CLAIM_TYPE = Map.of("title", "membership", "type", "object", "properties",
            Map.of("member", Map.of("type", "string"), "level", Map.of("type", "integer")), "required",
            List.of("member"));

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static WeIdentity weIdentity;
    private static WeIdAuthentication issuer;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        weIdentity = WeIdentity.at(URI.create("http://localhost:" + signet.http().port()),
                signet.bearer().replace("Authorization: Bearer ", ""));
        issuer = new WeIdAuthentication(weIdentity.weIdService().createWeId().orElseThrow().getWeId());
    }

    @AfterAll
    static void stop() {
        weIdentity.close();
        signet.close();
    }

    private static CptBaseInfo recognizedWithCpt() {
        var authorities = weIdentity.authorityIssuerService();
        var operator = new WeIdAuthentication("ecdsa_key");
        boolean recognized = authorities.isAuthorityIssuer(issuer.getWeId()).isSuccess();
        if (!recognized) {
            authorities.registerAuthorityIssuer(issuer.getWeId(), "Club " + issuer.getWeId().substring(40), issuer);
            assertThat(authorities.recognizeAuthorityIssuer(issuer.getWeId(), operator))
                    .satisfies(answer -> assertThat(answer.getErrorCode()).as(answer.getErrorMessage()).isZero());
        }
        return weIdentity.cptService().registerCpt(CLAIM_TYPE, issuer).orElseThrow();
    }

    @Test
    void aCredentialIsIssuedShownInPartPresentedAndVerified() {
        CptBaseInfo cpt = recognizedWithCpt();
        var credentials = weIdentity.credentialPojoService();
        var policies = weIdentity.policyService();
        CredentialPojo paper = credentials.createCredential(cpt.getCptId(), issuer.getWeId(),
                Instant.now().plusSeconds(86_400).getEpochSecond(), Map.of("member", "Ada", "level", 3), issuer)
                .orElseThrow();

        assertThat(credentials.verify(paper).orElseThrow()).isTrue();
        assertThat(paper.getCptId()).isEqualTo(cpt.getCptId());
        CredentialPojo part = credentials.createSelectiveCredential(paper, Map.of("member", 1, "level", 0))
                .orElseThrow();
        assertThat(part.getClaim().get("member").stringValue()).isEqualTo("Ada");
        assertThat(part.getClaim().get("level").asString("")).startsWith("0x");
        assertThat(credentials.getCredentialPojoHash(part).orElseThrow())
                .isEqualTo(credentials.getCredentialPojoHash(paper).orElseThrow());

        long fields = policies.registerClaimPolicy(cpt.getCptId(), Map.of("member", 1, "level", 0), issuer)
                .orElseThrow();
        long policy = policies.registerPresentationPolicy(List.of(fields), issuer).orElseThrow();
        String holder = weIdentity.weIdService().createWeId().orElseThrow().getWeId();
        Challenge challenge = new Challenge(holder, "nonce-of-a-verifier-1");
        ObjectNode shown = credentials.createPresentation(List.of(paper), policy, challenge,
                new WeIdAuthentication(holder)).orElseThrow();

        assertThat(credentials.verify(holder, policy, challenge, shown).orElseThrow()).isTrue();
        assertThat(credentials.verify(holder, policy, challenge, shown).isSuccess()).isFalse();
    }

    @Test
    void evidenceIsMadeReadRevokedAndReinstated() {
        var evidence = weIdentity.evidenceService();
        String hash = "0x" + "ab".repeat(32);
        assertThat(evidence.createEvidenceWithLogAndCustomKey(hash, "first", "case 7", issuer).orElseThrow()).isTrue();
        assertThat(evidence.addLogByHash(hash, "second", issuer).orElseThrow()).isTrue();
        String address = issuer.getWeId().substring(issuer.getWeId().lastIndexOf(':') + 1);

        assertThat(evidence.getEvidenceByCustomKey("case 7").orElseThrow().at("/signInfo/" + address + "/logs").size())
                .isEqualTo(2);
        assertThat(evidence.revoke(hash, issuer).orElseThrow()).isTrue();
        assertThat(evidence.isRevoked(hash, issuer.getWeId()).orElseThrow()).isTrue();
        assertThat(evidence.unRevoke(hash, issuer).orElseThrow()).isTrue();
        assertThat(evidence.isRevoked(hash, issuer.getWeId()).orElseThrow()).isFalse();
    }

    @Test
    void didsAreReadAndCounted() {
        var dids = weIdentity.weIdService();

        assertThat(dids.isWeIdExist(issuer.getWeId()).orElseThrow()).isTrue();
        assertThat(dids.getWeIdDocument(issuer.getWeId()).orElseThrow().toString()).contains(issuer.getWeId());
        assertThat(dids.getWeIdCount().orElseThrow()).isPositive();
        assertThat(dids.setService(issuer.getWeId(), null, "hub", "https://hub.example/x").orElseThrow()).isTrue();
        assertThat(dids.getWeIdDocumentJson(issuer.getWeId()).orElseThrow()).contains("https://hub.example/x");
        assertThat(dids.getWeIdDocumentMetadata(issuer.getWeId()).orElseThrow().get("versionId").intValue())
                .isGreaterThan(1);
        assertThat(dids.getWeIdList(0, 99).orElseThrow()).contains(issuer.getWeId());
    }

    @Test
    void aDocumentGetsAndLosesAKeyAndEnds() {
        var dids = weIdentity.weIdService();
        String did = dids.createWeId().orElseThrow().getWeId();
        String key = publicKey();

        assertThat(dids.setAuthentication(did, key).orElseThrow()).isTrue();
        assertThat(dids.revokeAuthentication(did, key).orElseThrow()).isTrue();
        assertThat(dids.isDeactivated(did).orElseThrow()).isFalse();
        assertThat(dids.deactivate(did).orElseThrow()).isTrue();
        assertThat(dids.isDeactivated(did).orElseThrow()).isTrue();
    }

    @Test
    void aKeyOfSomebodyElseIsEntered() {
        String did = weIdentity.weIdService()
                .createWeIdByPublicKey(publicKey(), new WeIdAuthentication("ecdsa_key"))
                .orElseThrow();

        assertThat(weIdentity.weIdService().isWeIdExist(did).orElseThrow()).isTrue();
    }

    private static String publicKey() {
        var key = (EcPublicKey) SoftwareSigningKey.generate(KeyType.SECP256K1).publicKey();
        return Base64.getEncoder().encodeToString(key.uncompressedPoint().toArray());
    }

    @Test
    void issuersAreRecognizedListedAndRemoved() {
        recognizedWithCpt();
        var authorities = weIdentity.authorityIssuerService();
        var operator = new WeIdAuthentication("ecdsa_key");
        String name = authorities.queryAuthorityIssuerInfo(issuer.getWeId()).orElseThrow().get("name").stringValue();
        assertThat(authorities.isAuthorityIssuer(issuer.getWeId()).orElseThrow()).isTrue();
        assertThat(authorities.getWeIdByOrgId(name).orElseThrow()).isEqualTo(issuer.getWeId());
        assertThat(authorities.getIssuerCount().orElseThrow()).isPositive();

        assertThat(authorities.registerIssuerType("clubs", operator).orElseThrow()).isTrue();
        assertThat(authorities.addIssuerIntoIssuerType("clubs", issuer.getWeId(), operator).orElseThrow()).isTrue();
        assertThat(authorities.isSpecificTypeIssuer("clubs", issuer.getWeId()).orElseThrow()).isTrue();
        assertThat(authorities.getAllSpecificTypeIssuerList("clubs", 0, 10).orElseThrow())
                .containsExactly(issuer.getWeId());
        assertThat(authorities.removeIssuerFromIssuerType("clubs", issuer.getWeId(), operator).orElseThrow()).isTrue();
        assertThat(authorities.isSpecificTypeIssuer("clubs", issuer.getWeId()).orElseThrow()).isFalse();

        assertThat(authorities.deRecognizeAuthorityIssuer(issuer.getWeId(), operator).orElseThrow()).isTrue();
        assertThat(authorities.isAuthorityIssuer(issuer.getWeId()).isSuccess()).isFalse();
        assertThat(authorities.removeAuthorityIssuer(issuer.getWeId(), issuer).orElseThrow()).isTrue();
        assertThat(authorities.queryAuthorityIssuerInfo(issuer.getWeId()).isSuccess()).isFalse();
    }

    @Test
    void cptsAreRegisteredUpdatedReadAndCounted() {
        var cpts = weIdentity.cptService();
        CptBaseInfo first = cpts.registerCpt(CLAIM_TYPE, 2_000_900L, issuer).orElseThrow();
        CptBaseInfo second = cpts.updateCpt(Map.of("title", "membership", "type", "object"), 2_000_900L, issuer)
                .orElseThrow();

        assertThat(first.getCptId()).isEqualTo(2_000_900L);
        assertThat(second.getCptVersion()).isEqualTo(2);
        assertThat(cpts.queryCpt(2_000_900L).orElseThrow().get("cptPublisher").stringValue())
                .isEqualTo(issuer.getWeId());
        assertThat(cpts.getCptCount().orElseThrow()).isPositive();
        assertThat(cpts.getCptIdList(0, 50).orElseThrow()).contains(2_000_900L);
    }

    @Test
    void aPaperIsSignedBySeveralAndStampedWithATime() {
        CptBaseInfo cpt = recognizedWithCpt();
        var credentials = weIdentity.credentialPojoService();
        CredentialPojo paper = credentials.createCredential(cpt.getCptId(), issuer.getWeId(),
                Instant.now().plusSeconds(86_400).getEpochSecond(), Map.of("member", "Ada", "level", 3), issuer)
                .orElseThrow();

        assertThat(credentials.addSignature(List.of(paper), issuer).orElseThrow().getCptId()).isEqualTo(107);
        assertThat(credentials.createTrustedTimestamp(List.of(paper), issuer).orElseThrow().getCptId()).isEqualTo(108);
    }

    @Test
    void policiesAreReadAsTheyWereRegistered() {
        CptBaseInfo cpt = recognizedWithCpt();
        var policies = weIdentity.policyService();
        long fields = policies.registerClaimPolicy(cpt.getCptId(), Map.of("member", 1, "level", 0), issuer)
                .orElseThrow();
        long policy = policies.registerPresentationPolicy(List.of(fields), issuer).orElseThrow();

        assertThat(policies.getClaimPolicy(fields).orElseThrow().toString()).contains("member");
        assertThat(policies.getPresentationPolicy(policy).orElseThrow().get("id").longValue()).isEqualTo(policy);
    }

    @Test
    void aSecondSignerStandsBesideTheFirst() {
        var evidence = weIdentity.evidenceService();
        String hash = "0x" + "cd".repeat(32);
        WeIdAuthentication second = new WeIdAuthentication(
                weIdentity.weIdService().createWeId().orElseThrow().getWeId());
        evidence.createEvidenceWithLogAndCustomKey(hash, null, null, issuer).orElseThrow();

        assertThat(evidence.addSignatureAndLogByHash(hash, "seen", second).orElseThrow()).isTrue();
        assertThat(evidence.getEvidence(hash).orElseThrow().get("signInfo").size()).isEqualTo(2);
    }

    @Test
    void aServiceThatIsNotThereIsACodeAndNoException() {
        try (WeIdentity nowhere = WeIdentity.open(URI.create("http://localhost:1"))) {
            ResponseData<Integer> answer = nowhere.weIdService().getWeIdCount();

            assertThat(answer.getErrorCode()).isEqualTo(ResponseData.UNREACHABLE);
            assertThat(answer.getResult()).isNull();
        }
    }
}
