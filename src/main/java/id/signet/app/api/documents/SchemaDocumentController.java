package id.signet.app.api.documents;

import id.signet.app.access.Open;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.PathText;
import id.signet.credential.issue.SchemaCredentials;
import id.signet.registry.schema.RegisteredSchema;
import id.signet.registry.schema.SchemaRegistry;
import java.time.Duration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a paper's schema, context and type point to: immutable bytes. */
@RestController
public class SchemaDocumentController {

    /** How long a credential that may be signed anew is kept by caches. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final SchemaRegistry schemas;

    private final SchemaCredentials credentials;

    SchemaDocumentController(SchemaRegistry schemas, SchemaCredentials credentials) {
        this.schemas = schemas;
        this.credentials = credentials;
    }

    @Open
    @GetMapping("/schemas/{cptId}/{version}")
    ResponseEntity<byte[]> schema(@PathVariable("cptId") String cptId, @PathVariable("version") String version) {
        return Answers.immutable("application/schema+json", find(cptId, version).jsonSchemaBytes().toArray());
    }

    @Open
    @GetMapping("/schemas/{cptId}/{version}/context")
    ResponseEntity<byte[]> context(@PathVariable("cptId") String cptId, @PathVariable("version") String version) {
        return Answers.immutable("application/ld+json", find(cptId, version).contextBytes().toArray());
    }

    /** VC JSON Schema: the schema as a credential of its author. */
    @Open
    @GetMapping("/schemas/{cptId}/{version}/credential")
    ResponseEntity<byte[]> credential(@PathVariable("cptId") String cptId, @PathVariable("version") String version) {
        return credentials.of(find(cptId, version))
                .map(credential -> Answers.document("application/vc", Answers.utf8(credential), KEPT))
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND,
                        "The author of this type signs no credentials here.").asException());
    }

    /** SD-JWT VC type metadata. */
    @Open
    @GetMapping("/types/{cptId}/{version}")
    ResponseEntity<byte[]> type(@PathVariable("cptId") String cptId, @PathVariable("version") String version) {
        return Answers.immutable("application/json", find(cptId, version).typeMetadataBytes().toArray());
    }

    private RegisteredSchema find(String cptId, String version) {
        return schemas.find(PathText.number(cptId, "a CPT number"), PathText.number(version, "a version"))
                .orElseThrow(
                        () -> Problem.of(ProblemType.NOT_FOUND, "No type has this number and version.").asException());
    }
}
