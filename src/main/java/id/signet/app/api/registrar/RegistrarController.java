package id.signet.app.api.registrar;

import id.signet.app.api.did.KeyTypeMember;
import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.WireObject;
import id.signet.credential.issue.IssuerDeparture;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.CreateDid;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.DidRegistry;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.did.resolution.DidResolver;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /1.0/create|update|deactivate}: DIF DID Registration in the internal secret mode, where this service makes and
 * keeps the keys. Of a document, its services alone are the caller's to write.
 */
@RestController
public class RegistrarController {

    private static final String SET = "setDidDocument";
    private static final KeyType USUAL = KeyType.ED25519;

    private final DidRegistry registry;
    private final IssuerDeparture departure;
    private final IdempotentPosts posts;
    private final DidStates states;
    private final KeyTypeMember keyTypes;

    RegistrarController(DidRegistry registry, DidResolver resolver, IssuerDeparture departure, IdempotentPosts posts,
            KeyTypeMember keyTypes) {
        this.registry = registry;
        this.departure = departure;
        this.posts = posts;
        this.states = new DidStates(resolver);
        this.keyTypes = keyTypes;
    }

    @Allowed(Role.ISSUER)
    @PostMapping("/1.0/create")
    ResponseEntity<byte[]> create(KnownCaller caller, @RequestParam("method") String name, JsonBody body,
            HttpServletRequest request) {
        WireObject wire = body.members("options", "secret", "didDocument");
        HostedMethod method = HostedMethod.named(name)
                .orElseThrow(() -> new MalformedInput("the parameter 'method' is weid, key, web, jwk or webvh"));
        CreateDid wish = new CreateDid(method, keyType(wire), wire.any("didDocument").isEmpty()
                ? Json.array()
                : services(wire.object("didDocument")));
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> states.created(registry.create(known, wish)),
                did -> Optional.of(states.createdBefore(Did.parse(did)))));
    }

    @Allowed(Role.ISSUER)
    @PostMapping("/1.0/update")
    ResponseEntity<byte[]> update(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("did", "options", "secret", "didDocumentOperation", "didDocument");
        keptHere(wire);
        if (!wire.optionalTexts("didDocumentOperation").orElse(List.of(SET)).equals(List.of(SET))) {
            throw new MalformedInput("the one didDocumentOperation here is " + SET);
        }
        List<WireObject> documents = wire.objects("didDocument", "@context", "id", "service");
        if (documents.size() != 1) {
            throw new MalformedInput("didDocument is a list of one document");
        }
        ArrayNode services = documents.getFirst().optionalArray("service").orElseGet(Json::array);
        return change(caller, wire, body, request,
                (known, did) -> registry.updateServices(known, did, services, Optional.empty()));
    }

    @Allowed(Role.ISSUER)
    @PostMapping("/1.0/deactivate")
    ResponseEntity<byte[]> deactivate(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("did", "options", "secret");
        keptHere(wire);
        return change(caller, wire, body, request, (known, did) -> departure.alone(caller.tenant(), did.toString(),
                () -> registry.deactivate(known, did, Optional.empty())));
    }

    private ResponseEntity<byte[]> change(KnownCaller caller, WireObject wire, JsonBody body,
            HttpServletRequest request, BiFunction<Caller, Did, DidOutcome> change) {
        Did did = Did.parse(wire.text("did"));
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> states.changed(did, change.apply(known, did)), _ -> Optional.of(states.now(did))));
    }

    private KeyType keyType(WireObject wire) {
        keptHere(wire);
        return options(wire).optionalText("keyType")
                .map(text -> keyTypes.read("options.keyType", text))
                .orElse(USUAL);
    }

    /** The mode in which clients hold secrets has doors of its own: {@code /api/v1/dids/operations}. */
    private static void keptHere(WireObject wire) {
        boolean secret = wire.any("secret").filter(JsonNode::isObject).filter(object -> !object.isEmpty()).isPresent();
        if (secret || (wire.any("options").isPresent() && options(wire).flag("clientSecretMode", false))) {
            throw new MalformedInput("keys are made and kept here; prepare operations where clients keep their own");
        }
    }

    private static WireObject options(WireObject wire) {
        return WireObject.of(wire.any("options").isPresent() ? wire.object("options") : Json.object(), "keyType",
                "clientSecretMode", "storeSecrets", "returnSecrets");
    }

    private static ArrayNode services(ObjectNode document) {
        return WireObject.of(document, "@context", "service").optionalArray("service").orElseGet(Json::array);
    }
}
