package id.signet.app.api.did;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.api.problem.Refusals;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.WireObject;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.control.ControlledDids;
import id.signet.registry.did.control.ControlledLines;
import id.signet.registry.did.control.ControllerWish;
import id.signet.registry.did.control.LineWish;
import id.signet.registry.did.control.PreparedOperation;
import id.signet.registry.did.log.DidProjection;
import id.signet.registry.did.log.KeyHash;
import id.signet.registry.did.webvh.LineParameters;
import id.signet.registry.did.webvh.NextLine;
import id.signet.registry.did.webvh.WebvhHash;
import id.signet.registry.did.webvh.WebvhProjection;
import id.signet.registry.operation.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** DIDs whose controllers hold their own keys: say what to sign, take what was signed. */
@RestController
public class ControlledDidController {

    private static final String NEXT = "nextUpdateKeyHashes";
    private static final String RECOVERY = "recoveryKeyHashes";
    private static final String RECOVERY_KEY = "recoveryKey";
    private static final String NEXT_KEY = "nextUpdateKey";
    /** Stands for a DID that follows from its first line, where none of its methods can be named. */
    private static final Did NOT_YET = Did.parse("did:webvh:new");
    private static final String OPERATIONS = DidController.PREFIX + "operations";

    private final ControlledDids dids;
    private final ControlledLines lines;
    private final DidAnswers answers;
    private final IdempotentPosts posts;

    ControlledDidController(ControlledDids dids, ControlledLines lines, DidAnswers answers, IdempotentPosts posts) {
        this.dids = dids;
        this.lines = lines;
        this.answers = answers;
        this.posts = posts;
    }

    /** Writes nothing. */
    @Allowed(Role.ISSUER)
    @PostMapping(OPERATIONS + ":prepare")
    ResponseEntity<byte[]> prepare(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        if (body.object().path("type").asString("").equals(WebvhProjection.TYPE)) {
            LineWish wish = lineWish(body);
            return Answers.of(posts.question(Optional.of(caller), request, body.raw(),
                    () -> switch (lines.prepare(wish)) {
                        case ControlledLines.Prepared.Ready ready -> Answer.ok(json(ready));
                        case ControlledLines.Prepared.Refused refused ->
                            throw Refusals.problem(refused.refusal()).asException();
                    }));
        }
        ControllerWish wish = wish(body);
        return Answers.of(posts.question(Optional.of(caller), request, body.raw(),
                () -> switch (dids.prepare(wish)) {
                    case PreparedOperation.Ready ready -> Answer.ok(json(ready));
                    case PreparedOperation.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
                }));
    }

