package id.signet.app.api.evidence;

import static id.signet.app.api.evidence.EvidenceController.EVIDENCE;

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
import id.signet.app.api.wire.WireObject;
import id.signet.crypto.MalformedInput;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.evidence.EvidenceId;
import id.signet.registry.evidence.EvidenceOutcome;
import id.signet.registry.evidence.EvidenceProjection;
import id.signet.registry.evidence.EvidenceRegistry;
import id.signet.registry.evidence.EvidenceRegistry.Changed;
import id.signet.registry.evidence.EvidenceRegistry.Evidence;
import id.signet.registry.evidence.Statement;
import id.signet.registry.operation.SignedOperation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** What is said of evidence after its deposit, each time by somebody in his own name. */
@RestController
public class EvidenceStatementController {

    private static final String ONE = EVIDENCE + "/{id}";

    private final EvidenceRegistry evidence;
    private final EvidenceViews views;
    private final IdempotentPosts posts;

    EvidenceStatementController(EvidenceRegistry evidence, EvidenceViews views, IdempotentPosts posts) {
        this.evidence = evidence;
        this.views = views;
        this.posts = posts;
    }

    @Allowed(Role.ISSUER)
    @PostMapping(ONE + "/statements")
    ResponseEntity<byte[]> say(KnownCaller caller, @PathVariable("id") String text, JsonBody body,
            HttpServletRequest request) {
        EvidenceId id = new EvidenceId(text);
        WireObject wire = body.members("type", "author", "text", "reason", "operation");
        Optional<Did> author = wire.optionalText("author").map(Did::parse);
        Optional<String> reason = wire.optionalText("reason");
        String type = wire.text("type");
        if (wire.any("operation").isPresent()) {
            WireObject.of(body.object(), "type", "operation");
            return once(caller, request, body, id, known -> evidence.say(known, id,
                    SignedOperation.parse(type, wire.object("operation"))));
        }
        return once(caller, request, body, id, known -> switch (type) {
            case Statement.Signature.TYPE -> evidence.sign(known, id, author);
            case Statement.Note.TYPE -> evidence.note(known, id, author, wire.text("text"));
            case Statement.Revocation.TYPE -> evidence.revoke(known, id, author, reason);
            case Statement.Reinstatement.TYPE -> evidence.reinstate(known, id, author, reason);
            default -> throw new MalformedInput("what is said later is evidence.sign, evidence.note, evidence.revoke"
                    + " or evidence.reinstate");
        });
    }

    /** Puts the digests into the log in clear, for ever. */
    @Allowed(Role.ISSUER)
    @PostMapping(ONE + "/publication")
    ResponseEntity<byte[]> publish(KnownCaller caller, @PathVariable("id") String text, JsonBody body,
            HttpServletRequest request) {
        EvidenceId id = new EvidenceId(text);
        WireObject wire = body.members("operation");
        return once(caller, request, body, id, known -> wire.any("operation").isPresent()
                ? evidence.publish(known, id,
                        SignedOperation.parse(EvidenceProjection.PUBLISH, wire.object("operation")))
                : evidence.publish(known, id));
    }

    /** Asks a DID of somebody else to sign, too. */
    @Allowed(Role.ISSUER)
    @PostMapping(ONE + "/invitations")
    ResponseEntity<byte[]> invite(KnownCaller caller, @PathVariable("id") String text, JsonBody body,
            HttpServletRequest request) {
        EvidenceId id = new EvidenceId(text);
        Did signer = Did.parse(body.members("signer").text("signer"));
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (evidence.invite(known, id, signer)) {
                    case Changed.Made<EvidenceId> _ -> Answer.ok(shown(caller, id));
                    case Changed.Refused<EvidenceId>(var refusal) -> throw Refusals.problem(refusal).asException();
                }, subject -> Optional.of(Answer.ok(shown(caller, id)))));
    }

    private ResponseEntity<byte[]> once(KnownCaller caller, HttpServletRequest request, JsonBody body, EvidenceId id,
            Function<Caller, EvidenceOutcome> work) {
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (work.apply(known)) {
                    case EvidenceOutcome.Done done -> Answer.ok(shown(caller, id)
                            .put("receipt", TlogProofCodec.encode(done.statements().getFirst().receipt())));
                    case EvidenceOutcome.Published(var receipt) -> Answer.ok(shown(caller, id)
                            .put("receipt", TlogProofCodec.encode(receipt)));
                    case EvidenceOutcome.Refused(var refusal) -> throw Refusals.problem(refusal).asException();
                }, subject -> {
                    // the stop may have come between the statement and its publication
                    evidence.publishChange(caller.in(request), id);
                    return Optional.of(Answer.ok(shown(caller, id)));
                }));
    }

    private ObjectNode shown(KnownCaller caller, EvidenceId id) {
        Evidence found = evidence.find(id)
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "There is no such evidence.").asException());
        return views.show(found, Optional.of(caller.tenant()));
    }
}
