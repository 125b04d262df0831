package id.signet.registry.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.registry.testing.Vectors;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class TypeContextTest {

    private static final String VCT = "https://signet.example/types/2000000/1";

    private static ObjectNode subject(String properties) {
        return StrictJson.parseObject("{\"properties\":{\"credentialSubject\":{\"properties\":" + properties + "}}}");
    }

    private static JsonNode terms(String properties) {
        return TypeContext.generate("TrainingCertificate", VCT, subject(properties)).get("@context");
    }

    private static void assertTerms(String properties, String expected) {
        assertThat(terms(properties)).isEqualTo(StrictJson
                .parse("""
                       {"@version":1.1,"@protected":true,\
                       "TrainingCertificate":"https://signet.example/types/2000000/1#TrainingCertificate"%s}"""
                        .formatted(expected)));
    }

    @Test
    void theNameAndEachClaimAreTermsOfTheType() {
        assertTerms("{\"course\":{\"type\":\"string\"},\"hours\":{\"type\":\"integer\"}}",
                ",\"course\":\"" + VCT + "#course\",\"hours\":\"" + VCT + "#hours\"");
    }

    @Test
    void termsOfTheW3cAreNotDefinedAgain() {
        assertTerms("{\"id\":{\"type\":\"string\"},\"type\":{},\"name\":{\"type\":\"string\"},\"description\":{}}", "");
    }

    @Test
    void aClaimNamedLikeATermInsideProofsStepsBackThere() {
        assertTerms("{\"expires\":{\"type\":\"string\"}}",
                ",\"expires\":{\"@id\":\"" + VCT + "#expires\",\"@protected\":false}");
    }

    @Test
    void anObjectsMembersAreTermsInsideIt() {
        assertTerms("{\"address\":{\"type\":\"object\",\"properties\":{\"street\":{\"type\":\"string\"},\"name\":{}}}}",
                ",\"address\":{\"@id\":\"" + VCT + "#address\",\"@context\":{\"@protected\":true,\"street\":\"" + VCT
                        + "#address.street\"}}");
    }

    @Test
    void aListKeepsItsOrder() {
        assertTerms("{\"steps\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"title\":{}}}}}",
                ",\"steps\":{\"@id\":\"" + VCT + "#steps\",\"@container\":\"@list\",\"@context\":{\"@protected\":true,"
                        + "\"title\":\"" + VCT + "#steps.title\"}}");
    }

    @Test
    void anObjectWithoutNamedMembersIsKeptAsJson() {
        assertTerms(
                "{\"extra\":{\"type\":\"object\"},\"map\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}}",
                ",\"extra\":{\"@id\":\"" + VCT + "#extra\",\"@type\":\"@json\"},\"map\":{\"@id\":\"" + VCT
                        + "#map\",\"@type\":\"@json\"}");
    }

    @Test
    void claimsAreFoundThroughReferencesAndCombinations() {
        ObjectNode schema = StrictJson
                .parseObject("""
                             {"allOf":[{"$ref":"#/$defs/base"}],"properties":{"credentialSubject":{"anyOf":[
                               {"properties":{"a":{}}},{"if":{"properties":{"b":{}}},"then":{"properties":{"c":{}}}}]}},
                              "$defs":{"base":{"properties":{"credentialSubject":{"properties":{"d":{}}}}}}}""");

        assertThat(TypeContext.generate("T", VCT, schema).get("@context").propertyNames()).contains("a", "b", "c", "d");
    }

    @Test
    void aNameBeyondAsciiIsPercentEncodedInItsAddress() {
        assertTerms("{\"姓名\":{\"type\":\"string\"}}", ",\"姓名\":\"" + VCT + "#%E5%A7%93%E5%90%8D\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VerifiableCredential", "credentialSubject", "issuer", "id", "name", "", "1st",
        "Training Certificate",
        "Training-Certificate", "Zertifikät", "https://example.com/T", "@type"})
    void aTypesNameIsLettersAndDigitsAndNoTermOfTheW3c(String name) {
        assertThatThrownBy(() -> TypeContext.generate(name, VCT, subject("{\"course\":{}}")))
                .isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@id", "a:b", "a b", "", "a.b", "https://x.example/", "TrainingCertificate"})
    void aClaimThatCannotBeATermIsRefused(String claim) {
        assertThatThrownBy(() -> terms("{\"" + claim + "\":{}}")).isInstanceOf(MalformedInput.class);
    }

    @Test
    void aSchemaThatDoesNotSpeakOfTheSubjectIsRefused() {
        ObjectNode schema = StrictJson.parseObject("{\"properties\":{\"course\":{\"type\":\"string\"}}}");

        assertThatThrownBy(() -> TypeContext.generate("T", VCT, schema)).isInstanceOf(MalformedInput.class)
                .hasMessageContaining("credentialSubject");
    }

    /** https://www.w3.org/ns/credentials/v2 as published by the W3C. */
    @Test
    void theTermsOfTheW3cAreThoseOfItsContext() {
        JsonNode context = Vectors.official("contexts/vc-data-model/credentials/v2").get("@context");
        Set<String> everywhere = new TreeSet<>();
        context.propertyNames().stream().filter(term -> !term.startsWith("@")).forEach(everywhere::add);
        Set<String> elsewhere = new TreeSet<>();
        collect(context, elsewhere);
        elsewhere.removeAll(everywhere);

        assertThat(W3cTerms.EVERYWHERE).isEqualTo(everywhere);
        assertThat(W3cTerms.ELSEWHERE).isEqualTo(elsewhere);
    }

    private static void collect(JsonNode definitions, Set<String> terms) {
        definitions.propertyStream().forEach(entry -> {
            JsonNode nested = entry.getValue().path("@context");
            nested.propertyNames().stream().filter(term -> !term.startsWith("@")).forEach(terms::add);
            collect(nested, terms);
        });
    }
}
