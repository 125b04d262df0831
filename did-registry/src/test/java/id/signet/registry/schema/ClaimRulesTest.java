package id.signet.registry.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class ClaimRulesTest {

    private static final ObjectNode CREDENTIAL = StrictJson.parseObject(
            """
            {"name": "Arthur", "address": {"city": "Milliways", "a/b": 1},
             "degrees": [{"type": "Bachelor"}, {"type": "Master"}], "nationalities": ["British", {"...": "digest"}]}""");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                            ["name"]                     | /name
                                            ["address"]                  | /address
                                            ["address", "city"]          | /address/city
                                            ["address", "a/b"]           | /address/a~1b
                                            ["address", "street"]        | ''
                                            ["degrees", null, "type"]    | /degrees/0/type /degrees/1/type
                                            ["degrees", 1]               | /degrees/1
                                            ["degrees", 2]               | ''
                                            ["nationalities", null]      | /nationalities/0 /nationalities/1
                                            ["nationalities", 1, "code"] | ''
                                            """)
    void aPathNamesClaimsAsTheyWereIssued(String path, String pointers) {
        assertThat(ClaimPath.parse(StrictJson.parse(path)).select(CREDENTIAL)).extracting(ClaimPath.Selected::pointer)
                .containsExactly(pointers.isEmpty() ? new String[0] : pointers.split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"name\", \"first\"]", "[\"name\", 0]", "[\"address\", null]"})
    void aStepThatDoesNotFitWhatItMeetsIsAnError(String path) {
        assertThatThrownBy(() -> ClaimPath.parse(StrictJson.parse(path)).select(CREDENTIAL))
                .isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[true]", "[-1]", "[1.5]", "[{}]", "\"name\"", "[4294967296]"})
    void whatIsNoPathIsRefused(String path) {
        assertThatThrownBy(() -> ClaimPath.parse(StrictJson.parse(path))).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                            {"path": ["name"], "sd": "always"}                        | /name            | true  |
                                            {"path": ["name"], "sd": "always"}                        | /address         | true  | always withhold
                                            {"path": ["name"], "sd": "never"}                         | /address         | true  |
                                            {"path": ["name"], "sd": "never"}                         | /name            | true  | never withhold
                                            {"path": ["name"], "sd": "allowed"}                       | /name            | true  |
                                            {"path": ["address", "city"], "sd": "always"}             | /address         | true  | always withhold
                                            {"path": ["address", "city"], "sd": "never"}              | /address         | true  |
                                            {"path": ["nationalities", 1], "sd": "always"}            | /name            | true  |
                                            {"path": ["nationalities", 1], "sd": "never"}             | /name            | true  | never withhold
                                            {"path": ["degrees", null, "type"], "sd": "always"}       | /degrees/0/type  | true  | always withhold
                                            {"path": ["street"], "mandatory": true}                   | /name            | true  | in every credential
                                            {"path": ["street"], "mandatory": true}                   | /name            | false |
                                            {"path": ["street"], "mandatory": true, "sd": "never"}    | /name            | false | in every credential
                                            {"path": ["name", "first"], "mandatory": false}           | /name            | true  | does not fit
                                            """)
    void aRuleIsJudgedByWhatIsShown(String rule, String disclosed, boolean complete, String objection) {
        var objections = rules(rule).objection(new ClaimRules.Issued(CREDENTIAL, Set.of(disclosed), complete));

        if (objection == null) {
            assertThat(objections).isEmpty();
        } else {
            assertThat(objections).hasValueSatisfying(message -> assertThat(message).contains(objection));
        }
    }

    @Test
    void theHolderMayWithholdWhatTheRulesLeaveToHim() {
        var rules = rules("{\"path\": [\"name\"], \"sd\": \"never\"}",
                "{\"path\": [\"degrees\", null, \"type\"], \"sd\": \"always\"}");

        assertThat(rules.disclosuresOf(CREDENTIAL)).containsExactlyInAnyOrder("/address", "/degrees", "/nationalities",
                "/degrees/0/type", "/degrees/1/type");
    }

    @Test
    void anExtendingTypeAddsToTheRulesAndTightensThem() {
        var base = rules("{\"path\": [\"name\"], \"mandatory\": true}",
                "{\"path\": [\"address\"], \"sd\": \"always\"}");
        var child = rules("{\"path\": [\"name\"], \"sd\": \"never\"}", "{\"path\": [\"degrees\"], \"sd\": \"never\"}");

        assertThat(base.extendedBy(child).rules()).isEqualTo(rules(
                "{\"path\": [\"name\"], \"sd\": \"never\", \"mandatory\": true}",
                "{\"path\": [\"address\"], \"sd\": \"always\"}", "{\"path\": [\"degrees\"], \"sd\": \"never\"}")
                .rules());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                            {"path": ["a"], "sd": "always"}       | {"path": ["a"], "sd": "never"}
                                            {"path": ["a"], "sd": "always"}       | {"path": ["a"], "sd": "allowed"}
                                            {"path": ["a"], "sd": "never"}        | {"path": ["a"], "sd": "always"}
                                            {"path": ["a"], "mandatory": true}    | {"path": ["a"], "mandatory": false}
                                            """)
    void anExtendingTypeLoosensNothing(String base, String child) {
        assertThatThrownBy(() -> rules(base).extendedBy(rules(child))).isInstanceOf(MalformedInput.class)
                .hasMessageContaining("loosens");
    }

    private static ClaimRules rules(String... rules) {
        return new ClaimRules(List.of(rules).stream().map(StrictJson::parse).map(ClaimRule::parse).toList());
    }
}
