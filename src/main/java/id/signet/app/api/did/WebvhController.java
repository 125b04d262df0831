package id.signet.app.api.did;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.IfMatch;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.PathText;
import id.signet.app.api.wire.WireObject;
import id.signet.credential.issue.IssuerDeparture;
import id.signet.crypto.MalformedInput;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.DidRegistry;
import id.signet.registry.did.hosting.WaitingLines;
import id.signet.registry.did.webvh.LineParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What did:webvh has and other methods have not: parameters, and witnesses who approve each line. */
@RestController
public class WebvhController {

    private static final String PARAMETERS = "/parameters";
    private static final String WAITING = "/waiting";
    private static final String APPROVALS = "/approvals";

    private final DidRegistry registry;
    private final WaitingLines waiting;
    private final DidAnswers answers;
    private final IssuerDeparture departure;
    private final IdempotentPosts posts;

    WebvhController(DidRegistry registry, WaitingLines waiting, DidAnswers answers, IssuerDeparture departure,
            IdempotentPosts posts) {
        this.departure = departure;
        this.registry = registry;
        this.waiting = waiting;
        this.answers = answers;
        this.posts = posts;
    }

    @Allowed(Role.ISSUER)
    @PostMapping(DidController.PREFIX + "{did}" + PARAMETERS)
    ResponseEntity<byte[]> change(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        Did did = did(request, PARAMETERS);
        LineParameters parameters = WebvhWire.parameters(body.object());
        Optional<Long> version = IfMatch.version(request);
        return DidController.tagged(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> answers.changed(did, registry.changeParameters(known, did, parameters, version)),
                subject -> Optional.of(answers.now(caller.tenant(), subject))));
    }

    /** The line that waits for its witnesses. */
    @Allowed(Role.ISSUER)
    @GetMapping(DidController.PREFIX + "{did}" + WAITING)
    ResponseEntity<byte[]> waiting(KnownCaller caller, HttpServletRequest request) {
        return waiting.of(caller.tenant(), did(request, WAITING))
                .map(line -> Answers.ok(DidAnswers.shown(line)))
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "No line of the DID waits for its witnesses.")
                        .asException());
    }

    @Allowed(Role.ISSUER)
    @PostMapping(DidController.PREFIX + "{did}" + APPROVALS)
    ResponseEntity<byte[]> approve(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        Did did = did(request, APPROVALS);
        WireObject wire = body.members("versionId", "proof");
        String versionId = wire.text("versionId");
        List<JsonNode> proofs = wire.optionalArray("proof")
                .filter(array -> !array.isEmpty())
                .orElseThrow(() -> new MalformedInput("the member 'proof' is a list of proofs"))
                .valueStream()
                .toList();
        return DidController.tagged(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> answers.changed(did, departure.alone(known.tenant(), did.toString(),
                        () -> waiting.approve(known, did, versionId, proofs))),
                subject -> Optional.of(answers.now(caller.tenant(), subject))));
    }

    private static Did did(HttpServletRequest request, String suffix) {
        return Did.parse(PathText.did(request, DidController.PREFIX, suffix));
    }
}
