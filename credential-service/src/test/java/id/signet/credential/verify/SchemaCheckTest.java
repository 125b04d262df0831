package id.signet.credential.verify;

import static id.signet.credential.testing.World.failed;
import static id.signet.credential.testing.World.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.testing.World;
import id.signet.crypto.key.KeyType;
import id.signet.registry.schema.SchemaViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SchemaCheckTest {

    private static final String SCHEMA = "https://signet.example/schemas/2000000/1";

    private final List<ObjectNode> judged = new ArrayList<>();
    private List<SchemaViolation> violations = List.of();
    private final World world = new World(KeyType.ED25519, document -> {
    }, reference -> reference.equals(SCHEMA) || reference.equals(World.VCT)
            ? Optional.of(new Types.RegisteredType(SCHEMA, "TrainingCertificate", SCHEMA + "/context",
                    List.of(World.VCT), this::judge))
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
    void D21_aSchemaOfAnotherHostIsNotFetchedAndLeavesTheCheckUnknown() {
        var report = world.verify(world.signed(named("https://other.example/schema.json")));

        assertThat(unknown(report, CheckName.SCHEMA).code()).isEqualTo("schema-source-unreachable");
        assertThat(world.fetched).isZero();
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
