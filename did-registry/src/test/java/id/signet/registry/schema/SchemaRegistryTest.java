package id.signet.registry.schema;

import static id.signet.registry.testing.Registries.caller;
import static id.signet.registry.testing.Registries.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.registry.RegistryRefusal.Kind;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.issuer.Accreditation;
import id.signet.registry.issuer.TrustOutcome;
import id.signet.registry.net.Fetched;
import id.signet.registry.net.ResourceDigest;
import id.signet.registry.testing.Registries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class SchemaRegistryTest {

    private static final ObjectNode COURSE = StrictJson
            .parseObject("""
                         {"type":"object","properties":{"credentialSubject":{"type":"object","required":["course"],
                          "properties":{"course":{"type":"string"}}}},"required":["credentialSubject"]}""");

    private final Registries registries = Registries.inMemory();
    private final SchemaRegistry schemas = registries.schemas;

    private RegisteredSchema register(Caller caller, String name, ObjectNode schema, Optional<Did> author) {
        SchemaOutcome outcome = schemas.register(caller, name, schema, author);
        assertThat(outcome).isInstanceOf(SchemaOutcome.Registered.class);
        return ((SchemaOutcome.Registered) outcome).schema();
    }

    private static void assertRefused(SchemaOutcome outcome, Kind kind) {
        assertThat(outcome).isInstanceOfSatisfying(SchemaOutcome.Refused.class,
                refused -> assertThat(refused.refusal().kind()).as(refused.refusal().message()).isEqualTo(kind));
    }

    @Test
    void aTypeIsFoundUnderEveryAddressItHas() {
        RegisteredSchema schema = register(caller(), "TrainingCertificate", COURSE, Optional.empty());

        assertThat(schema.cptId()).isEqualTo(2_000_000);
        assertThat(schema.id()).isEqualTo("https://signet.example/schemas/2000000/1");
        assertThat(schema.contextUrl()).isEqualTo("https://signet.example/schemas/2000000/1/context");
        assertThat(schema.vct()).isEqualTo("https://signet.example/types/2000000/1");
        for (String reference : List.of("2000000", schema.id(), schema.contextUrl(), schema.vct(), schema.typeUri(),
                schema.vct() + "#TrainingCertificate")) {
            assertThat(schemas.find(reference)).as(reference)
                    .hasValueSatisfying(found -> assertThat(found.id()).isEqualTo(schema.id()));
        }
        for (String reference : List.of("", "2000001", schema.id() + "/x", schema.vct() + "/context",
                "https://other.example/schemas/2000000/1", "https://signet.example/schemas/2000000/0",
                "https://signet.example/types/2000000/context")) {
            assertThat(schemas.find(reference)).as(reference).isEmpty();
        }
        assertThat(schemas.context(schema.contextUrl())).contains(schema.context());
        assertThat(schemas.context(schema.id())).isEmpty();
        assertThat(schema.contextBytes().toArray()).isEqualTo(Jcs.canonicalize(schema.context()));
    }

    @Test
    void theSameNameByTheSameAuthorIsTheNextVersion() {
        RegisteredSchema first = register(caller(), "TrainingCertificate", COURSE, Optional.empty());
        ObjectNode changed = COURSE.deepCopy().put("title", "Course");

        RegisteredSchema second = register(caller(), "TrainingCertificate", changed, Optional.empty());

        assertThat(second.cptId()).isEqualTo(first.cptId());
        assertThat(second.version()).isEqualTo(2);
        assertThat(schemas.find(first.id()).orElseThrow().jsonSchema()).isEqualTo(COURSE);
        assertThat(schemas.find(first.cptId()).orElseThrow().jsonSchema()).isEqualTo(changed);
        assertThat(schemas.named("TrainingCertificate")).singleElement()
                .satisfies(found -> assertThat(found.version()).isEqualTo(2));
    }

    @Test
    void anotherAuthorsTypeOfTheSameNameIsAnotherType() {
        register(caller(), "TrainingCertificate", COURSE, Optional.empty());

        RegisteredSchema other = register(stranger(), "TrainingCertificate", COURSE, Optional.empty());

        assertThat(other.cptId()).isEqualTo(2_000_001);
        assertThat(schemas.named("TrainingCertificate")).hasSize(2);
    }

    @Test
    void theNumberTellsWhoVouchesForTheAuthor() {
        Did root = registries.weid();
        Did accredited = registries.weid();
        Did everybody = registries.weid();
        assertThat(registries.trust.registerAuthority(caller(), root, "Board", true))
                .isInstanceOf(TrustOutcome.Done.class);
        assertThat(registries.trust.accredit(caller(), root, accredited, "Academy",
                List.of(new Accreditation("https://signet.example/types/9", Optional.empty(), Optional.empty()))))
                .isInstanceOf(TrustOutcome.Done.class);

        assertThat(register(caller(), "One", COURSE, Optional.of(root)).cptId()).isEqualTo(1);
        assertThat(register(caller(), "One", COURSE, Optional.of(accredited)).cptId()).isEqualTo(1_000);
        assertThat(register(caller(), "Two", COURSE, Optional.of(accredited)).cptId()).isEqualTo(1_001);
        assertThat(register(caller(), "One", COURSE, Optional.of(everybody)).cptId()).isEqualTo(2_000_000);
    }

    @Test
    void everyKindOfHostedDidCanBeAuthor() {
        for (HostedMethod method : HostedMethod.values()) {
            Did author = registries.create(method, KeyType.P256).did();

            assertThat(register(caller(), "One", COURSE, Optional.of(author)).author()).isEqualTo(author);
        }
    }

    @Test
    void anotherTenantsDidCannotBeAuthor() {
        Did author = registries.weid();

        assertRefused(schemas.register(stranger(), "One", COURSE, Optional.of(author)), Kind.FORBIDDEN);
    }

    @Test
    void aDeactivatedAuthorRegistersNothing() {
        Did author = registries.weid();
        Registries.done(registries.dids.deactivate(caller(), author, Optional.empty()));

        assertRefused(schemas.register(caller(), "One", COURSE, Optional.of(author)), Kind.DEACTIVATED);
    }

    @Test
    void aRotatedAuthorGoesOnWithItsNewKey() {
        Did author = registries.weid();
        register(caller(), "One", COURSE, Optional.of(author));
        Registries.done(registries.dids.addKey(caller(), author, KeyType.P256,
                Optional.of(author.withFragment("key-1")), Optional.empty()));

        assertThat(register(caller(), "One", COURSE, Optional.of(author)).version()).isEqualTo(2);
    }

    @Test
    void D21_aBadSchemaIsRefusedAndNothingIsLogged() {
        long before = registries.ledger.size().value();
        ObjectNode remote = StrictJson
                .parseObject("{\"properties\":{\"credentialSubject\":{\"$ref\":\"https://evil.example\"}}}");

        assertRefused(schemas.register(caller(), "One", remote, Optional.empty()), Kind.MALFORMED);

        assertThat(registries.ledger.size().value()).isEqualTo(before);
    }

    @Test
    void manyTypesAtOnceGetNumbersOfTheirOwn() throws Exception {
        List<Future<SchemaOutcome>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                String name = "Type" + i;
                all.add(threads.submit(() -> schemas.register(caller(), name, COURSE, Optional.empty())));
            }
        }
        List<Long> numbers = new ArrayList<>();
        for (Future<SchemaOutcome> one : all) {
            numbers.add(((SchemaOutcome.Registered) one.get()).schema().cptId());
        }

        assertThat(numbers).containsExactlyInAnyOrder(2_000_000L, 2_000_001L, 2_000_002L, 2_000_003L, 2_000_004L,
                2_000_005L, 2_000_006L, 2_000_007L);
    }

    @Test
    void aDocumentIsValidatedByItsType() {
        RegisteredSchema schema = register(caller(), "TrainingCertificate", COURSE, Optional.empty());

        assertThat(schema.validate(StrictJson.parse("{\"credentialSubject\":{\"course\":\"Java\"}}"))).isEmpty();
        assertThat(schema.validate(StrictJson.parse("{\"credentialSubject\":{}}"))).singleElement()
                .satisfies(violation -> assertThat(violation.place()).isEqualTo("/credentialSubject"));
    }

    private SchemaOutcome describe(String name, String metadata) {
        return schemas.register(caller(), name, COURSE, Optional.of(StrictJson.parseObject(metadata)),
                Optional.empty());
    }

    @Test
    void aTypeWithMetadataServesItAsItWasLogged() {
        RegisteredSchema schema = ((SchemaOutcome.Registered) describe("Course",
                """
                {"description": "A course", "display": [{"locale": "de-CH", "name": "Kurs"}],
                 "claims": [{"path": ["course"], "sd": "never", "mandatory": true}]}""")).schema();

        ObjectNode served = StrictJson.parseObject(schema.typeMetadataBytes().toArray());
        assertThat(served.get("vct").stringValue()).isEqualTo(schema.vct());
        assertThat(served.get("name").stringValue()).isEqualTo("Course");
        assertThat(served.propertyNames()).containsExactlyInAnyOrder("vct", "name", "description", "display", "claims");
        assertThat(schema.typeMetadataBytes().toArray()).isEqualTo(Jcs.canonicalize(served));
        assertThat(TypeChains.of(schemas, (address, media) -> new Fetched.Absent()).of(schema.vct(), Optional.empty()))
                .isInstanceOfSatisfying(TypeChains.Answer.Rules.class,
                        rules -> assertThat(rules.claims().rules()).hasSize(1));
    }

    @Test
    void aTypeExtendsARegisteredOneWhoseDigestItStates() {
        RegisteredSchema base = register(caller(), "Base", COURSE, Optional.empty());
        String integrity = ResourceDigest.sri(base.typeMetadataBytes());

        assertThat(describe("Child",
                "{\"extends\": \"" + base.vct() + "\", \"extends#integrity\": \"" + integrity + "\"}"))
                .isInstanceOf(SchemaOutcome.Registered.class);
        for (String wrong : List.of(base.vct() + "\", \"extends#integrity\": \"sha256-" + "A".repeat(43) + "=",
                base.typeUri() + "\", \"extends#integrity\": \"" + integrity,
                "https://signet.example/types/2000009/1\", \"extends#integrity\": \"" + integrity, base.vct())) {
            assertRefused(describe("Other", "{\"extends\": \"" + wrong + "\"}"), Kind.MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"colour\": 1}", "{\"vct\": \"https://x.example\"}", "{\"name\": \"Other\"}",
        "{\"display\": {}}", "{\"display\": [{\"name\": \"Kurs\"}]}", "{\"display\": [{\"locale\": \"de\"}]}",
        "{\"display\": [{\"locale\": \"not a tag\", \"name\": \"x\"}]}",
        "{\"display\": [{\"locale\": \"de\", \"name\": \"a\"}, {\"locale\": \"DE\", \"name\": \"b\"}]}",
        "{\"display\": [{\"locale\": \"de\", \"name\": \"a\", \"rendering\": {\"svg_templates\": []}}]}",
        "{\"display\": [{\"locale\": \"de\", \"name\": \"a\", \"rendering\": {\"simple\": {\"text_color\": \"red\"}}}]}",
        "{\"display\": [{\"locale\": \"de\", \"name\": \"a\", \"rendering\": {\"simple\": {\"logo\": {\"uri\": \"http://a.example/l\"}}}}]}",
        "{\"display\": [{\"locale\": \"de\", \"name\": \"a\", \"rendering\": {\"simple\": {\"logo\": {\"uri\": \"https://a.example/l\"}}}}]}",
        "{\"display\": [{\"locale\": \"de\", \"name\": \"a\", \"rendering\": {\"simple\": {\"logo\": {\"uri\": \"data:text/html,x\"}}}}]}",
        "{\"claims\": [{\"path\": [\"other\"]}]}", "{\"claims\": [{\"path\": [\"exp\"]}]}",
        "{\"claims\": [{\"path\": [\"Course\"]}]}",
        "{\"claims\": [{\"path\": [\"course\"], \"svg_id\": \"1a\"}]}",
        "{\"claims\": [{\"path\": [\"course\"], \"display\": [{\"locale\": \"de\"}]}]}",
        "{\"extends#integrity\": \"sha256-AAAA\"}", "{\"extends\": \"https://other.example/type\"}",
        "{\"extends\": \"http://other.example/type\", \"extends#integrity\": \"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"}"})
    void metadataThatIsNoneIsRefusedAndNothingIsLogged(String metadata) {
        long before = registries.ledger.size().value();

        assertRefused(describe("Course", metadata), Kind.MALFORMED);

        assertThat(registries.ledger.size().value()).isEqualTo(before);
    }
}
