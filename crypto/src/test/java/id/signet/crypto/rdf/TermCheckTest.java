package id.signet.crypto.rdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.OfficialVectors;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;

class TermCheckTest {

    private static final String V2 = "https://www.w3.org/ns/credentials/v2";
    private static final String OURS = "https://signet.example/schemas/1000/1/context";

    private static final String OUR_CONTEXT = """
                                              {"@context": {"@protected": true,
                                                "TrainingCredential": {"@id": "https://signet.example/schemas/1000/1#TrainingCredential", "@context": {
                                                   "onlyInside": "https://signet.example/schemas/1000/1#onlyInside"}},
                                                "OtherCredential": "https://signet.example/schemas/1000/1#OtherCredential",
                                                "course": "https://signet.example/schemas/1000/1#course",
                                                "level": {"@id": "https://signet.example/schemas/1000/1#level", "@type": "@vocab", "@context": {
                                                   "basic": "https://signet.example/schemas/1000/1#basic"}},
                                                "school": {"@id": "https://signet.example/schemas/1000/1#school", "@type": "@id"}}}""";

    private static final String DOCUMENT = """
                                           {"@context": ["https://www.w3.org/ns/credentials/v2", "https://signet.example/schemas/1000/1/context"],
                                            "id": "urn:uuid:1", "type": ["VerifiableCredential", "TrainingCredential"], "issuer": "did:example:1",
                                            "validFrom": "2026-11-23T00:00:00Z",
                                            "credentialStatus": {"id": "https://a.example/s#1", "type": "BitstringStatusListEntry",
                                              "statusPurpose": "revocation", "statusListIndex": "1", "statusListCredential": "https://a.example/s"},
                                            "credentialSubject": {"id": "did:example:2", "course": "Weaving: an introduction", "level": "basic",
                                              "school": "https://school.example/"}}""";

    private final Contexts contexts = Contexts.bundled()
            .and(url -> url.equals(OURS) ? Optional.of(StrictJson.parseObject(OUR_CONTEXT)) : Optional.empty());
    private final TermCheck check = TermCheck.of(contexts);

    @Test
    void aDocumentWhoseWordsAreAllDefinedPasses() {
        check.check(document());
        check.check(document());

        assertThat(check.remembered()).isEqualTo(1);
    }

    // --- undefined words ---------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"role", "Course", "course ", "", "on behalf of", "basic"})
    void D09_aMemberThatNoContextDefinesIsUndefined(String name) {
        ObjectNode document = document();
        subject(document).put(name, "admin");

        assertThatThrownBy(() -> check.check(document)).isInstanceOf(UndefinedTerm.class);
    }

