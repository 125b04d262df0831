package id.signet.app.api.did;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.WireObject;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.weidentity.ImportReport;
import id.signet.registry.did.weidentity.ImportedDids;
import id.signet.registry.did.weidentity.OldDocument;
import id.signet.registry.did.weidentity.Translation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** DIDs of WeIdentity, on the operator's word (docs/adr/0025-imported-weidentity-documents.md). */
@RestController
public class ImportController {

    private final ImportedDids dids;
    private final DidAnswers answers;
    private final IdempotentPosts posts;

    ImportController(ImportedDids dids, DidAnswers answers, IdempotentPosts posts) {
        this.dids = dids;
        this.answers = answers;
        this.posts = posts;
    }

    @Allowed(value = Role.ADMIN, operator = true)
    @PostMapping("/api/v1/dids:import")
    ResponseEntity<byte[]> enter(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("document", "block", "time");
        Translation translation = OldDocument.parse(Bytes.utf8(wire.text("document")))
                .translate(dids.network(), wire.optionalText("block"), wire.optionalTime("time"));
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> with(answers.created(dids.enter(known, translation)), translation.report()),
                subject -> Optional.of(with(answers.createdBefore(caller.tenant(), subject), translation.report()))));
    }

    private static Answer with(Answer created, ImportReport report) {
        ObjectNode body = created.body().deepCopy().asObject();
        ObjectNode json = body.putObject("report");
        ArrayNode kept = json.putArray("kept");
        report.kept()
                .forEach(row -> kept.addObject()
                        .put("part", row.part())
                        .put("as", row.as().toString())
                        .set("relationships",
                                Json.array(row.relationships().stream().map(Relationship::member).toList())));
        ArrayNode leftOut = json.putArray("leftOut");
        report.leftOut()
                .forEach(row -> leftOut.addObject()
                        .put("part", row.part())
                        .put("reason", row.reason().text())
                        .put("detail", row.detail()));
        return new Answer(created.status(), created.location(), body);
    }
}
