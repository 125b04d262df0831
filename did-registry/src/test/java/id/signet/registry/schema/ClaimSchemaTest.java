package id.signet.registry.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class ClaimSchemaTest {

    private static final ObjectNode OF_DRAFT_04 = StrictJson
            .parseObject("""
                         {"$schema":"http://json-schema.org/draft-04/schema#","id":"http://e.example/cpt",
                          "title":"Course","type":"object","required":["age"],"additionalProperties":false,
                          "definitions":{"grade":{"type":"integer","minimum":1,"exclusiveMinimum":true}},
                          "properties":{"age":{"type":"number","maximum":150,"exclusiveMaximum":false},
                           "grade":{"$ref":"#/definitions/grade"},
                           "pair":{"type":"array","items":[{"type":"string"},{"type":"integer","minimum":0,
                            "exclusiveMinimum":true}],"additionalItems":false}},
                          "dependencies":{"grade":["age"],"pair":{"required":["grade"]}}}""");

    private static final ObjectNode OF_2020_12 = StrictJson
            .parseObject("""
                         {"title":"Course","type":"object","required":["age"],"additionalProperties":false,
                          "definitions":{"grade":{"type":"integer","exclusiveMinimum":1}},
                          "properties":{"age":{"type":"number","maximum":150},
                           "grade":{"$ref":"#/definitions/grade"},
                           "pair":{"type":"array","prefixItems":[{"type":"string"},{"type":"integer",
                            "exclusiveMinimum":0}],"items":false}},
                          "dependentRequired":{"grade":["age"]},"dependentSchemas":{"pair":{"required":["grade"]}}}""");

    @Test
    void whatDraft04WroteOtherwiseIsTranslated() {
        assertThat(ClaimSchema.parse(OF_DRAFT_04)).isEqualTo(OF_2020_12);
        assertThat(ClaimSchema.parse(OF_2020_12)).as("what is new already stays").isEqualTo(OF_2020_12);
    }

    @Test
    void theClaimIsTheSubjectOfTheDocumentAndIsReadBackFromThere() {
        ObjectNode document = ClaimSchema.document(OF_2020_12);

        assertThat(document.at("/properties/credentialSubject/properties/grade/$ref").stringValue())
                .isEqualTo("#/properties/credentialSubject/definitions/grade");
        assertThat(ClaimSchema.of(document)).contains(OF_2020_12);
        CompiledSchema compiled = CompiledSchema.compile(document);
        assertThat(compiled.validate(StrictJson.parseObject("{\"credentialSubject\":{\"age\":18,\"grade\":2}}")))
                .isEmpty();
        assertThat(compiled.validate(StrictJson.parseObject("{\"credentialSubject\":{\"age\":18,\"grade\":1}}")))
                .as("the bound stands by the reference")
                .isNotEmpty();
    }

    @Test
    void aClosedClaimLetsAW3cCredentialNameItsSubject() {
        CompiledSchema compiled = CompiledSchema.compile(ClaimSchema.document(OF_2020_12));

        assertThat(compiled.validate(
                StrictJson.parseObject("{\"credentialSubject\":{\"age\":18,\"id\":\"did:example:1\"}}"))).isEmpty();
        assertThat(compiled.validate(StrictJson.parseObject("{\"credentialSubject\":{\"age\":18,\"idx\":1}}")))
                .isNotEmpty();
    }

    @Test
    void aReaderOfDraft04GetsItsOwnDialectBack() {
        ObjectNode back = ClaimSchema.asDraft04(OF_2020_12);

        assertThat(back.get("$schema").stringValue()).isEqualTo("http://json-schema.org/draft-04/schema#");
        assertThat(back.at("/properties/pair")).isEqualTo(OF_DRAFT_04.at("/properties/pair"));
        assertThat(back.at("/definitions/grade")).isEqualTo(OF_DRAFT_04.at("/definitions/grade"));
        assertThat(back.get("dependencies")).isEqualTo(OF_DRAFT_04.get("dependencies"));
        assertThat(ClaimSchema.parse(back)).isEqualTo(OF_2020_12);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"minimum\":3,\"exclusiveMinimum\":5} | {\"minimum\":5,\"exclusiveMinimum\":true}",
        "{\"minimum\":7,\"exclusiveMinimum\":5} | {\"minimum\":7}",
        "{\"maximum\":7,\"exclusiveMaximum\":5} | {\"maximum\":5,\"exclusiveMaximum\":true}",
        "{\"maximum\":3,\"exclusiveMaximum\":5} | {\"maximum\":3}",
        "{\"const\":\"x\"} | {\"enum\":[\"x\"]}"})
    void ofTwoBoundsTheStricterIsSaidInDraft04(String member, String expected) {
        ObjectNode schema = StrictJson.parseObject("{\"type\":\"object\",\"properties\":{\"a\":" + member + "}}");

        assertThat(ClaimSchema.asDraft04(schema).at("/properties/a")).isEqualTo(StrictJson.parse(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"$schema\":\"http://json-schema.org/draft-03/schema#\"} | draft-04",
        "{\"type\":\"array\"} | describes an object",
        "{\"type\":[\"object\",\"null\"]} | describes an object",
        "{\"properties\":{\"a\":{\"required\":true}}} | required is a list",
        "{\"properties\":{\"a\":{\"exclusiveMinimum\":true}}} | goes with minimum"})
    void whatCannotBeTranslatedIsRefusedWithASentence(String schema, String sentence) {
        assertThatThrownBy(() -> ClaimSchema.parse(StrictJson.parseObject(schema)))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"type\":\"object\"}",
        "{\"properties\":{\"credentialSubject\":true}}",
        "{\"$defs\":{\"a\":{}},\"properties\":{\"credentialSubject\":{\"$ref\":\"#/$defs/a\"}}}"})
    void aDocumentWhoseClaimDoesNotStandByItselfHasNone(String document) {
        assertThat(ClaimSchema.of(StrictJson.parseObject(document))).isEmpty();
    }
}
