package id.signet.credential.verify;

import static id.signet.credential.testing.World.failed;
import static id.signet.credential.testing.World.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.UnsecuredCredential;
import id.signet.credential.format.JsonSchemaCredential;
import id.signet.credential.testing.World;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.registry.net.Fetched;
import id.signet.registry.net.ResourceDigest;
import id.signet.registry.schema.SchemaViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class SchemaCheckTest {

    private static final String SCHEMA = "https://signet.example/schemas/2000000/1";

    private static final String FOREIGN = "https://other.example/schema.json";
    private static final Bytes TEXT = Bytes.utf8("{}");

    private final List<ObjectNode> judged = new ArrayList<>();
    private List<SchemaViolation> violations = List.of();
    private final World world = new World(KeyType.ED25519, document -> {
    }, reference -> reference.equals(SCHEMA) || reference.equals(World.VCT)
            ? Optional.of(new Types.RegisteredType(SCHEMA, "TrainingCertificate", SCHEMA + "/context",
                    List.of(World.VCT), Map.of(SCHEMA, TEXT, World.VCT, TEXT), this::judge))
            : Optional.empty());

    @Test
    void aDocumentIsJudgedByTheSchemaItNames() {
        assertThat(world.verify(world.signed(named(SCHEMA))).check(CheckName.SCHEMA).outcome())
                .isInstanceOf(CheckOutcome.Passed.class);

        violations = List.of(new SchemaViolation("", "type", "The member course is no string."));
        assertThat(failed(world.verify(world.signed(named(SCHEMA))), CheckName.SCHEMA).code())
                .isEqualTo("schema-violated");
    }

    @Test
    void anSdJwtVcIsJudgedAsTheDocumentItStandsFor() {
        world.verify(World.text(world.sdJwt("/course", "/address/city")));

        var document = judged.getFirst();
        assertThat(document.get("type").get(1).stringValue()).isEqualTo("TrainingCertificate");
        assertThat(document.get("issuer").stringValue()).isEqualTo(World.ISSUER);
        assertThat(document.get("validUntil").stringValue()).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(document.get("credentialSubject")).isEqualTo(world.certificate().get("credentialSubject"));
    }

    @Test
    void whatAHolderWithholdsIsNotHeldAgainstHim() {
        violations = List.of(new SchemaViolation("", "required", "The member name is missing."));

        var withheld = World.text(world.sdJwt("/name").split("~", -1)[0] + "~");
        assertThat(world.verify(withheld).verified()).isTrue();
        assertThat(failed(world.verify(world.signed(named(SCHEMA))), CheckName.SCHEMA).code())
                .isEqualTo("schema-violated");
        violations = List.of(new SchemaViolation("", "type", "The member course is no string."));
        assertThat(failed(world.verify(withheld), CheckName.SCHEMA).code()).isEqualTo("schema-violated");
    }

    @Test
    void aDigestIsThatOfTheRegisteredSchema() {
        var good = named(SCHEMA);
        ((ObjectNode) good.get("credentialSchema")).put("digestSRI", ResourceDigest.sri(TEXT));
        assertThat(world.verify(world.signed(good)).check(CheckName.SCHEMA).outcome())
                .isInstanceOf(CheckOutcome.Passed.class);

        var bad = named(SCHEMA);
        ((ObjectNode) bad.get("credentialSchema")).put("digestSRI", ResourceDigest.sri(Bytes.utf8("{ }")));
        assertThat(failed(world.verify(world.signed(bad)), CheckName.SCHEMA).code())
                .isEqualTo("schema-digest-mismatch");
    }

    @Test
    void aSchemaThatCannotBeReadLeavesTheCheckUnknown() {
        var report = world.verify(world.signed(named(FOREIGN)));

        assertThat(unknown(report, CheckName.SCHEMA).code()).isEqualTo("schema-source-unreachable");
        assertThat(world.asked).containsExactly(FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://other.example/schema.json", "https://127.0.0.1/schema.json",
        "https://localhost/schema.json", "file:///etc/passwd", "did:weid:test:0x1"})
    void D21_anAddressThatIsNoneOnTheWebIsNotAsked(String address) {
        assertThat(unknown(world.verify(world.signed(named(address))), CheckName.SCHEMA).code())
                .isEqualTo("schema-source-unreachable");
        assertThat(world.asked).isEmpty();
    }

    @Test
    void whatABadProofNamesIsNotAsked() {
        var forged = world.signed(named(FOREIGN));
        forged.put("validUntil", "2027-01-02T00:00:00Z");

        assertThat(failed(world.verify(forged), CheckName.PROOF).code()).isEqualTo("signature-invalid");
        assertThat(world.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://json-schema.org/draft/2020-12/schema",
        "https://json-schema.org/draft/2019-09/schema",
        "http://json-schema.org/draft-07/schema#"})
    void anothersSchemaOfEachVersionIsReadAndJudges(String version) {
        world.publish(FOREIGN, schema(FOREIGN, version, "{\"type\":\"string\"}"));
        assertThat(world.verify(world.signed(named(FOREIGN))).check(CheckName.SCHEMA).outcome())
                .isInstanceOf(CheckOutcome.Passed.class);

        world.publish(FOREIGN, schema(FOREIGN, version, "{\"type\":\"number\"}"));
        assertThat(failed(world.verify(world.signed(named(FOREIGN))), CheckName.SCHEMA).code())
                .isEqualTo("schema-violated");
    }

    @Test
    void aVersionThatIsNotReadHereLeavesTheCheckUnknown() {
        world.publish(FOREIGN, schema(FOREIGN, "https://json-schema.org/draft/unknown/schema", "{}"));

        assertThat(unknown(world.verify(world.signed(named(FOREIGN))), CheckName.SCHEMA).code())
                .isEqualTo("schema-version-unsupported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"$ref\":\"https://evil.example/schema.json\"}", "{\"$ref\":\"#\"}",
        "{\"pattern\":\"^(?=a)+$\"}", "{\"pattern\":\"(a){1000}{1000}\"}", "{\"$dynamicRef\":\"#x\"}",
        "{\"dependencies\":{\"a\":{\"$ref\":\"#\"}}}", "{\"items\":[{\"$ref\":\"#\"}]}"})
    void D21_aSchemaThatWouldReadOrNeverEndIsRefusedWithoutAsking(String course) {
        world.publish(FOREIGN, schema(FOREIGN, "http://json-schema.org/draft-07/schema#", course));

        assertThat(failed(world.verify(world.signed(named(FOREIGN))), CheckName.SCHEMA).code())
                .isEqualTo("schema-malformed");
        assertThat(world.asked).containsExactly(FOREIGN);
    }

    @Test
    void aPublishedSchemaSaysItsVersionAndThatThisIsItsAddress() {
        var nameless = schema(FOREIGN, "https://json-schema.org/draft/2020-12/schema", "{}");
        nameless.remove("$id");
        world.publish(FOREIGN, nameless);
        assertThat(failed(world.verify(world.signed(named(FOREIGN))), CheckName.SCHEMA).code())
                .isEqualTo("schema-malformed");

        var versionless = schema(FOREIGN, "https://json-schema.org/draft/2020-12/schema", "{}");
        versionless.remove("$schema");
        world.publish(FOREIGN, versionless);
        assertThat(failed(world.verify(world.signed(named(FOREIGN))), CheckName.SCHEMA).code())
                .isEqualTo("schema-malformed");

        world.publish(FOREIGN, schema("https://other.example/2", "https://json-schema.org/draft/2020-12/schema", "{}"));
        assertThat(failed(world.verify(world.signed(named(FOREIGN))), CheckName.SCHEMA).code())
                .isEqualTo("schema-is-another");
    }

    @Test
    void aDigestIsThatOfThePublishedBytes() {
        var schema = schema(FOREIGN, "https://json-schema.org/draft/2020-12/schema", "{}");
        world.publish(FOREIGN, schema);
        var good = named(FOREIGN);
        ((ObjectNode) good.get("credentialSchema")).put("digestSRI", ResourceDigest.sri(Bytes.utf8(schema.toString())));
        assertThat(world.verify(world.signed(good)).verified()).isTrue();

        world.publish(FOREIGN, schema.put("title", "Changed"));
        assertThat(failed(world.verify(world.signed(good)), CheckName.SCHEMA).code())
                .isEqualTo("schema-digest-mismatch");
    }

    @Test
    void aSchemaInACredentialJudgesAndItsIssuerIsTold() {
        world.publish(FOREIGN, world.signed(schemaCredential("{\"type\":\"string\"}")));
        var passed = (CheckOutcome.Passed) world.verify(world.signed(inCredential())).check(CheckName.SCHEMA).outcome();
        assertThat(passed.evidence().toString()).contains(World.ISSUER);

        world.publish(FOREIGN, World.text(World.issue(world.vcJwt,
                world.unsecured(schemaCredential("{\"type\":\"number\"}")), world.issuerKey).stringValue()));
        assertThat(failed(world.verify(world.signed(inCredential())), CheckName.SCHEMA).code())
                .isEqualTo("schema-violated");
    }

    @Test
    void aSchemaInACredentialWithoutAGoodSignatureJudgesNothing() {
        var changed = world.signed(schemaCredential("{}"));
        changed.put("validFrom", "2026-01-02T00:00:00Z");
        world.publish(FOREIGN, changed);
        assertThat(failed(world.verify(world.signed(inCredential())), CheckName.SCHEMA).code())
                .isEqualTo("schema-credential-signature");

        world.publish(FOREIGN, schemaCredential("{}"));
        assertThat(failed(world.verify(world.signed(inCredential())), CheckName.SCHEMA).code())
                .isEqualTo("schema-credential-malformed");
    }

    @Test
    void aSchemaInACredentialIsSignedByTheCredentialsIssuer() {
        world.publish(FOREIGN, world.signed(schemaCredential("{}").put("issuer", World.HOLDER)));

        assertThat(failed(world.verify(world.signed(inCredential())), CheckName.SCHEMA).code())
                .isEqualTo("schema-credential-issuer");
    }

    @Test
    void anExpiredCredentialOfASchemaJudgesNothing() {
        world.publish(FOREIGN, world.signed(schemaCredential("{}").put("validUntil", "2026-02-01T00:00:00Z")));

        assertThat(failed(world.verify(world.signed(inCredential())), CheckName.SCHEMA).code())
                .isEqualTo("schema-credential-not-in-force");
    }

    @Test
    void aCredentialOfASchemaKeepsTheRulesOfItsKind() {
        var mistakes = List.<Consumer<ObjectNode>>of(
                document -> document.put("id", "https://other.example/another"),
                document -> document.putArray("type").add("VerifiableCredential"),
                document -> document.remove("credentialSchema"),
                document -> ((ObjectNode) document.get("credentialSchema")).put("id", "https://other.example/own.json"),
                document -> ((ObjectNode) document.get("credentialSubject")).put("type", "NotJsonSchema"),
                document -> ((ObjectNode) document.get("credentialSubject")).remove("jsonSchema"));
        for (var mistake : mistakes) {
            var document = schemaCredential("{}");
            mistake.accept(document);
            world.publish(FOREIGN, world.signed(document));
            assertThat(failed(world.verify(world.signed(inCredential())), CheckName.SCHEMA).code()).as("%s", document)
                    .isEqualTo("schema-credential-malformed");
        }
    }

    @Test
    void aCredentialOfASchemaHandedInItselfIsJudgedWithoutAsking() {
        assertThat(world.verify(world.signed(schemaCredential("{}"))).check(CheckName.SCHEMA).outcome())
                .isInstanceOf(CheckOutcome.Passed.class);
        assertThat(failed(world.verify(world.signed(schemaCredential("{\"type\":\"nothing\"}"))), CheckName.SCHEMA)
                .code()).isEqualTo("schema-violated");
        assertThat(world.asked).isEmpty();
    }

    private static final String FOREIGN_TYPE = "https://other.example/type";

    private String sdJwtOf(String metadata, String... disclosable) {
        var document = Bytes.utf8("{\"vct\": \"" + FOREIGN_TYPE + "\"" + metadata + "}");
        world.web.put(FOREIGN_TYPE, new Fetched.Found(document, "application/json", World.NOW, -1));
        return sdJwt(Optional.of(ResourceDigest.sri(document)), disclosable);
    }

    private String sdJwt(Optional<String> integrity, String... disclosable) {
        var plain = World.sd(world.unsecured(world.certificate()), List.of(disclosable), world.holderKey.publicKey());
        return world.issue(world.sdJwt,
                new UnsecuredCredential(plain.document(), plain.verificationMethod(), plain.key(),
                        plain.created(), plain.status(), plain.cryptosuite(), plain.mandatoryPointers(),
                        Optional.of(FOREIGN_TYPE), integrity, plain.disclosable(), plain.holderKey()))
                .stringValue();
    }

    @Test
    void anothersTypeIsNotAskedForUnlessTheCredentialSaysWhatItMustBe() {
        assertThat(world.verify(sdJwt(Optional.empty(), "/name")).check(CheckName.SCHEMA).outcome())
                .isInstanceOf(CheckOutcome.Skipped.class);
        assertThat(world.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"claims\": [{\"path\": [\"name\"], \"sd\": \"always\", \"mandatory\": true}]",
        ", \"claims\": [{\"path\": [\"course\"], \"sd\": \"never\"}, {\"path\": [\"levels\", 1], \"sd\": \"always\"}]"})
    void aTypesRulesAreKept(String metadata) {
        assertThat(world.verify(sdJwtOf(metadata, "/name", "/levels/1")).check(CheckName.SCHEMA).outcome())
                .isInstanceOf(CheckOutcome.Passed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {", \"claims\": [{\"path\": [\"name\"], \"sd\": \"never\"}]",
        ", \"claims\": [{\"path\": [\"course\"], \"sd\": \"always\"}]",
        ", \"claims\": [{\"path\": [\"employer\"], \"sd\": \"never\", \"mandatory\": true}]",
        ", \"claims\": [{\"path\": [\"name\", \"first\"]}]",
        ", \"claims\": [{\"path\": [\"levels\", null], \"sd\": \"always\"}]"})
    void aTypesRuleThatIsBrokenFailsTheCheck(String metadata) {
        assertThat(failed(world.verify(sdJwtOf(metadata, "/name", "/levels/1")), CheckName.SCHEMA).code())
                .isEqualTo("claims-against-type");
    }

    @Test
    void aWithheldElementKeepsItsPlaceForTheRules() {
        var token = sdJwtOf(", \"claims\": [{\"path\": [\"levels\", 2], \"sd\": \"never\"}]", "/levels/1");
        var withheld = token.substring(0, token.indexOf('~') + 1);

        assertThat(world.verify(withheld).check(CheckName.SCHEMA).outcome()).isInstanceOf(CheckOutcome.Passed.class);
        assertThat(failed(
                world.verify(sdJwtOf(", \"claims\": [{\"path\": [\"levels\", 1], \"sd\": \"never\"}]", "/levels/1")
                        .split("~", -1)[0] + "~"),
                CheckName.SCHEMA).code()).isEqualTo("claims-against-type");
    }

    @Test
    void aTypeWhoseMetadataChangedFailsTheCheckAndOneThatCannotBeReadLeavesItUnknown() {
        var token = sdJwtOf("", "/name");
        world.publish(FOREIGN_TYPE, World.object().put("vct", FOREIGN_TYPE).put("name", "changed"));
        assertThat(failed(world.verify(token), CheckName.SCHEMA).code()).isEqualTo("type-integrity-mismatch");

        world.web.clear();
        assertThat(unknown(world.verify(token), CheckName.SCHEMA).code()).isEqualTo("type-metadata-unreachable");
    }

    @Test
    void S18_aTypeThatExtendsItselfFailsTheCheck() {
        assertThat(failed(world.verify(sdJwtOf(", \"extends\": \"" + FOREIGN_TYPE + "\"", "/name")), CheckName.SCHEMA)
                .code()).isEqualTo("type-extends-itself");
    }

    @Test
    void aRegisteredTypesDigestIsThatOfItsMetadata() {
        var plain = World.sd(world.unsecured(world.certificate()), List.of("/name"), world.holderKey.publicKey());
        for (boolean right : List.of(true, false)) {
            var token = world.issue(world.sdJwt, new UnsecuredCredential(plain.document(), plain.verificationMethod(),
                    plain.key(), plain.created(), plain.status(), plain.cryptosuite(), plain.mandatoryPointers(),
                    plain.vct(), Optional.of(ResourceDigest.sri(right ? TEXT : Bytes.utf8("other"))),
                    plain.disclosable(), plain.holderKey()));
            if (right) {
                assertThat(world.verify(token).verified()).isTrue();
            } else {
                assertThat(failed(world.verify(token), CheckName.SCHEMA).code()).isEqualTo("schema-digest-mismatch");
            }
        }
    }

    private ObjectNode schemaCredential(String course) {
        var document = StrictJson.parseObject(
                """
                {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential", "JsonSchemaCredential"],
                 "credentialSubject": {"type": "JsonSchema"}}""");
        document.put("id", FOREIGN)
                .put("issuer", World.ISSUER)
                .set("credentialSchema", JsonSchemaCredential.itsSchema());
        ((ObjectNode) document.get("credentialSubject")).set("jsonSchema",
                schema("https://other.example/any", "https://json-schema.org/draft/2020-12/schema", course));
        return document;
    }

    private ObjectNode inCredential() {
        var document = named(FOREIGN);
        ((ObjectNode) document.get("credentialSchema")).put("type", "JsonSchemaCredential");
        return document;
    }

    private static ObjectNode schema(String id, String version, String course) {
        var schema = StrictJson
                .parseObject("""
                             {"type": "object", "properties": {"credentialSubject": {"properties": {"course": %s}}}}"""
                        .formatted(course));
        return schema.put("$id", id).put("$schema", version);
    }

    private ObjectNode named(String schema) {
        var document = world.certificate();
        document.putObject("credentialSchema").put("id", schema).put("type", "JsonSchema");
        return document;
    }

    private List<SchemaViolation> judge(ObjectNode document) {
        judged.add(document);
        return violations;
    }
}
