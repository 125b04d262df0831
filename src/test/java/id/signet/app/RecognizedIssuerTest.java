package id.signet.app;

import static id.signet.app.RunningSignet.check;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Over HTTP: CPTs, issuers that authorities recognize, lists of issuers, and policies of disclosure. */
class RecognizedIssuerTest {

    private static final String COURSE = """
                                         {"$schema":"http://json-schema.org/draft-04/schema#","title":"Course",
                                          "properties":{"course":{"type":"string"},"age_over_18":{"type":"boolean"},
                                           "age":{"type":"integer","minimum":0,"exclusiveMinimum":true}},
                                          "required":["course"],"additionalProperties":false}""";

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static String neighbour;
    private static int number;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        signet.post(201, "tenants", "{\"id\":\"neighbour\",\"name\":\"Neighbour\"}");
        neighbour = "Authorization: Bearer " + signet
                .post(201, "tenants/neighbour/api-keys", "{\"name\":\"n\",\"roles\":[\"issuer\"]}")
                .get("key")
                .stringValue();
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    private static String did() throws IOException {
        return signet.createDid("weid", "Ed25519").get("did").stringValue();
    }

    private static long cpt() throws IOException {
        return signet.post(201, "schemas", "{\"claimSchema\":" + COURSE + "}").get("cptId").longValue();
    }

    private static String registered() throws IOException {
        String did = did();
        signet.post(201, "issuers/applications",
                "{\"did\":\"" + did + "\",\"name\":\"Academy " + ++number + "\",\"description\":\"Teaches\"}");
        return did;
    }

    private static JsonNode asNeighbour(int status, String path, String body) throws IOException {
        Answer answer = signet.http()
                .post("/api/v1/" + path, body.getBytes(StandardCharsets.UTF_8), neighbour,
                        "Content-Type: application/json");
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        return answer.json();
    }

    private static String named(String did) {
        return "{\"did\":\"" + did + "\"}";
    }

    private static String course(String issuer, long cpt) {
        return "{\"issuer\":\"" + issuer + "\",\"type\":[\"VerifiableCredential\",\"Cpt" + cpt + "\"],\"subject\":"
                + "{\"id\":\"did:example:holder\",\"course\":\"Welding\",\"age\":19,\"age_over_18\":true},"
                + "\"format\":\"dc+sd-jwt\"}";
    }

    // --- recognition --------------------------------------------------------------------------------------------------

    @Test
    void aRecognizedIssuerIssuesWhateverCptItLikesAndTheReportSaysByWhoseWord() throws IOException {
        long cpt = cpt();
        String issuer = registered();
        assertThat(signet.send("credentials", course(issuer, cpt)).status()).as("a name alone is no leave")
                .isEqualTo(422);

        JsonNode recognized = signet.post(201, "issuers/applications:recognize", named(issuer));
        assertThat(recognized.get("recognized").booleanValue()).isTrue();
        JsonNode issued = signet.post(201, "credentials", course(issuer, cpt));

        JsonNode trust = check(signet.verify(issued), "issuer-trust");
        assertThat(trust.get("result").stringValue()).as("%s", trust).isEqualTo("passed");
        assertThat(trust.toString()).contains("http://localhost:8080/types\"");

        JsonNode withdrawn = signet.post(201, "issuers/applications:withdraw", named(issuer));
        assertThat(withdrawn.get("recognized").booleanValue()).isFalse();
        assertThat(signet.send("credentials", course(issuer, cpt)).status()).isEqualTo(422);
        assertThat(signet.verify(issued).get("verified").booleanValue()).as("it was recognized then").isTrue();
    }

    @Test
    void recognitionByATenantWithoutAnAuthoritysKeysIsRefused() throws IOException {
        String issuer = registered();

        JsonNode problem = asNeighbour(403, "issuers/applications:recognize", named(issuer));

        assertThat(problem.get("detail").stringValue()).contains("no active authority");
        String root = signet.get("/api/v1/issuers/" + signet.accreditedIssuer())
                .at("/accreditations/0/accreditedBy")
                .stringValue();
        asNeighbour(403, "issuers/applications:recognize",
                "{\"did\":\"" + issuer + "\",\"by\":\"" + root + "\"}");
    }

