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
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.ledger.Ledger;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.Accreditation;
import id.signet.registry.issuer.Delegation;
import id.signet.registry.issuer.TrustFacts;
import id.signet.registry.issuer.TrustOutcome;
import id.signet.registry.issuer.TrustRegistry;
import id.signet.registry.schema.SchemaRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/**
 * Authorities of this log: the first one the operator names is its root, and signs for every other of its making. They
 * delegate to authorities under them.
 */
@RestController
public class AuthorityController {

    private static final String AUTHORITIES = "/api/v1/authorities";
    private static final String PREFIX = AUTHORITIES + "/";
    private static final String DELEGATIONS = "/api/v1/delegations";

    private final TrustRegistry trust;
    private final Ledger ledger;
    private final RootAuthority root;
    private final CredentialTypes types;
    private final IdempotentPosts posts;

    AuthorityController(TrustRegistry trust, Ledger ledger, RootAuthority root, SchemaRegistry schemas,
            IdempotentPosts posts) {
        this.trust = trust;
        this.ledger = ledger;
        this.root = root;
        this.types = new CredentialTypes(schemas);
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

    @Allowed(Role.ISSUER)
    @PostMapping(DELEGATIONS)
    ResponseEntity<byte[]> delegate(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("did", "name", "delegations", "delegatedBy");
        Did did = Did.parse(wire.text("did"));
        String name = wire.text("name");
        List<Delegation> wishes = wire.objects("delegations", "credentialType", "depth", "validFrom", "validUntil")
                .stream()
                .map(this::delegation)
                .toList();
        Did superior = superior(wire);
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (trust.delegate(known, superior, did, name, wishes)) {
                    case TrustOutcome.Done _ -> created(did);
                    case TrustOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
                }, subject -> Optional.of(created(did))));
    }

    @Allowed(Role.ISSUER)
    @PostMapping(DELEGATIONS + ":withdraw")
    ResponseEntity<byte[]> withdraw(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("did", "credentialTypes", "delegatedBy");
        Did did = Did.parse(wire.text("did"));
        List<String> withdrawn = wire.texts("credentialTypes").stream().map(types::uri).toList();
        Did superior = superior(wire);
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (trust.withdrawDelegations(known, superior, did, withdrawn)) {
                    case TrustOutcome.Done _ -> created(did);
                    case TrustOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
                }, subject -> Optional.of(created(did))));
    }

    private Did superior(WireObject wire) {
        return wire.optionalText("delegatedBy")
                .map(Did::parse)
                .or(root::did)
                .orElseThrow(() -> new MalformedInput("the member 'delegatedBy' is missing"));
    }

    private Delegation delegation(WireObject wire) {
        if (!wire.required("depth").isInt()) {
            throw new MalformedInput("the member 'depth' must be a whole number");
        }
        return new Delegation(new Accreditation(types.uri(wire.text("credentialType")), wire.optionalTime("validFrom"),
                wire.optionalTime("validUntil")), wire.required("depth").intValue());
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
        return trust.authority(did).map(known -> {
            ObjectNode json = Json.object();
            json.put("did", did.toString());
            json.put("name", known.name());
            json.put("active", known.active());
            json.put("root", known.root());
            if (!known.delegations().isEmpty()) {
                var delegations = json.putArray("delegations");
                known.delegations().forEach(one -> delegations.add(json(one)));
            }
            known.since()
                    .flatMap(ledger::receipt)
                    .ifPresent(receipt -> json.put("receipt", TlogProofCodec.encode(receipt)));
            return json;
        });
    }

    private static ObjectNode json(TrustFacts.Delegated delegated) {
        Accreditation scope = delegated.delegation().scope();
        ObjectNode json = Json.object();
        json.put("credentialType", scope.credentialType());
        json.put("depth", delegated.delegation().depth());
        json.put("delegatedBy", delegated.superior().toString());
        scope.under().ifPresent(superior -> json.put("under", superior.toString()));
        scope.validFrom().ifPresent(time -> json.put("validFrom", time.toString()));
        scope.validUntil().ifPresent(time -> json.put("validUntil", time.toString()));
        json.put("leaf", delegated.since().value());
        return json;
    }
}
