package id.signet.app.description;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.description.ApiDescription.Example;
import id.signet.app.description.ApiDescription.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the API's description owes its readers, as far as it shows without a running service. */
class ApiDescriptionRulesTest {

    private static final ApiDescription API = ApiDescription.read();

    @Test
    void everyOperationHasAnExampleThatSucceeds() {
        for (Operation operation : API.operations()) {
            List<String> statuses = operation.examples().stream().map(Example::status).toList();
            // What a sandbox on its own cannot do needs somebody else: its description says so.
            if (operation.node().path("x-signet-needs-others").asBoolean(false)) {
                assertThat(statuses).as("%s", operation).isNotEmpty().noneMatch(status -> status.startsWith("2"));
            } else {
                assertThat(statuses).as("%s", operation).anyMatch(status -> status.startsWith("2"));
            }
        }
    }

    @Test
    void everyOperationHasItsOwnNameASummaryAndATagThatIsExplained() {
        assertThat(API.operations()).extracting(Operation::id).doesNotHaveDuplicates();
        List<String> tags = API.root().get("tags").findValuesAsString("name");
        for (Operation operation : API.operations()) {
            assertThat(operation.node().get("summary").stringValue()).as("%s", operation).isNotBlank();
            assertThat(tags).contains(operation.node().at("/tags/0").stringValue());
        }
    }

    @Test
    void everyOperationSaysHowItRefuses() {
        for (Operation operation : API.operations()) {
            List<String> statuses = List.copyOf(operation.responses().keySet());
            assertThat(statuses).as("%s", operation).contains("default");
            if (operation.roles().isPresent()) {
                assertThat(statuses).as("%s", operation).contains("401", "403");
            }
            if (operation.node().has("requestBody")) {
                assertThat(statuses).as("%s", operation).contains("400", "413", "415");
            }
            // A POST that only reads gives the same answer again without a key.
            if (operation.verb().equals("POST") && !operation.node().path("x-signet-reads").asBoolean(false)) {
                assertThat(statuses).as("%s", operation).contains("409", "422");
                assertThat(operation.parameters()).as("%s", operation)
                        .anyMatch(parameter -> parameter.get("name").stringValue().equals("Idempotency-Key"));
            }
            if (operation.roles().isEmpty() && operation.takesKey()) {
                assertThat(statuses).as("%s", operation).contains("401", "429");
            }
        }
    }

    @Test
    void everyAnswerThatIsNotGoodIsAProblem() {
        for (Operation operation : API.operations()) {
            operation.responses().forEach((status, response) -> {
                boolean standard = operation.path().startsWith("/1.0/") || operation.path().startsWith("/vc-api/");
                boolean page = response.path("content").has("text/html");
                if (!status.startsWith("2") && !status.equals("304") && !standard && !page) {
                    assertThat(response.path("content").propertyNames()).as("%s %s", operation, status)
                            .containsExactly(Problem.MEDIA_TYPE);
                }
            });
        }
    }

    @Test
    void everyExampleThatIsWrittenDownIsValidByItsSchema() {
        for (Operation operation : API.operations()) {
            operation.bodies()
                    .forEach((name, body) -> assertThat(API.violations(operation.bodySchema(), body))
                            .as("%s %s", operation, name)
                            .isEmpty());
            for (JsonNode parameter : operation.parameters()) {
                if (parameter.has("example")) {
                    assertThat(API.violations(parameter.get("schema"), parameter.get("example")))
                            .as("%s %s", operation, parameter.get("name"))
                            .isEmpty();
                }
            }
            for (Example example : operation.examples()) {
                example.answer()
                        .ifPresent(answer -> assertThat(API.violations(example.schema(), answer)).as("%s", example)
                                .isEmpty());
            }
        }
    }

    @Test
    void everyRequiredParameterHasAnExample() {
        for (Operation operation : API.operations()) {
            for (JsonNode parameter : operation.parameters()) {
                if (parameter.path("required").asBoolean(false)) {
                    assertThat(parameter.has("example")).as("%s %s", operation, parameter.get("name")).isTrue();
                }
            }
        }
    }

    @Test
    void everyProblemThisServiceAnswersWithIsListed() {
        List<String> listed = new ArrayList<>();
        API.root()
                .at("/components/schemas/ProblemType/x-extensible-enum")
                .forEach(type -> listed.add(type.stringValue()));
        assertThat(listed).doesNotHaveDuplicates()
                .containsAll(Arrays.stream(ProblemType.values())
                        .map(type -> Problem.TYPE_PREFIX + type.slug())
                        .toList());
    }
}
