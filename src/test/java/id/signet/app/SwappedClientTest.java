package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.client.weidentity.Challenge;
import id.signet.client.weidentity.CptBaseInfo;
import id.signet.client.weidentity.CredentialPojo;
import id.signet.client.weidentity.ResponseData;
import id.signet.client.weidentity.WeIdAuthentication;
import id.signet.client.weidentity.WeIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
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
        authorities.registerAuthorityIssuer(issuer.getWeId(), "Club " + issuer.getWeId().substring(40), issuer);
        assertThat(authorities.recognizeAuthorityIssuer(issuer.getWeId(), operator))
                .satisfies(answer -> assertThat(answer.getErrorCode()).as(answer.getErrorMessage()).isZero());
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
