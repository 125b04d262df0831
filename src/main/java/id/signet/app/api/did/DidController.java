package id.signet.app.api.did;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Open;
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
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.CreateDid;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.DidRegistry;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** DIDs whose keys this service keeps. */
@RestController
public class DidController {

    private static final String DIDS = "/api/v1/dids";
    static final String PREFIX = DIDS + "/";

    private final DidRegistry registry;
    private final DidResolver resolver;
    private final DidAnswers answers;
    private final IssuerDeparture departure;
    private final IdempotentPosts posts;

    DidController(DidRegistry registry, DidResolver resolver, DidAnswers answers, IssuerDeparture departure,
            IdempotentPosts posts) {
        this.registry = registry;
        this.resolver = resolver;
        this.answers = answers;
        this.departure = departure;
        this.posts = posts;
    }

    @Allowed(Role.ISSUER)
    @PostMapping(DIDS)
    ResponseEntity<byte[]> create(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("method", "keyType", "services");
        HostedMethod method = HostedMethod.named(wire.text("method"))
                .orElseThrow(() -> new MalformedInput("the member 'method' is weid, key, web or jwk"));
        CreateDid wish = new CreateDid(method, keyType(wire), wire.optionalArray("services").orElseGet(Json::array));
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> answers.created(registry.create(known, wish)),
                subject -> Optional.of(answers.createdBefore(subject))));
    }

    @Open
    @GetMapping(PREFIX + "{did}")
    ResponseEntity<byte[]> read(HttpServletRequest request) {
        String text = PathText.did(request, PREFIX, "");
        return switch (resolver.resolve(text, ResolutionOptions.LATEST)) {
            case ResolutionResult.Resolved resolved ->
                Answers.tagged(answers.shown(resolved), resolved.metadata().versionId());
            case ResolutionResult.Deactivated ended ->
                Answers.tagged(answers.shown(ended), ended.metadata().versionId());
            case ResolutionResult.NotFound missing ->
                throw Problem.of(ProblemType.NOT_FOUND, missing.message()).asException();
            case ResolutionResult.Unreachable unreachable ->
                throw Problem.of(ProblemType.SOURCE_UNREACHABLE, unreachable.message()).asException();
            case ResolutionResult.Refused refused ->
                throw Problem.of(ProblemType.MALFORMED, refused.message()).asException();
        };
    }

    @Allowed(Role.ISSUER)
    @PostMapping(PREFIX + "{did}/keys")
    ResponseEntity<byte[]> rotate(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("keyType", "retire");
        Did did = did(request, "/keys");
        KeyType type = keyType(wire);
        Optional<DidUrl> retire = wire.optionalText("retire").map(text -> methodId(did, text));
        Optional<Long> version = IfMatch.version(request);
        return change(caller, body, request, did, known -> retire.isEmpty()
                ? registry.addKey(known, did, type, retire, version)
                : departure.alone(known.tenant(), did.toString(),
                        () -> registry.addKey(known, did, type, retire, version)));
    }

    @Allowed(Role.ISSUER)
    @PostMapping(PREFIX + "{did}/services")
    ResponseEntity<byte[]> services(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("services");
        Did did = did(request, "/services");
        var services = wire.optionalArray("services")
                .orElseThrow(() -> new MalformedInput("the member 'services' is missing"));
        Optional<Long> version = IfMatch.version(request);
        return change(caller, body, request, did, known -> registry.updateServices(known, did, services, version));
    }

    @Allowed(Role.ISSUER)
    @DeleteMapping(PREFIX + "{did}")
    ResponseEntity<byte[]> deactivate(KnownCaller caller, HttpServletRequest request) {
        Did did = did(request, "");
        return tagged(answers.changed(did, departure.alone(caller.tenant(), did.toString(),
                () -> registry.deactivate(caller.in(request), did, IfMatch.version(request)))));
    }

    private ResponseEntity<byte[]> change(KnownCaller caller, JsonBody body, HttpServletRequest request, Did did,
            Function<Caller, DidOutcome> change) {
        Answer answer = posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> answers.changed(did, change.apply(known)),
                subject -> Optional.of(answers.now(subject)));
        return tagged(answer);
    }

    static ResponseEntity<byte[]> tagged(Answer answer) {
        return Answers.tagged(answer.body(),
                Optional.ofNullable(answer.body().get("versionId")).map(id -> id.stringValue()));
    }

    private static Did did(HttpServletRequest request, String suffix) {
        return Did.parse(PathText.did(request, PREFIX, suffix));
    }

    static DidUrl methodId(Did did, String text) {
        return text.startsWith("#") ? DidUrl.parseMethodId(did + text) : DidUrl.parseMethodId(text);
    }

    static KeyType keyType(WireObject wire) {
        return KeyType.ofCurve(wire.text("keyType"))
                .orElseThrow(
                        () -> new MalformedInput(
                                "the member 'keyType' is Ed25519, P-256, P-384, secp256k1, SM2 or BLS12381G2"));
    }
}
