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
import id.signet.registry.did.Relationship;
import id.signet.registry.did.hosting.CreateDid;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.DidRegistry;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.did.webvh.LineParameters;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** DIDs whose keys this service keeps. */
@RestController
public class DidController {

    private static final String DIDS = "/api/v1/dids";
    static final String PREFIX = DIDS + "/";
    static final String CONTROLLER = "controller";

    private final DidRegistry registry;
    private final DidResolver resolver;
    private final DidAnswers answers;
    private final IssuerDeparture departure;
    private final IdempotentPosts posts;
    private final KeyTypeMember keyTypes;

    DidController(DidRegistry registry, DidResolver resolver, DidAnswers answers, IssuerDeparture departure,
            IdempotentPosts posts, KeyTypeMember keyTypes) {
        this.keyTypes = keyTypes;
        this.registry = registry;
        this.resolver = resolver;
        this.answers = answers;
        this.departure = departure;
        this.posts = posts;
    }

    @Allowed(Role.ISSUER)
    @PostMapping(DIDS)
    ResponseEntity<byte[]> create(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("method", "keyType", "services", "parameters");
        HostedMethod method = HostedMethod.named(wire.text("method"))
                .orElseThrow(() -> new MalformedInput("the member 'method' is weid, key, web, jwk or webvh"));
        CreateDid wish = new CreateDid(method, keyType(wire), wire.optionalArray("services").orElseGet(Json::array),
                parameters(wire, method));
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> answers.created(registry.create(known, wish)),
                subject -> Optional.of(answers.createdBefore(caller.tenant(), subject))));
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
        WireObject wire = body.members("keyType", "relationships", "retire");
        Did did = did(request, "/keys");
        KeyType type = keyType(wire);
        Set<Relationship> relationships = wire.optionalTexts("relationships")
                .map(DidController::relationships)
                .orElseGet(() -> DidRegistry.usual(type));
        Optional<DidUrl> retire = wire.optionalText("retire").map(text -> methodId(did, text));
        Optional<Long> version = IfMatch.version(request);
        return change(caller, body, request, did, known -> retire.isEmpty()
                ? registry.addKey(known, did, type, relationships, retire, version)
                : departure.alone(known.tenant(), did.toString(),
                        () -> registry.addKey(known, did, type, relationships, retire, version)));
    }

    @Allowed(Role.ISSUER)
    @PostMapping(PREFIX + "{did}/update-key")
    ResponseEntity<byte[]> replaceUpdateKey(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        KeyType type = keyType(body.members("keyType"));
        Did did = did(request, "/update-key");
        Optional<Long> version = IfMatch.version(request);
        return change(caller, body, request, did, known -> registry.rotateUpdateKey(known, did, type, version));
    }

    @Allowed(Role.ISSUER)
    @PostMapping(PREFIX + "{did}/controllers")
    ResponseEntity<byte[]> controllers(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        List<Did> controllers = controllers(body.members(CONTROLLER))
                .orElseThrow(() -> new MalformedInput("the member 'controller' is missing"));
        Did did = did(request, "/controllers");
        Optional<Long> version = IfMatch.version(request);
        return change(caller, body, request, did,
                known -> registry.updateControllers(known, did, controllers, version));
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
                subject -> Optional.of(answers.now(caller.tenant(), subject)));
        return tagged(answer);
    }

    private static LineParameters parameters(WireObject wire, HostedMethod method) {
        if (wire.any("parameters").isEmpty()) {
            return LineParameters.NONE;
        }
        if (method != HostedMethod.WEBVH) {
            throw new MalformedInput("the member 'parameters' is for a did:webvh");
        }
        return WebvhWire.parameters(wire.object("parameters"));
    }

    static ResponseEntity<byte[]> tagged(Answer answer) {
        if (answer.status() == 202) {
            return Answers.of(answer); // what is not logged yet is no version
        }
        return Answers.tagged(answer.body(),
                Optional.ofNullable(answer.body().get("versionId")).map(id -> id.stringValue()));
    }

    private static Did did(HttpServletRequest request, String suffix) {
        return Did.parse(PathText.did(request, PREFIX, suffix));
    }

    static DidUrl methodId(Did did, String text) {
        return text.startsWith("#") ? DidUrl.parseMethodId(did + text) : DidUrl.parseMethodId(text);
    }

    /** One DID or a list of them, as in a document; an empty list takes the member away. */
    static Optional<List<Did>> controllers(WireObject wire) {
        Optional<List<String>> texts = wire.any(CONTROLLER).filter(JsonNode::isString).isPresent()
                ? wire.optionalText(CONTROLLER).map(List::of)
                : wire.optionalTexts(CONTROLLER);
        return texts.map(list -> list.stream().map(Did::parse).toList());
    }

    static Set<Relationship> relationships(List<String> names) {
        Set<Relationship> relationships = EnumSet.noneOf(Relationship.class);
        for (String name : names) {
            relationships.add(Relationship.ofMember(name)
                    .orElseThrow(() -> new MalformedInput("there is no verification relationship " + name)));
        }
        return relationships;
    }

    private KeyType keyType(WireObject wire) {
        return keyTypes.read("the member 'keyType'", wire.text("keyType"));
    }
}
