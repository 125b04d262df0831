package id.signet.app.api.registrar;

import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.problem.Refusals;
import id.signet.crypto.json.Json;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.WaitingLine;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.DocumentMetadata;
import id.signet.registry.did.resolution.ResolutionResult;
import tools.jackson.databind.node.ObjectNode;

/**
 * How DID Registration shows what became of a wish: {@code {jobId, didState, didRegistrationMetadata,
 * didDocumentMetadata}}. Nothing is ever left to do, so there is no job.
 */
final class DidStates {

    private final DidResolver resolver;

    DidStates(DidResolver resolver) {
        this.resolver = resolver;
    }

    Answer created(DidOutcome outcome) {
        ObjectNode state = state(outcome);
        return Answer.created("/api/v1/dids/" + state.at("/didState/did").asString(), state);
    }

    /** DIF DID Registration, {@code wait}: what is missing are the approvals of witnesses. */
    private static ObjectNode waiting(WaitingLine waiting) {
        ObjectNode json = Json.object();
        json.putNull("jobId");
        json.putObject("didState")
                .put("state", "wait")
                .put("did", waiting.line().did().toString())
                .put("wait", "the approval of witnesses");
        json.putObject("didRegistrationMetadata");
        json.putObject("didDocumentMetadata");
        return json;
    }

    Answer createdBefore(Did did) {
        return Answer.created("/api/v1/dids/" + did, now(did).body());
    }

    Answer changed(Did did, DidOutcome outcome) {
        return outcome instanceof DidOutcome.AlreadyDeactivated ? now(did) : Answer.ok(state(outcome));
    }

    private static ObjectNode state(DidOutcome outcome) {
        return switch (outcome) {
            case DidOutcome.Done done -> state(done.did(), done.document(), done.metadata());
            case DidOutcome.AlreadyDeactivated before ->
                throw new IllegalStateException("a new DID is not deactivated: " + before.did());
            case DidOutcome.Waiting waiting -> waiting(waiting.line());
            case DidOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
        };
    }

    Answer now(Did did) {
        return switch (resolver.resolve(did)) {
            case ResolutionResult.Resolved now -> Answer.ok(state(did, now.document(), now.metadata()));
            case ResolutionResult.Deactivated ended -> Answer.ok(state(did, ended.lastDocument(), ended.metadata()));
            case ResolutionResult.NotFound _,ResolutionResult.Unreachable _,ResolutionResult.Refused _ ->
                throw Problem.of(ProblemType.NOT_FOUND, "No such DID is kept here.").asException();
        };
    }

    private static ObjectNode state(Did did, DidDocument document, DocumentMetadata known) {
        ObjectNode json = Json.object();
        json.putNull("jobId");
        ObjectNode state = json.putObject("didState").put("state", "finished").put("did", did.toString());
        state.set("didDocument", document.json());
        json.putObject("didRegistrationMetadata");
        ObjectNode metadata = json.putObject("didDocumentMetadata");
        known.versionId().ifPresent(version -> metadata.put("versionId", version));
        if (known.deactivated()) {
            metadata.put("deactivated", true);
        }
        return json;
    }
}