    @Test
    void D09_anUndefinedMemberIsFoundAtEveryDepth() {
        for (String place : new String[]{"", "/credentialSubject", "/credentialStatus"}) {
            ObjectNode document = document();
            ((ObjectNode) document.at(place)).put("role", "admin");
            assertThatThrownBy(() -> check.check(document)).as(place).isInstanceOf(UndefinedTerm.class);
        }
        ObjectNode inArray = document();
        inArray.set("credentialSubject", Json.array().add(subject(document())).add(Json.object().put("role", "admin")));
        assertThatThrownBy(() -> check.check(inArray)).isInstanceOf(UndefinedTerm.class);
        ObjectNode withObject = document();
        subject(withObject).putObject("course").put("role", 1);
        assertThatThrownBy(() -> check.check(withObject)).isInstanceOf(UndefinedTerm.class);
        ObjectNode withNull = document();
        subject(withNull).putNull("role");
        assertThatThrownBy(() -> check.check(withNull)).isInstanceOf(UndefinedTerm.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AdminCredential", "trainingCredential", "basic", "#TrainingCredential", "a b", "/x"})
    void D09_aTypeThatNoContextDefinesIsUndefined(String type) {
        ObjectNode document = document();
        ((ArrayNode) document.get("type")).add(type);

        assertThatThrownBy(() -> check.check(document)).isInstanceOf(UndefinedTerm.class);
    }

    @Test
    void D09_aWordFromThePlaceOfAnotherTypeIsUndefined() {
        ObjectNode inside = document();
        inside.put("onlyInside", "x");
        check.check(inside);

        ObjectNode other = inside.deepCopy();
        ((ArrayNode) other.get("type")).set(1, "OtherCredential");
        assertThatThrownBy(() -> check.check(other)).isInstanceOf(UndefinedTerm.class);
    }

    @Test
    void D09_aDocumentWithoutContextHasNoDefinedWord() {
        ObjectNode document = document();
        document.remove("@context");
        assertThatThrownBy(() -> check.check(document)).isInstanceOf(UndefinedTerm.class);

        document.set("@context", Json.array());
        assertThatThrownBy(() -> check.check(document)).isInstanceOf(UndefinedTerm.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "#fragment", "/path", "", "../up", "?q", "//host/path", "1:2", "did example:1",
        "https://a.example/<x>", ":", "urn:with space"})
    void D17_anIriThatNeedsABaseIsUndefined(String iri) {
        ObjectNode ofSubject = document();
        subject(ofSubject).put("id", iri);
        assertThatThrownBy(() -> check.check(ofSubject)).isInstanceOf(MalformedInput.class)
                .isNotInstanceOf(ContextRefused.class);
        ObjectNode ofMember = document();
        subject(ofMember).put("school", iri);
        assertThatThrownBy(() -> check.check(ofMember)).isInstanceOf(MalformedInput.class)
                .isNotInstanceOf(ContextRefused.class);
        ObjectNode ofIssuer = document();
        ofIssuer.put("issuer", iri);
        assertThatThrownBy(() -> check.check(ofIssuer)).isInstanceOf(MalformedInput.class)
                .isNotInstanceOf(ContextRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"advanced", "Basic", "course level"})
    void aValueThatShouldBeADefinedWordAndIsNotIsUndefined(String level) {
        ObjectNode document = document();
        subject(document).put("level", level);

        assertThatThrownBy(() -> check.check(document)).isInstanceOf(UndefinedTerm.class);
    }

    // --- contexts ----------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"http://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/v2/",
        "https://www.w3.org/ns/credentials/v2#", "https://www.w3.org/ns/credentials/V2",
        "https://www.w3.org/ns/credentials/../credentials/v2", "file:///etc/passwd", "jar:file:/a.jar!/v2",
        "http://169.254.169.254/latest/meta-data", "https://unknown.example/v1", "http://localhost:8080/x",
        "classpath:/contexts/credentials-v2.jsonld", "credentials-v2.jsonld", "", "did:example:1",
        "https://www.w3.org/ns/credentials/examples/v2"})
    void D13_aContextUrlThatIsNotKnownIsRefusedWithoutALook(String url) {
        ObjectNode document = document();
        ((ArrayNode) document.get("@context")).add(url);

        assertThatThrownBy(() -> check.check(document)).isInstanceOf(ContextRefused.class)
                .hasMessageContaining("known");
    }

    @Test
    void D10_aContextThatGivesOtherMeaningsToProtectedTermsIsRefused() {
        for (String term : new String[]{"VerifiableCredential", "id", "type", "name", "TrainingCredential", "course"}) {
            Contexts swapped = contexts.and(url -> Optional.of(StrictJson.parseObject(url.equals(OURS)
                    ? OUR_CONTEXT
                    : "{\"@context\": {\"" + term + "\": \"https://evil.example/#x\"}}")));
            ObjectNode document = document();
            ((ArrayNode) document.get("@context")).add("https://evil.example/v1");
            assertThatThrownBy(() -> TermCheck.of(swapped).check(document)).as(term).isInstanceOf(ContextRefused.class);
        }
        ObjectNode replaced = document();
        replaced.put("@context", "https://evil.example/v1");
        assertThatThrownBy(() -> check.check(replaced)).isInstanceOf(ContextRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"@vocab\":\"https://evil.example/#\"}", "{\"@base\":\"https://evil.example/\"}",
        "{\"issuer\":\"https://evil.example/#i\"}", "null", "{}", "1", "[\"https://www.w3.org/ns/credentials/v2\"]"})
    void D11_aContextWrittenIntoTheDocumentIsRefused(String context) {
        ObjectNode top = document();
        ((ArrayNode) top.get("@context")).add(StrictJson.parse(context));
        assertThatThrownBy(() -> check.check(top)).isInstanceOf(ContextRefused.class);
        ObjectNode nested = document();
        subject(nested).set("@context", StrictJson.parse(context));
        if (!context.startsWith("[")) {
            assertThatThrownBy(() -> check.check(nested)).isInstanceOf(ContextRefused.class);
        }
    }

