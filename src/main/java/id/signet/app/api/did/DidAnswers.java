package id.signet.app.api.did;

import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.problem.Refusals;
import id.signet.crypto.json.Json;
import id.signet.ledger.Ledger;
import id.signet.ledger.Receipt;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.TenantId;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.WaitingLine;
import id.signet.registry.did.hosting.WaitingLines;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.DocumentMetadata;
import id.signet.registry.did.resolution.ResolutionResult;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How a DID is shown, whoever holds its keys: {@code {did, didDocument, versionId, deactivated?, imported?, receipt?}}. */
@Component
final class DidAnswers {

    private static final String IMPORTED = "imported";

    private final DidResolver resolver;
    private final Ledger ledger;
    private final WaitingLines waiting;

    DidAnswers(DidResolver resolver, Ledger ledger, WaitingLines waiting) {
        this.resolver = resolver;
        this.ledger = ledger;
        this.waiting = waiting;
    }

    Answer created(DidOutcome outcome) {
        return switch (outcome) {
            case DidOutcome.Done done -> Answer.created(DidController.PREFIX + done.did(), shown(done));
            case DidOutcome.AlreadyDeactivated before ->
                throw new IllegalStateException("a new DID is not deactivated: " + before.did());
            case DidOutcome.Waiting waits -> Answer.accepted(shown(waits.line()));
            case DidOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
        };
    }

    Answer changed(Did did, DidOutcome outcome) {
        return switch (outcome) {
            case DidOutcome.Done done -> Answer.ok(shown(done));
            case DidOutcome.AlreadyDeactivated before -> Answer.ok(withReceipt(resolved(did), before.receipt()));
            case DidOutcome.Waiting waits -> Answer.accepted(shown(waits.line()));
            case DidOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
        };
    }

    /** What a creation answered whose answer is not at hand any more. */
    Answer createdBefore(TenantId tenant, String did) {
        return waiting.of(tenant, Did.parse(did))
                .map(line -> Answer.accepted(shown(line)))
                .orElseGet(() -> Answer.created(DidController.PREFIX + did, resolved(Did.parse(did))));
    }

    Answer now(TenantId tenant, String did) {
        return waiting.of(tenant, Did.parse(did))
                .map(line -> Answer.accepted(shown(line)))
                .orElseGet(() -> Answer.ok(resolved(Did.parse(did))));
    }

    /** {@code {did, versionId, line, threshold, witnesses, approvedBy}}. */
    static ObjectNode shown(WaitingLine waiting) {
        ObjectNode json = Json.object();
        json.put("did", waiting.line().did().toString());
        json.put("versionId", waiting.line().versionId());
        json.set("line", waiting.line().json());
        json.put("threshold", waiting.approvers().threshold());
        json.set("witnesses", dids(waiting.approvers().witnesses()));
        json.set("approvedBy", dids(waiting.approvedBy()));
        return json;
    }

    private static JsonNode dids(List<String> multikeys) {
        return Json.array(multikeys.stream().map(key -> "did:key:" + key).toList());
    }

    ObjectNode shown(ResolutionResult.Resolved resolved) {
        return withReceipt(json(resolved.document(), resolved.metadata()),
                resolved.metadata().leafIndex().flatMap(ledger::receipt));
    }

    ObjectNode shown(ResolutionResult.Deactivated ended) {
        return json(ended.lastDocument(), ended.metadata());
    }

    private static ObjectNode shown(DidOutcome.Done done) {
        return withReceipt(json(done.document(), done.metadata()), done.receipt());
    }

    private ObjectNode resolved(Did did) {
        return switch (resolver.resolve(did)) {
            case ResolutionResult.Resolved now -> shown(now);
            case ResolutionResult.Deactivated ended -> shown(ended);
            case ResolutionResult.NotFound missing ->
                throw Problem.of(ProblemType.NOT_FOUND, missing.message()).asException();
            case ResolutionResult.Unreachable unreachable ->
                throw Problem.of(ProblemType.SOURCE_UNREACHABLE, unreachable.message()).asException();
            case ResolutionResult.Refused refused ->
                throw Problem.of(ProblemType.MALFORMED, refused.message()).asException();
        };
    }

    private static ObjectNode json(DidDocument document, DocumentMetadata metadata) {
        ObjectNode json = Json.object();
        json.put("did", document.id().toString());
        json.set("didDocument", document.json());
        metadata.versionId().ifPresent(version -> json.put("versionId", version));
        if (metadata.deactivated()) {
            json.put("deactivated", true);
        }
        if (metadata.ofMethod().has(IMPORTED)) {
            json.set(IMPORTED, metadata.ofMethod().get(IMPORTED));
        }
        return json;
    }

    private static ObjectNode withReceipt(ObjectNode json, Optional<Receipt> receipt) {
        receipt.ifPresent(known -> json.put("receipt", TlogProofCodec.encode(known)));
        return json;
    }
}
