package id.signet.app.api.registry;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Open;
import id.signet.app.access.Role;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.problem.Refusals;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.PathText;
import id.signet.app.api.wire.WireObject;
import id.signet.crypto.json.Json;
import id.signet.ledger.Ledger;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustOutcome;
import id.signet.registry.issuer.TrustRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Authorities of this log: the first one the operator names is its root, and signs for every other. */
@RestController
public class AuthorityController {

    private static final String AUTHORITIES = "/api/v1/authorities";
    private static final String PREFIX = AUTHORITIES + "/";

    private final TrustRegistry trust;
    private final Ledger ledger;
    private final IdempotentPosts posts;

    AuthorityController(TrustRegistry trust, Ledger ledger, IdempotentPosts posts) {
        this.trust = trust;
        this.ledger = ledger;
        this.posts = posts;
    }

    @Allowed(value = Role.ADMIN, operator = true)
    @PostMapping(AUTHORITIES)
    ResponseEntity<byte[]> register(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("did", "name", "active");
        Did did = Did.parse(wire.text("did"));
        String name = wire.text("name");
        boolean active = wire.flag("active", true);
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (trust.registerAuthority(known, did, name, active)) {
                    case TrustOutcome.Done _ -> created(did);
                    case TrustOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
                }, subject -> Optional.of(created(did))));
    }

    @Open
    @GetMapping(PREFIX + "{did}")
    ResponseEntity<byte[]> read(HttpServletRequest request) {
        return Answers.ok(json(Did.parse(PathText.did(request, PREFIX, "")))
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "This DID never was an authority of this log.")
                        .asException()));
    }

    private Answer created(Did did) {
        return Answer.created(PREFIX + did,
                json(did).orElseThrow(() -> new IllegalStateException("an authority that was named is gone: " + did)));
    }

    private Optional<ObjectNode> json(Did did) {
        return trust.facts().authority(did, Optional.empty()).map(known -> {
            ObjectNode json = Json.object();
            json.put("did", did.toString());
            json.put("name", known.name());
            json.put("active", known.active());
            json.put("root", trust.rootAuthority().filter(did::equals).isPresent());
            ledger.receipt(known.leafIndex()).ifPresent(receipt -> json.put("receipt", TlogProofCodec.encode(receipt)));
            return json;
        });
    }
}