    @Test
    void D11_D12_whereInlineContextsAreAllowedTheyMayOnlyDefineTerms() {
        TermCheck allowing = TermCheck.allowingInlineContexts(contexts);
        ObjectNode good = withInline("{\"role\":\"https://a.example/#role\"}");
        allowing.check(good);
        for (String bad : new String[]{"{\"@vocab\":\"https://evil.example/#\"}", "{\"@vocab\":null}",
            "{\"@base\":\"https://evil.example/\"}", "{\"role\":\"@graph\"}", "{\"role\":null}", "null",
            "{\"role\":{\"@id\":\"https://a.example/#role\",\"@context\":null}}",
            "{\"name\":\"https://evil.example/#i\"}",
            "{\"VerifiableCredential\":\"https://evil.example/#v\"}", "{\"id\":\"https://evil.example/#v\"}"}) {
            assertThatThrownBy(() -> allowing.check(withInline(bad))).as(bad).isInstanceOf(ContextRefused.class);
        }
        assertThatThrownBy(() -> check.check(good)).isInstanceOf(ContextRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@graph", "@included", "@nest", "@reverse", "@id", "@type", "@list", "@set", "@index",
        "@base",
        "@vocab", "@value", "@foo", "@", "@import", "@json"})
    void D12_aKeywordInTheDocumentIsRefused(String keyword) {
        for (String place : new String[]{"", "/credentialSubject", "/credentialStatus"}) {
            ObjectNode document = document();
            ((ObjectNode) document.at(place)).putArray(keyword).addObject().put("course", "x");
            assertThatThrownBy(() -> check.check(document)).as(place).isInstanceOf(MalformedInput.class);
        }
    }

    @Test
    void D14_aPoisonedRegistryCannotGiveAnotherMeaningToABundledContext() {
        Contexts poisoned = Contexts.bundled()
                .and(url -> Optional.of(StrictJson.parseObject(
                        """
                        {"@context": {"role": "https://evil.example/#role", "VerifiableCredential": "https://evil.example/#v"}}""")));
        ObjectNode document = StrictJson.parseObject(
                """
                {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": "VerifiableCredential", "role": "admin"}""");

        assertThatThrownBy(() -> TermCheck.of(poisoned).check(document)).isInstanceOf(UndefinedTerm.class);
    }

    @Test
    void moreThanThirtyTwoContextsAreRefused() {
        Contexts many = Contexts.bundled()
                .and(url -> Optional.of(StrictJson.parseObject("{\"@context\":{\"a\":\"https://a.example/#a\"}}")));
        ObjectNode document = document();
        for (int i = 0; i < 32; i++) {
            ((ArrayNode) document.get("@context")).add("https://a.example/" + i);
        }
        assertThatThrownBy(() -> TermCheck.of(many).check(document)).isInstanceOf(ContextRefused.class)
                .hasMessageContaining("too many");
    }

    @Test
    void D16_contextsInAThousandPlacesOrTypesByTheHundredAreRefused() {
        ObjectNode contextsEverywhere = document();
        ArrayNode subjects = contextsEverywhere.putArray("credentialSubject");
        for (int i = 0; i < 1_001; i++) {
            subjects.addObject().put("@context", V2);
        }
        assertThatThrownBy(() -> check.check(contextsEverywhere)).isInstanceOf(ContextRefused.class)
                .hasMessageContaining("places");
        ObjectNode typesEverywhere = document();
        for (int i = 0; i < 64; i++) {
            ((ArrayNode) typesEverywhere.get("type")).add("VerifiableCredential");
        }
        assertThatThrownBy(() -> check.check(typesEverywhere)).isInstanceOf(MalformedInput.class)
                .hasMessageContaining("types");
    }

