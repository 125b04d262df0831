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
import id.signet.ledger.Receipt;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.Accreditation;
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

/** Issuers and what authorities accredited them for. */
@RestController
public class IssuerController {

    private static final String ISSUERS = "/api/v1/issuers";
    private static final String PREFIX = ISSUERS + "/";

    private final TrustRegistry trust;
    private final CredentialTypes types;
    private final RootAuthority root;
    private final IdempotentPosts posts;

    IssuerController(TrustRegistry trust, SchemaRegistry schemas, RootAuthority root, IdempotentPosts posts) {
        this.trust = trust;
        this.types = new CredentialTypes(schemas);
        this.root = root;
        this.posts = posts;
    }

    @Allowed(Role.ISSUER)
    @PostMapping(ISSUERS)
    ResponseEntity<byte[]> accredit(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("did", "name", "accreditations", "accreditedBy");
        Did did = Did.parse(wire.text("did"));
        String name = wire.text("name");
        List<Accreditation> wishes = wire.objects("accreditations", "credentialType", "validFrom", "validUntil")
                .stream()
                .map(this::wish)
                .toList();
        Did authority = authority(wire);
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (trust.accredit(known, authority, did, name, wishes)) {
                    case TrustOutcome.Done done -> created(did, Optional.of(done.receipt()));
                    case TrustOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
                }, subject -> Optional.of(created(did, Optional.empty()))));
    }

    @Allowed(Role.ISSUER)
    @PostMapping(ISSUERS + ":withdraw")
    ResponseEntity<byte[]> withdraw(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("did", "credentialTypes", "accreditedBy");
        Did did = Did.parse(wire.text("did"));
        List<String> withdrawn = wire.texts("credentialTypes").stream().map(types::uri).toList();
        Did authority = authority(wire);
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (trust.withdraw(known, authority, did, withdrawn)) {
                    case TrustOutcome.Done done -> created(did, Optional.of(done.receipt()));
                    case TrustOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
                }, subject -> Optional.of(created(did, Optional.empty()))));
    }

    private Did authority(WireObject wire) {
        return wire.optionalText("accreditedBy")
                .map(Did::parse)
                .or(root::did)
                .orElseThrow(() -> new MalformedInput("the member 'accreditedBy' is missing"));
    }

    @Open
    @GetMapping(PREFIX + "{did}")
    ResponseEntity<byte[]> read(HttpServletRequest request) {
        Did did = Did.parse(PathText.did(request, PREFIX, ""));
        return Answers.ok(trust.issuer(did)
                .map(IssuerController::json)
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "No authority ever accredited this DID.")
                        .asException()));
    }

    private Accreditation wish(WireObject wire) {
        return new Accreditation(types.uri(wire.text("credentialType")), wire.optionalTime("validFrom"),
                wire.optionalTime("validUntil"));
    }

    private Answer created(Did did, Optional<Receipt> receipt) {
        ObjectNode json = trust.issuer(did)
                .map(IssuerController::json)
                .orElseThrow(() -> new IllegalStateException("an issuer that was accredited is gone: " + did));
        receipt.ifPresent(known -> json.put("receipt", TlogProofCodec.encode(known)));
        return Answer.created(PREFIX + did, json);
    }

    private static ObjectNode json(TrustRegistry.Issuer issuer) {
        ObjectNode json = Json.object();
        json.put("did", issuer.did().toString());
        json.put("name", issuer.name());
        var accreditations = json.putArray("accreditations");
        for (TrustFacts.Granted granted : issuer.accreditations()) {
            Accreditation accreditation = granted.accreditation();
            ObjectNode item = accreditations.addObject();
            item.put("credentialType", accreditation.credentialType());
            item.put("accreditedBy", granted.authority().toString());
            accreditation.under().ifPresent(superior -> item.put("under", superior.toString()));
            accreditation.validFrom().ifPresent(time -> item.put("validFrom", time.toString()));
            accreditation.validUntil().ifPresent(time -> item.put("validUntil", time.toString()));
            item.put("leaf", granted.since().value());
        }
        return json;
    }
}
