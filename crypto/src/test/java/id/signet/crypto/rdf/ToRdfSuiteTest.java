package id.signet.crypto.rdf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.JsonLdVersion;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

import id.signet.crypto.OfficialVectors;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.StrictJson;

/**
 * The W3C's tests of "Deserialize JSON-LD to RDF", with a base and with what the standard drops being dropped: what
 * remains to be shown of {@link RdfReader} is that it refuses both.
 */
class ToRdfSuiteTest {

    private static final String BASE = "https://w3c.github.io/json-ld-api/tests/";

    private static final String GENERALIZED = "statements with blank nodes as predicates, which RDF and RDFC-1.0 do not have";
    private static final String VERSION = "a rule of JSON-LD 1.0 that 1.1 changed";
    private static final String BASE_IRI = "an @base that is no IRI is an error by step 5.7 of the context processing algorithm";

    /** What is not claimed, and why. */
    private static final Map<String, String> NOT_CLAIMED = Map.ofEntries(entry("#t0118", GENERALIZED),
            entry("#te075", GENERALIZED), entry("#te014", VERSION), entry("#te026", VERSION), entry("#te071", VERSION),
            entry("#te115", VERSION), entry("#te116", VERSION), entry("#ter02", VERSION), entry("#ter03", VERSION),
            entry("#ter24", VERSION), entry("#ter32", VERSION), entry("#tli12", BASE_IRI));

    @TestFactory
    List<DynamicTest> theTestsOfTheW3c() {
        JsonNode manifest = StrictJson.parse(OfficialVectors.bytes("json-ld/toRdf-manifest.jsonld"));
        List<DynamicTest> tests = new ArrayList<>();
        int notClaimed = 0;
        for (JsonNode entry : manifest.path("sequence")) {
            String id = entry.path("@id").stringValue();
            if (NOT_CLAIMED.containsKey(id)) {
                notClaimed++;
            } else {
                tests.add(DynamicTest.dynamicTest(id + " " + entry.path("name").stringValue(), () -> run(entry)));
            }
        }
        assertThat(tests).hasSize(455);
        assertThat(notClaimed).isEqualTo(NOT_CLAIMED.size());
        return tests;
    }

    private static void run(JsonNode entry) throws Exception {
        if (entry.path("@type").toString().contains("NegativeEvaluationTest")) {
            assertThatThrownBy(() -> canonical(entry)).isInstanceOfSatisfying(JsonLdError.class,
                    error -> assertThat(error.getCode().name()).isEqualTo(entry.path("expectErrorCode")
                            .stringValue()
                            .replace("@", "keyword ")
                            .replaceAll("[ -]", "_")
                            .toUpperCase(Locale.ROOT)));
            return;
        }
        String actual = canonical(entry);
        if (entry.has("expect")) {
            assertThat(actual)
                    .isEqualTo(canonical(NQuadsText.parse(text(entry.path("expect").stringValue())).dataset()));
        }
    }

    private static String canonical(JsonNode entry) throws JsonLdError, IOException {
        JsonNode option = entry.path("option");
        JsonLdOptions options = new JsonLdOptions((url, _) -> document(url.toString()));
        options.setBase(URI.create(option.path("base").asString(BASE + entry.path("input").stringValue())));
        options.setOrdered(true);
        if (option.path("processingMode").asString("").equals("json-ld-1.0")) {
            options.setProcessingMode(JsonLdVersion.V1_0);
        }
        if (option.has("expandContext")) {
            options.setExpandContext(URI.create(BASE + option.path("expandContext").stringValue()));
        }
        return canonical(ToRdf.convert(
                JsonLd.expand(URI.create(BASE + entry.path("input").stringValue())).options(options).get(), _ -> {
                }, direction(option.path("rdfDirection").asString(""))));
    }

    private static ToRdf.Direction direction(String option) {
        return switch (option) {
            case "i18n-datatype" -> ToRdf.Direction.DATATYPE;
            case "compound-literal" -> ToRdf.Direction.COMPOUND;
            default -> ToRdf.Direction.DROPPED;
        };
    }

    private static String canonical(Dataset dataset) {
        return new String(Rdfc10.canonicalize(dataset, Hashes::sha256).bytes(), UTF_8);
    }

    private static Document document(String url) throws JsonLdError {
        if (!url.startsWith(BASE)) {
            throw new JsonLdError(JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED, url);
        }
        JsonDocument document = JsonDocument.of(new StringReader(text(url.substring(BASE.length()))));
        document.setDocumentUrl(URI.create(url));
        return document;
    }

    private static String text(String file) {
        return new String(OfficialVectors.bytes("json-ld/" + file), UTF_8);
    }
}