    @Test
    void aTenantRegistersAndRemovesItsOwnDidsAlone() throws IOException {
        String ours = registered();
        asNeighbour(403, "issuers/applications", "{\"did\":\"" + did() + "\",\"name\":\"Impostor\"}");

        assertThat(signet.http().send("DELETE /api/v1/issuers/applications/" + ours, neighbour).status())
                .isEqualTo(403);
        assertThat(signet.delete("issuers/applications/" + ours).status()).isEqualTo(204);
        assertThat(signet.delete("issuers/applications/" + ours).status()).isEqualTo(404);
    }

    @Test
    void theRequestThatIsSentAgainRegistersOnce() throws IOException {
        String did = did();
        String body = "{\"did\":\"" + did + "\",\"name\":\"Sent twice\"}";

        JsonNode first = signet.post(201, "issuers/applications", body, "Idempotency-Key: apply");
        JsonNode again = signet.post(201, "issuers/applications", body, "Idempotency-Key: apply");

        assertThat(again).isEqualTo(first);
        assertThat(signet.send("issuers/applications", body).status()).isEqualTo(409);
    }

    @Test
    void registrationsAreFoundByNameAndInPages() throws IOException {
        String did = registered();
        JsonNode page = signet.http()
                .send("GET /api/v1/issuers/applications?name=Academy%20" + number, neighbour)
                .json();

        assertThat(page.at("/issuers/0/did").stringValue()).isEqualTo(did);
        assertThat(page.get("total").longValue()).isPositive();
        assertThat(signet.http().send("GET /api/v1/issuers/applications").status()).isEqualTo(401);
        assertThat(signet.http().send("GET /api/v1/issuers/applications?limit=51", neighbour).status())
                .isEqualTo(400);
    }

    // --- issuer types -------------------------------------------------------------------------------------------------

    @Test
    void aListOfIssuersIsReadByEverybodyAndChangedByAnAuthority() throws IOException {
        signet.post(201, "issuer-types", "{\"name\":\"academies\"}");
        String member = did();
        asNeighbour(403, "issuer-types", "{\"name\":\"mine\"}");
        asNeighbour(403, "issuer-types/academies/members", named(member));

        JsonNode added = signet.post(201, "issuer-types/academies/members", named(member));

        assertThat(added.get("member").booleanValue()).isTrue();
        assertThat(signet.get("/api/v1/issuer-types/academies").get("members").longValue()).isEqualTo(1);
        assertThat(signet.get("/api/v1/issuer-types/academies/members").at("/members/0").stringValue())
                .isEqualTo(member);
        assertThat(signet.get("/api/v1/issuer-types/academies/members/" + member).get("member").booleanValue())
                .isTrue();
        assertThat(signet.get("/api/v1/issuer-types/academies/members/did:key:z6Mkother")
                .get("member")
                .booleanValue()).isFalse();
        assertThat(signet.delete("issuer-types/academies").status()).as("it has a member").isEqualTo(409);
        assertThat(signet.delete("issuer-types/academies/members/" + member).status()).isEqualTo(204);
        assertThat(signet.delete("issuer-types/academies").status()).isEqualTo(204);
        assertThat(signet.http().send("GET /api/v1/issuer-types/academies").status()).isEqualTo(404);
    }

    // --- CPTs ---------------------------------------------------------------------------------------------------------

    @Test
    void aClaimOfDraft04IsOneTypeForBothWorlds() throws IOException {
        long cpt = cpt();

        JsonNode read = signet.get("/api/v1/cpts/" + cpt);
        assertThat(read.at("/claimSchema/properties/age/exclusiveMinimum").intValue()).isZero();
        assertThat(signet.get("/api/v1/schemas/" + cpt).get("name").stringValue()).isEqualTo("Cpt" + cpt);
        assertThat(signet.post(200, "cpts/" + cpt + "/check", "{\"claim\":{\"course\":\"Welding\"}}")
                .get("valid")
                .booleanValue()).isTrue();
        JsonNode wrong = signet.post(200, "cpts/" + cpt + "/check", "{\"claim\":{\"course\":\"Welding\",\"age\":0}}");
        assertThat(wrong.get("valid").booleanValue()).isFalse();
        assertThat(wrong.at("/violations/0/keyword").stringValue()).isEqualTo("exclusiveMinimum");
    }