    @Allowed(Role.ISSUER)
    @PostMapping(OPERATIONS)
    ResponseEntity<byte[]> submit(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        if (body.object().path("type").asString("").equals(WebvhProjection.TYPE)) {
            return submitLine(caller, body.members("type", "line").object("line"), body, request);
        }
        WireObject wire = body.members("type", "operation");
        String type = wire.text("type");
        ObjectNode operation = wire.object("operation");
        if (type.equals(DidProjection.CREATE)) {
            return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                    known -> answers.created(dids.submit(known, type, operation)),
                    subject -> Optional.of(answers.createdBefore(caller.tenant(), subject))));
        }
        Did did = Did.parse(WireObject.of(operation, "origin", "did", "sequence", "previous", "body", "proof")
                .text("did"));
        return DidController.tagged(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> answers.changed(did, dids.submit(known, type, operation)),
                subject -> Optional.of(answers.now(caller.tenant(), subject))));
    }

    private ResponseEntity<byte[]> submitLine(KnownCaller caller, ObjectNode line, JsonBody body,
            HttpServletRequest request) {
        if (line.path("versionId").asString("").startsWith("1-")) {
            return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                    known -> answers.created(lines.submit(known, line)),
                    subject -> Optional.of(answers.createdBefore(caller.tenant(), subject))));
        }
        Did did = Did.parse(line.at("/state/id").asString(""));
        return DidController.tagged(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> answers.changed(did, lines.submit(known, line)),
                subject -> Optional.of(answers.now(caller.tenant(), subject))));
    }

    private static LineWish lineWish(JsonBody body) {
        WireObject wire = body.members("type", "did", "signer", "addKeys", "retireKeys", "removeKeys",
                "compromiseKeys", "updateKeys", "nextKeyHashes", "services", "parameters", "deactivate");
        Optional<Did> did = wire.optionalText("did").map(Did::parse);
        if (did.isEmpty() && Stream.of("retireKeys", "removeKeys", "compromiseKeys", "deactivate")
                .anyMatch(member -> wire.any(member).isPresent())) {
            throw new MalformedInput("a new DID has nothing to retire, remove or end; name the 'did' that has");
        }
        Did owner = did.orElse(NOT_YET);
        return new LineWish(did, key(wire.text("signer")), keys(wire, "addKeys"), methods(owner, wire, "retireKeys"),
                methods(owner, wire, "removeKeys"), moments(owner, wire),
                wire.optionalTexts("updateKeys")
                        .map(keys -> keys.stream().map(ControlledDidController::key).toList()),
                wire.optionalTexts("nextKeyHashes").map(texts -> texts.stream().map(WebvhHash::new).toList()),
                wire.optionalArray("services").map(JsonNode.class::cast),
                wire.any("parameters").isEmpty()
                        ? LineParameters.NONE
                        : WebvhWire.parameters(wire.object("parameters")),
                wire.flag("deactivate", false));
    }

    private static ControllerWish wish(JsonBody body) {
        return switch (body.object().path("type").asString("")) {
            case DidProjection.CREATE -> {
                WireObject wire = body.members("type", "updateKey", "keys", "services", NEXT, RECOVERY,
                        DidController.CONTROLLER);
                yield new ControllerWish.Create(key(wire.text("updateKey")), keys(wire, "keys"),
                        wire.optionalArray("services").orElseGet(Json::array), commitments(wire),
                        DidController.controllers(wire).orElse(List.of()));
            }
            case DidProjection.UPDATE -> {
                WireObject wire = body.members("type", "did", "addKeys", "retireKeys", "removeKeys", "compromiseKeys",
                        "updateKeys", "services", NEXT, RECOVERY, RECOVERY_KEY, NEXT_KEY, DidController.CONTROLLER);
                Did did = Did.parse(wire.text("did"));
                yield new ControllerWish.Update(did, keys(wire, "addKeys"), methods(did, wire, "retireKeys"),
                        methods(did, wire, "removeKeys"), moments(did, wire),
                        wire.optionalTexts("updateKeys")
                                .map(keys -> keys.stream().map(ControlledDidController::key).toList()),
                        wire.optionalArray("services").map(JsonNode.class::cast), commitments(wire),
                        signer(wire), DidController.controllers(wire));
            }
            case DidProjection.DEACTIVATE -> {
                WireObject wire = body.members("type", "did", RECOVERY_KEY, NEXT_KEY);
                yield new ControllerWish.Deactivate(Did.parse(wire.text("did")), signer(wire));
            }
            default ->
                throw new MalformedInput("the member 'type' is did.create, did.update, did.deactivate or did.webvh");
        };
    }

    /** A key that was committed to, if one signs. */
    private static Optional<PublicKey> signer(WireObject wire) {
        Optional<PublicKey> recovery = wire.optionalText(RECOVERY_KEY).map(ControlledDidController::key);
        Optional<PublicKey> next = wire.optionalText(NEXT_KEY).map(ControlledDidController::key);
        if (recovery.isPresent() && next.isPresent()) {
            throw new MalformedInput("one key signs: 'recoveryKey' or 'nextUpdateKey'");
        }
        return recovery.or(() -> next);
    }

    private static ControllerWish.Commitments commitments(WireObject wire) {
        return new ControllerWish.Commitments(hashes(wire, NEXT), hashes(wire, RECOVERY));
    }

    private static Optional<List<KeyHash>> hashes(WireObject wire, String member) {
        return wire.optionalTexts(member).map(texts -> texts.stream().map(KeyHash::parse).toList());
    }

    private static PublicKey key(String multikey) {
        return Multikey.decode(multikey);
    }

    private static List<ControllerWish.KeyForUse> keys(WireObject wire, String member) {
        if (wire.any(member).isEmpty()) {
            return List.of();
        }
        List<ControllerWish.KeyForUse> keys = new ArrayList<>();
        for (WireObject key : wire.objects(member, "publicKeyMultibase", "relationships")) {
            keys.add(new ControllerWish.KeyForUse(key(key.text("publicKeyMultibase")),
                    DidController.relationships(key.texts("relationships"))));
        }
        return keys;
    }

    private static List<DidUrl> methods(Did did, WireObject wire, String member) {
        return wire.optionalTexts(member)
                .orElse(List.of())
                .stream()
                .map(text -> DidController.methodId(did, text))
                .toList();
    }

    private static Map<DidUrl, Instant> moments(Did did, WireObject wire) {
        if (wire.any("compromiseKeys").isEmpty()) {
            return Map.of();
        }
        Map<DidUrl, Instant> moments = new LinkedHashMap<>();
        for (WireObject key : wire.objects("compromiseKeys", "method", "since")) {
            if (moments.put(DidController.methodId(did, key.text("method")),
                    CompromisedKeyController.moment(key)) != null) {
                throw new MalformedInput("the member 'compromiseKeys' names a method twice");
            }
        }
        return moments;
    }

    /** The line as it goes into the log once the signature stands in its proof as {@code proofValue}. */
    private static ObjectNode json(ControlledLines.Prepared.Ready ready) {
        NextLine line = ready.line();
        ObjectNode json = Json.object();
        json.put("type", WebvhProjection.TYPE);
        json.put("did", line.did().toString());
        json.put("versionId", line.json().get("versionId").stringValue());
        json.put("signedBytes", line.signedBytes(ready.signer()).base64Url());
        ObjectNode unsigned = line.json();
        unsigned.putArray("proof").add(line.proof(ready.signer()));
        json.set("line", unsigned);
        return json;
    }

    /** The bytes to sign also as what they are: a tag, a line feed and the operation in its canonical form. */
    private static ObjectNode json(PreparedOperation.Ready ready) {
        Operation operation = ready.operation();
        ObjectNode json = Json.object();
        json.put("type", operation.type());
        json.put("did", operation.party().did().toString());
        json.put("sequence", operation.sequence());
        json.put("signedBytes", operation.signedBytes().base64Url());
        json.set("operation", operation.toJson());
        json.set("verificationMethods", Json.array(ready.signers().stream().map(DidUrl::toString).toList()));
        return json;
    }
}
