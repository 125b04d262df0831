package id.signet.app.api.vcapi;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.problem.Refusals;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.credential.issue.CredentialName;
import id.signet.credential.issue.IssuanceStore;
import id.signet.credential.issue.IssueCredential;
import id.signet.credential.issue.IssueDocumentCommand;
import id.signet.credential.issue.IssueOutcome;
import id.signet.credential.issue.IssuerInstance;
import id.signet.credential.issue.IssuerInstances;
import id.signet.credential.status.StatusOutcome;
import id.signet.credential.status.StatusPurpose;
import id.signet.credential.status.StatusRegistry;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.audit.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** W3C VCALM 1.0, "Issuing": documents that their callers wrote are logged and signed as all that is issued here. */
@RestController
public class VcApiIssuerController {

    private static final String INSTANCE = "/vc-api/issuers/";
    private static final String ENTRY_TYPE = "BitstringStatusListEntry";

    private final IssueCredential issue;
    private final IssuerInstances instances;
    private final IssuanceStore issued;
    private final StatusRegistry status;
    private final IdempotentPosts posts;

    VcApiIssuerController(IssueCredential issue, IssuerInstances instances, IssuanceStore issued, StatusRegistry status,
            IdempotentPosts posts) {
        this.issue = issue;
        this.instances = instances;
        this.issued = issued;
        this.status = status;
        this.posts = posts;
    }

    static String path(IssuerInstance instance) {
        return INSTANCE + instance.id();
    }

    /** Issuing keeps its own answers: a retry completes what a stop left unfinished. */
    @Allowed(Role.ISSUER)
    @PostMapping(INSTANCE + "{id}/credentials/issue")
    ResponseEntity<byte[]> issue(KnownCaller caller, @PathVariable("id") String id, JsonBody body,
            HttpServletRequest request) {
        IssuerInstance instance = instance(caller, id);
        VcApiRequest wanted = VcApiRequest.of(body);
        var command = new IssueDocumentCommand(instance, wanted.object("credential"), wanted.option("credentialId"),
                wanted.optionTexts("mandatoryPointers"));
        Caller known = posts.claim(caller, request, body.raw())
                .map(caller.in(request)::with)
                .orElseGet(() -> caller.in(request));
        return switch (issue.issue(known, command)) {
            case IssueOutcome.Issued done -> {
                ObjectNode json = Json.object();
                json.set("verifiableCredential", done.credential());
                json.put("receipt", TlogProofCodec.encode(done.receipt()));
                yield Answers.json(201, json);
            }
            case IssueOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
        };
    }

    @Allowed(Role.ISSUER)
    @PostMapping(INSTANCE + "{id}/credentials/status")
    ResponseEntity<byte[]> status(KnownCaller caller, @PathVariable("id") String id, JsonBody body,
            HttpServletRequest request) {
        IssuerInstance instance = instance(caller, id);
        VcApiRequest wanted = VcApiRequest.of(body);
        UUID credential = issued.named(CredentialName.of(instance.tenant(), instance.issuer(),
                wanted.text("credentialId")))
                .orElseThrow(() -> Problem
                        .of(ProblemType.NOT_FOUND, "This instance issued no credential with this credentialId.")
                        .asException());
        StatusPurpose purpose = purpose(wanted.object("credentialStatus"));
        boolean value = wanted.any("status").map(VcApiIssuerController::flag).orElse(true);
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> change(known, credential, purpose, value),
                subject -> Optional.of(change(caller.in(request), credential, purpose, value))));
    }

    private Answer change(Caller caller, UUID credential, StatusPurpose purpose, boolean value) {
        return switch (status.change(caller, credential, purpose, value)) {
            case StatusOutcome.Published published -> {
                ObjectNode json = Json.object();
                json.putObject("credentialStatus")
                        .put("type", ENTRY_TYPE)
                        .put("statusPurpose", purpose.text())
                        .put("statusListCredential", published.list())
                        .put("statusListIndex", Long.toString(published.index()));
                json.put("status", published.value());
                json.put("receipt", TlogProofCodec.encode(published.receipt()));
                yield Answer.ok(json);
            }
            case StatusOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
        };
    }

    private IssuerInstance instance(KnownCaller caller, String id) {
        return instances.find(caller.tenant(), id)
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "There is no such issuer instance.")
                        .asException());
    }

    private static StatusPurpose purpose(ObjectNode entry) {
        if (!entry.path("type").asString("").equals(ENTRY_TYPE)) {
            throw new MalformedInput("the type of a credentialStatus is " + ENTRY_TYPE);
        }
        return StatusPurpose.of(entry.path("statusPurpose").asString(""))
                .orElseThrow(() -> new MalformedInput("the statusPurpose is revocation or suspension"));
    }

    private static boolean flag(JsonNode value) {
        if (!value.isBoolean()) {
            throw new MalformedInput("the member 'status' must be true or false");
        }
        return value.booleanValue();
    }
}
