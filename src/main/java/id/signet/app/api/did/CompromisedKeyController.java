package id.signet.app.api.did;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.problem.Refusals;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.IfMatch;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.PathText;
import id.signet.app.api.wire.WireObject;
import id.signet.credential.issue.CompromisedKeys;
import id.signet.credential.issue.CompromisedKeys.Page;
import id.signet.credential.issue.CompromisedKeys.Withdrawal;
import id.signet.credential.issue.IssuanceStore.Place;
import id.signet.credential.issue.IssuanceStore.Standing;
import id.signet.credential.issue.IssuerDeparture;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.ledger.LeafIndex;
import id.signet.registry.TenantId;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.DidRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keys in wrong hands: declare it, see what fell, revoke that (docs/adr/0024-compromised-keys.md). */
@RestController
public class CompromisedKeyController {

    private static final String DECLARE = ":compromise";
    private static final String REVOKE = ":revoke-credentials";
    private static final int USUAL = 100;
    private static final int MOST = 500;

    private static final Pattern CURSOR = Pattern
            .compile("([0-9]{1,15})\\.([0-9]{1,15})\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    private final DidRegistry registry;
    private final DidAnswers answers;
    private final IssuerDeparture departure;
    private final CompromisedKeys compromised;
    private final IdempotentPosts posts;
    private final KeyTypeMember keyTypes;

    CompromisedKeyController(DidRegistry registry, DidAnswers answers, IssuerDeparture departure,
            CompromisedKeys compromised, IdempotentPosts posts, KeyTypeMember keyTypes) {
        this.keyTypes = keyTypes;
        this.registry = registry;
        this.answers = answers;
        this.departure = departure;
        this.compromised = compromised;
        this.posts = posts;
    }

    @Allowed(Role.ISSUER)
    @PostMapping(DidController.PREFIX + "{did}/keys/{key}:compromise")
    ResponseEntity<byte[]> declare(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("since", "keyType");
        DidUrl method = KeyController.method(request, DECLARE);
        Did did = method.did();
        Instant since = moment(wire);
        Optional<KeyType> type = wire.optionalText("keyType").map(text -> keyTypes.read("the member 'keyType'", text));
        Optional<Long> version = IfMatch.version(request);
        return DidController.tagged(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> withFallen(caller.tenant(), method,
                        answers.changed(did, departure.alone(known.tenant(), did.toString(),
                                () -> registry.compromiseKey(known, did, method, since, type, version)))),
                subject -> Optional.of(withFallen(caller.tenant(), method, answers.now(caller.tenant(), subject)))));
    }

    @Allowed({Role.ISSUER, Role.AUDITOR})
    @GetMapping(DidController.PREFIX + "{did}/keys/{key}:compromise")
    ResponseEntity<byte[]> fallen(KnownCaller caller, HttpServletRequest request,
            @RequestParam(value = "after", required = false) @Nullable String after,
            @RequestParam(value = "limit", required = false) @Nullable String limit) {
        long many = limit == null ? USUAL : PathText.number(limit, "limit");
        if (many < 1 || many > MOST) {
            throw new MalformedInput("limit is 1 to " + MOST);
        }
        DidUrl method = KeyController.method(request, DECLARE);
        return Answers.ok(compromised
                .fallen(caller.tenant(), method, Optional.ofNullable(after).map(CompromisedKeyController::place),
                        Math.toIntExact(many))
                .map(page -> json(method, page))
                .orElseThrow(CompromisedKeyController::notDeclared));
    }

    /** Revoking is final and can be repeated, so that a retry whose first answer was lost does no harm. */
    @Allowed(Role.ISSUER)
    @PostMapping(DidController.PREFIX + "{did}/keys/{key}:revoke-credentials")
    ResponseEntity<byte[]> revoke(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("after");
        DidUrl method = KeyController.method(request, REVOKE);
        Optional<Place> after = wire.optionalText("after").map(CompromisedKeyController::place);
        return Answers.of(posts.question(Optional.of(caller), request, body.raw(),
                () -> switch (compromised.revoke(caller.in(request), method, after, USUAL)) {
                    case Withdrawal.Done done -> Answer.ok(json(method, done));
                    case Withdrawal.NotDeclared _ -> throw notDeclared();
                    case Withdrawal.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
                }));
    }

    /** As the log counts: what is finer is cut off, so that the moment is never later than what was meant. */
    static Instant moment(WireObject wire) {
        return wire.optionalTime("since")
                .orElseThrow(() -> new MalformedInput("the member 'since' is missing"))
                .truncatedTo(ChronoUnit.MILLIS);
    }

    private static RuntimeException notDeclared() {
        return Problem.of(ProblemType.NOT_FOUND, "No key of this name is declared compromised.").asException();
    }

    private Answer withFallen(TenantId tenant, DidUrl method, Answer answer) {
        ObjectNode body = answer.body().deepCopy().asObject();
        compromised.fallen(tenant, method, Optional.empty(), USUAL)
                .ifPresent(page -> body.set("compromise", json(method, page)));
        return new Answer(answer.status(), answer.location(), body);
    }

    private static ObjectNode json(DidUrl method, Page page) {
        ObjectNode json = Json.object();
        json.put("verificationMethod", method.toString());
        json.put("since", page.since().toString());
        var credentials = json.putArray("credentials");
        for (Standing credential : page.credentials()) {
            ObjectNode item = credentials.addObject();
            item.put("id", credential.place().id().toString());
            item.put("leaf", credential.place().leaf().value());
            item.put("loggedAt", credential.place().loggedAt().toString());
            item.put("format", credential.format());
            credential.schema().ifPresent(schema -> item.put("schema", schema));
            item.put("revoked", credential.revoked());
            credential.replacedBy().ifPresent(id -> item.put("replacedBy", id.toString()));
        }
        page.next().ifPresent(place -> json.put("next", text(place)));
        return json;
    }

    private static ObjectNode json(DidUrl method, Withdrawal.Done done) {
        ObjectNode json = Json.object();
        json.put("verificationMethod", method.toString());
        json.put("since", done.page().since().toString());
        json.set("reissue", ids(done.reissue()));
        json.set("revokedBefore", ids(done.revokedBefore()));
        json.set("withoutStatus", ids(done.withoutStatus()));
        done.page().next().ifPresent(place -> json.put("next", text(place)));
        return json;
    }

    private static ArrayNode ids(List<UUID> ids) {
        return Json.array(ids.stream().map(UUID::toString).toList());
    }

    private static String text(Place place) {
        return place.loggedAt().toEpochMilli() + "." + place.leaf().value() + "." + place.id();
    }

    private static Place place(String text) {
        Matcher parts = CURSOR.matcher(text);
        if (!parts.matches()) {
            throw new MalformedInput("'after' is the 'next' of the page before");
        }
        return new Place(Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                new LeafIndex(Long.parseLong(parts.group(2))), UUID.fromString(parts.group(3)));
    }
}