    @Test
    void aNumberIsChosenOnceAndOnlyInTheAuthorsRange() throws IOException {
        String chosen = "{\"claimSchema\":" + COURSE + ",\"cptId\":2345678}";

        assertThat(signet.post(201, "schemas", chosen).get("cptId").longValue()).isEqualTo(2_345_678);
        assertThat(signet.send("schemas", chosen).status()).isEqualTo(409);
        assertThat(signet.send("schemas", chosen.replace("2345678", "110")).status()).isEqualTo(403);
        assertThat(signet.send("schemas", chosen.replace("2345678", "\"7\"")).status()).isEqualTo(400);
    }

    @Test
    void anUpdateByAnotherTenantIsRefusedWhoeverItNames() throws IOException {
        long cpt = cpt();
        String publisher = signet.get("/api/v1/cpts/" + cpt).get("publisher").stringValue();

        asNeighbour(403, "cpts/" + cpt + "/versions", "{\"claimSchema\":" + COURSE + "}");
        asNeighbour(403, "cpts/" + cpt + "/versions",
                "{\"claimSchema\":" + COURSE + ",\"author\":\"" + publisher + "\"}");
        JsonNode second = signet.post(201, "cpts/" + cpt + "/versions",
                "{\"claimSchema\":" + COURSE.replace("Course", "Course of today") + "}");

        assertThat(second.get("version").longValue()).isEqualTo(2);
        assertThat(signet.get("/api/v1/cpts/" + cpt + "?version=1").at("/claimSchema/title").stringValue())
                .isEqualTo("Course");
    }

    @Test
    void theCptsOfTheSystemAreThereFromTheStart() throws IOException {
        assertThat(signet.get("/api/v1/cpts/101").at("/claimSchema/properties/fromWeId").isObject()).isTrue();
        assertThat(signet.get("/api/v1/cpts?offset=3&limit=3").get("cptIds").toString()).isEqualTo("[101,102,103]");
        assertThat(signet.post(200, "cpts:register-system", "{}").get("cptIds")).isEmpty();
        asNeighbour(403, "cpts:register-system", "{}");
    }

    // --- policies -----------------------------------------------------------------------------------------------------

    @Test
    void aPolicyIsAskedInTheQueryLanguageOfOpenId() throws IOException {
        long cpt = cpt();
        long claim = signet.post(201, "claim-policies", "{\"cptId\":" + cpt
                + ",\"fieldsToBeDisclosed\":{\"course\":1,\"age\":{\"GE\":18}}}").get("id").longValue();
        long policy = signet.post(201, "presentation-policies",
                "{\"claimPolicies\":[" + claim + "],\"orgId\":\"Harbour\",\"type\":\"zkp\"}").get("id").longValue();

        assertThat(signet.get("/api/v1/presentation-policies/" + policy + "/dcql")).isEqualTo(StrictJson
                .parse("""
                       {"credentials":[{"id":"cpt-%1$d","format":"dc+sd-jwt",
                        "meta":{"vct_values":["http://localhost:8080/types/%1$d/1"]},
                        "claims":[{"path":["age_over_18"],"values":[true]},{"path":["course"]}]}]}""".formatted(cpt)));
        assertThat(signet.get("/api/v1/presentation-policies/" + policy + "/dcql?format=ldp_vc")
                .at("/credentials/0/claims/1/path/0")
                .stringValue()).isEqualTo("credentialSubject");
        assertThat(signet.get("/api/v1/claim-policies?cptId=" + cpt).get("ids").toString())
                .isEqualTo("[" + claim + "]");
        assertThat(signet.get("/api/v1/claim-policies/" + claim).get("receipt").stringValue())
                .startsWith("c2sp.org/tlog-proof@v1");
    }

    @Test
    void whatCannotBeAskedIsSaid() throws IOException {
        long cpt = cpt();
        long claim = signet.post(201, "claim-policies", "{\"cptId\":" + cpt
                + ",\"fieldsToBeDisclosed\":{\"age\":{\"GE\":21}}}").get("id").longValue();
        long policy = signet.post(201, "presentation-policies", "{\"claimPolicies\":[" + claim + "]}")
                .get("id")
                .longValue();

        Answer answer = signet.http().send("GET /api/v1/presentation-policies/" + policy + "/dcql");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:policy-not-in-dcql");
        assertThat(answer.json().get("detail").stringValue()).contains("no claim age_over_21");
    }
}