    @Test
    void H25_nothingOfADocumentReachesTheLog() {
        List<LogRecord> written = new ArrayList<>();
        Handler handler = new Handler() {

            @Override
            public void publish(LogRecord line) {
                written.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            ObjectNode document = document();
            document.putObject("name").put("@value", "a").put("@language", "x\n2026 INFO root logged in");
            answer(check, document);
        } finally {
            root.removeHandler(handler);
        }
        assertThat(written).extracting(LogRecord::getMessage).noneMatch(line -> line.contains("INFO"));
    }

    // --- the memory of shapes ----------------------------------------------------------------------------------

    @Test
    void anotherSubjectOfTheSameShapeIsRememberedAsGood() {
        check.check(document());
        ObjectNode other = document();
        other.put("id", "urn:uuid:2").put("issuer", "did:example:9");
        subject(other).put("id", "did:example:3").put("course", "Dyeing");
        check.check(other);

        assertThat(check.remembered()).isEqualTo(1);
    }

    @Test
    void theMemoryCannotBeFooledByWhatHasTheSameMembers() {
        List<ObjectNode> twins = new ArrayList<>();
        ObjectNode good = document();
        good.put("onlyInside", "x");
        twins.add(changed(good, document -> ((ArrayNode) document.get("type")).set(1, "OtherCredential")));
        twins.add(changed(good, document -> ((ArrayNode) document.get("type")).set(1, "UnknownCredential")));
        twins.add(changed(good, document -> ((ArrayNode) document.get("type")).set(1, V2)));
        twins.add(changed(good, document -> ((ArrayNode) document.get("@context")).set(1, V2)));
        twins.add(changed(good, document -> ((ArrayNode) document.get("@context")).remove(1)));
        twins.add(changed(good, document -> ((ArrayNode) document.get("@context")).set(1, "https://evil.example/")));
        twins.add(changed(good,
                document -> ((ObjectNode) document.path("credentialStatus")).put("type", "StatusList2021Entry")));
        twins.add(changed(good,
                document -> ((ObjectNode) document.path("credentialStatus")).put("type", "TrainingCredential")));
        twins.add(changed(good, document -> ((ObjectNode) document.path("credentialStatus")).put("id", "relative")));
        twins.add(changed(good, document -> subject(document).put("level", "course level")));
        twins.add(changed(good, document -> subject(document).put("level", "advanced")));
        twins.add(changed(good, document -> subject(document).put("school", "school")));
        twins.add(changed(good, document -> subject(document).put("school", "")));
        twins.add(changed(good, document -> subject(document).put("id", "@id")));
        twins.add(changed(good, document -> document.put("issuer", "issuer")));
        twins.add(changed(good, document -> subject(document).putObject("course").put("role", "x")));
        twins.add(changed(good, document -> subject(document).putArray("course").addObject().put("role", "x")));
        twins.add(changed(good, document -> subject(document).put("type", "Unknown")));

        for (int round = 0; round < 2; round++) {
            check.check(good);
            for (ObjectNode twin : twins) {
                assertThatThrownBy(() -> check.check(twin)).as(twin.toString()).isInstanceOf(MalformedInput.class);
            }
            assertThat(check.remembered()).isEqualTo(1);
        }
    }

    @Test
    void theMemoryAgreesWithAFreshCheckOnEveryMutation() {
        // Whatever a long-lived check answers for a document, a new one that remembers nothing answers the same.
        ObjectNode good = document();
        check.check(good);
        String text = good.toString();
        Random random = new Random(1);
        String[] words = {"\"did:example:2\"", "\"basic\"", "\"TrainingCredential\"", "\"VerifiableCredential\"",
            "\"x\"",
            "\"id\"", "\"type\"", "\"course\"", "\"school\"", "\"level\"", "\"@id\"", "\"" + OURS + "\"",
            "\"" + V2 + "\"",
            "\"issuer\"", "\"credentialStatus\"", "null", "[]", "\"_:b\"", "\"revocation\""};
        int agreed = 0;
        for (int i = 0; i < 3_000; i++) {
            String from = words[random.nextInt(words.length)];
            String to = words[random.nextInt(words.length)];
            int at = text.indexOf(from, random.nextInt(text.length()));
            if (at < 0) {
                continue;
            }
            ObjectNode mutant;
            try {
                mutant = StrictJson.parseObject(text.substring(0, at) + to + text.substring(at + from.length()));
            } catch (MalformedInput notJson) {
                continue;
            }
            assertThat(answer(check, mutant)).as(mutant.toString()).isEqualTo(answer(TermCheck.of(contexts), mutant));
            agreed++;
        }
        assertThat(agreed).isGreaterThan(200);
    }

    @Test
    void aChangedRegisteredContextIsNoLongerTheSameShape() {
        String[] current = {OUR_CONTEXT};
        Contexts changing = Contexts.bundled().and(url -> Optional.of(StrictJson.parseObject(current[0])));
        assertThat(Shape.of(document(), changing, false)).isEqualTo(Shape.of(document(), contexts, false));
        current[0] = OUR_CONTEXT.replace("#course\"", "#other\"");
        Contexts reread = Contexts.bundled().and(url -> Optional.of(StrictJson.parseObject(current[0])));

        assertThat(Shape.of(document(), reread, false)).isNotEqualTo(Shape.of(document(), contexts, false));
    }

    // --- official documents ------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"w3c-vc-di-eddsa/eddsa-jcs-2022/signedJCS.json",
        "w3c-vc-di-eddsa/eddsa-rdfc-2022/signedDataInt.json",
        "w3c-vc-di-eddsa/proof-set-chain/signedProofChain2.json",
        "w3c-vc-di-ecdsa/ecdsa-jcs-2019-p384/signedJCSECDSAP384.json"})
    void theSignedDocumentsOfTheSpecificationsPass(String file) {
        TermCheck.of(Contexts.bundled().andExamples()).check(StrictJson.parseObject(OfficialVectors.bytes(file)));
    }

    @TestFactory
    Stream<DynamicTest> theGoodInputsOfTheW3cDataModelSuitePass() throws IOException {
        TermCheck allowing = TermCheck.allowingInlineContexts(Contexts.bundled().andExamples());
        return inputs("-ok.json").map(file -> DynamicTest.dynamicTest(file.getFileName().toString(),
                () -> assertThatCode(() -> allowing.check(withoutProof(file))).doesNotThrowAnyException()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"credential-type-unmapped-fail", "credential-type-mapped-nonurl-fail",
        "credential-redef-type-fail",
        "credential-redef-type2-fail", "credential-context-combo4-fail", "credential-issuer-no-url-fail",
        "credential-id-not-url-fail"})
    void theBadTermsOfTheW3cDataModelSuiteAreRefused(String name) throws IOException {
        TermCheck allowing = TermCheck.allowingInlineContexts(Contexts.bundled());
        byte[] bytes = OfficialVectors.bytes("vcdm2-inputs/" + name + ".json");

        assertThatThrownBy(() -> allowing.check(StrictJson.parseObject(bytes))).isInstanceOf(MalformedInput.class);
    }

    private static Stream<Path> inputs(String ending) throws IOException {
        Path folder = OfficialVectors.at("vcdm2-inputs");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        }
    }

    /** One of them carries a proof whose members its context does not define; a proof is judged by its suite. */
    private static ObjectNode withoutProof(Path file) throws IOException {
        ObjectNode document = StrictJson.parseObject(Files.readAllBytes(file));
        document.remove("proof");
        return document;
    }

    private static String answer(TermCheck check, ObjectNode document) {
        try {
            check.check(document);
            return "good";
        } catch (MalformedInput refused) {
            return refused.getClass().getSimpleName();
        }
    }

    private static ObjectNode changed(ObjectNode good, Consumer<ObjectNode> change) {
        ObjectNode copy = good.deepCopy();
        change.accept(copy);
        return copy;
    }

    private static ObjectNode withInline(String context) {
        ObjectNode document = document();
        ((ArrayNode) document.get("@context")).add(StrictJson.parse(context));
        subject(document).put("role", "https://a.example/x");
        return document;
    }

    private static ObjectNode document() {
        return StrictJson.parseObject(DOCUMENT);
    }

    private static ObjectNode subject(ObjectNode document) {
        return (ObjectNode) document.path("credentialSubject");
    }
}
