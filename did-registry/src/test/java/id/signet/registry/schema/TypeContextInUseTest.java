package id.signet.registry.schema;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.json.StrictJson;
import id.signet.crypto.rdf.Contexts;
import id.signet.crypto.rdf.TermCheck;
import id.signet.crypto.rdf.UndefinedTerm;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** A generated context does in JSON-LD what it is made for: beside the W3C's own, in a whole credential. */
class TypeContextInUseTest {

    private static final String CONTEXT = "https://signet.example/schemas/2000000/1/context";
    private static final String VCT = "https://signet.example/types/2000000/1";

    private static void check(String subjectProperties, String subject) {
        ObjectNode schema = StrictJson
                .parseObject("{\"properties\":{\"credentialSubject\":{\"properties\":" + subjectProperties + "}}}");
        ObjectNode context = TypeContext.generate("TrainingCertificate", VCT, schema);
        ObjectNode credential = StrictJson.parseObject(
                """
                {"@context":["https://www.w3.org/ns/credentials/v2","%s"],"id":"urn:uuid:8c3f0d6e-0000-4000-8000-000000000000",
                 "type":["VerifiableCredential","TrainingCertificate"],"issuer":{"id":"did:web:academy.example","name":"A"},
                 "validFrom":"2026-11-23T10:00:00Z","credentialSubject":%s,
                 "credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"revocation",
                   "statusListIndex":"1","statusListCredential":"https://signet.example/status/1"},
                 "proof":{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","created":"2026-11-23T10:00:00Z",
                   "expires":"2027-11-23T10:00:00Z","domain":"x","nonce":"n","proofPurpose":"assertionMethod",
                   "verificationMethod":"did:web:academy.example#key-1","proofValue":"z1"}}"""
                        .formatted(CONTEXT, subject));
        TermCheck.of(Contexts.bundled().and(url -> url.equals(CONTEXT) ? Optional.of(context) : Optional.empty()))
                .check(credential);
    }

    @Test
    void declaredClaimsAreDefined() {
        assertThatCode(() -> check(
                """
                {"id":{},"name":{},"course":{"type":"string"},"hours":{"type":"number"},"姓名":{"type":"string"},
                 "address":{"type":"object","properties":{"street":{},"city":{"properties":{"code":{}}}}},
                 "steps":{"type":"array","items":{"properties":{"title":{},"grades":{"type":"array"}}}},
                 "extra":{"type":"object"}}""",
                """
                {"id":"did:example:holder","name":"Wang","course":"Java","hours":12.5,"姓名":"王","address":{"street":"s",
                 "city":{"code":"c"}},"steps":[{"title":"t","grades":[1,2]},{"title":"u","grades":[]}],
                 "extra":{"anything":{"at":["all"]}}}""")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"expires", "created", "domain", "nonce", "issuer", "validFrom", "status", "statusPurpose",
        "message",
        "holder", "evidence", "proof", "credentialSubject"})
    void aClaimMayBeCalledLikeATermThatTheW3cUsesElsewhere(String claim) {
        assertThatCode(() -> check("{\"" + claim + "\":{\"type\":\"string\"}}", "{\"" + claim + "\":\"x\"}"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"role\":\"admin\"}", "{\"address\":{\"role\":\"admin\"}}",
        "{\"steps\":[{\"role\":\"admin\"}]}"})
    void D09_anUndeclaredClaimIsUndefined(String subject) {
        assertThatThrownBy(() -> check(
                """
                {"address":{"properties":{"street":{}}},"steps":{"type":"array","items":{"properties":{"title":{}}}}}""",
                subject)).isInstanceOf(UndefinedTerm.class);
    }
}
