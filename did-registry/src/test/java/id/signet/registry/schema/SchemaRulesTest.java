package id.signet.registry.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class SchemaRulesTest {

    private static ObjectNode json(String text) {
        return StrictJson.parseObject(text);
    }

    private static void assertRefused(String schema, String reason) {
        assertThatThrownBy(() -> CompiledSchema.compile(json(schema))).isInstanceOf(MalformedInput.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aDocumentIsJudgedByItsSchema() {
        CompiledSchema schema = CompiledSchema.compile(json(
                """
                {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","required":["a"],
                 "properties":{"a":{"$ref":"#/$defs/word"}},"$defs":{"word":{"type":"string","pattern":"^[a-z]{3}$"}}}"""));

        assertThat(schema.validate(json("{\"a\":\"abc\"}"))).isEmpty();
        assertThat(schema.validate(json("{\"a\":\"ABC\"}"))).singleElement().satisfies(violation -> {
            assertThat(violation.keyword()).isEqualTo("pattern");
            assertThat(violation.place()).isEqualTo("/a");
            assertThat(violation.message()).doesNotContain("ABC");
        });
        assertThat(schema.validate(json("{}"))).singleElement()
                .satisfies(violation -> assertThat(violation.keyword()).isEqualTo("required"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/schema", "http://169.254.169.254/", "file:///etc/passwd",
        "other.json",
        "//evil.example/s"})
    void D21_aReferenceToAnotherPlaceIsRefusedUnread(String ref) {
        assertRefused("{\"properties\":{\"a\":{\"$ref\":\"" + ref + "\"}}}", "stays inside the schema");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"$ref\":\"#\"}", "{\"properties\":{\"a\":{\"$ref\":\"#\"}}}",
        "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"items\":{\"$ref\":\"#/$defs/b\"}},\"b\":{\"not\":{\"$ref\":\"#/$defs/a\"}}}}"})
    void D21_aRecursiveReferenceIsRefused(String schema) {
        assertRefused(schema, "recursive");
    }

    @Test
    void D21_referencesThatMultiplyAreRefused() {
        StringBuilder defs = new StringBuilder("\"d0\":{}");
        for (int i = 1; i < 30; i++) {
            defs.append(
                    ",\"d%d\":{\"allOf\":[{\"$ref\":\"#/$defs/d%d\"},{\"$ref\":\"#/$defs/d%d\"}]}".formatted(i, i - 1,
                            i - 1));
        }
        assertRefused("{\"$ref\":\"#/$defs/d29\",\"$defs\":{" + defs + "}}", "parts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)\\\\1", "(?=a)b", "(?!a)b", "(?<=a)b", "[", "(a{100}){100}", "((a{50}){50}){50}",
        "a{1001}{2}"})
    void D21_aPatternThatIsNotLinearIsRefused(String pattern) {
        assertRefused("{\"pattern\":\"" + pattern + "\"}", "pattern");
    }

    @Test
    void D21_aPatternTooLongIsRefused() {
        assertRefused("{\"pattern\":\"" + "a".repeat(300) + "\"}", "256");
        assertRefused("{\"patternProperties\":{\"" + "a".repeat(300) + "\":{}}}", "256");
    }

    @Test
    void D21_anEvilPatternEndsWhateverItReads() {
        CompiledSchema schema = CompiledSchema.compile(json("{\"properties\":{\"a\":{\"pattern\":\"^(a+)+$\"}}}"));

        assertThat(schema.validate(json("{\"a\":\"" + "a".repeat(8_000) + "b\"}"))).hasSize(1);
        assertThat(schema.validate(json("{\"a\":\"" + "a".repeat(8_000) + "\"}"))).isEmpty();
    }

    @Test
    void patternsSpeakOfUnicodeAsEcmaScriptDoes() {
        CompiledSchema schema = CompiledSchema
                .compile(json("{\"properties\":{\"a\":{\"pattern\":\"^[\\\\u4e00-\\\\u9fa5]{2,4}$\"}}}"));

        assertThat(schema.validate(json("{\"a\":\"王小明\"}"))).isEmpty();
        assertThat(schema.validate(json("{\"a\":\"Wang\"}"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$vocabulary"})
    void D21_keywordsThatLeadElsewhereAreRefused(String keyword) {
        assertRefused("{\"properties\":{\"a\":{\"" + keyword + "\":\"https://evil.example/\"}}}", keyword);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"text\"}", "{\"required\":\"a\"}", "{\"properties\":[]}", "{\"minLength\":-1}"})
    void whatIsNoSchemaOfThisDialectIsRefused(String schema) {
        assertThatThrownBy(() -> CompiledSchema.compile(json(schema))).isInstanceOf(MalformedInput.class);
    }

    @Test
    void anotherDialectIsRefused() {
        assertRefused("{\"$schema\":\"http://json-schema.org/draft-07/schema#\"}", "2020-12");
    }

    @Test
    void aSchemaTooLargeIsRefused() {
        assertThatThrownBy(() -> SchemaRules.check(json("{\"description\":\"" + "x".repeat(33_000) + "\"}")))
                .isInstanceOf(MalformedInput.TooLarge.class);
    }
}
