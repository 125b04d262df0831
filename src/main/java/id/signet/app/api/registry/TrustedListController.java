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
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.registry.PublicUrl;
import id.signet.registry.RegistryNames;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustedListStore.Imported;
import id.signet.registry.issuer.TrustedListStore.Signed;
import id.signet.registry.issuer.TrustedLists;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Trusted lists: what our authorities say to readers of other logs, and what others' authorities say to ours. */
@RestController
public class TrustedListController {

    private static final String AUTHORITIES = "/api/v1/authorities/";
    private static final String OWN = "/trusted-list";
    private static final String LISTS = "/api/v1/trusted-lists";
    private static final String PREFIX = LISTS + "/";
    private static final long USUAL_DAYS = 30;
    private static final long MOST_DAYS = 366;

    private final TrustedLists lists;
    private final PublicUrl publicUrl;
    private final IdempotentPosts posts;

    TrustedListController(TrustedLists lists, RegistryNames names, IdempotentPosts posts) {
        this.lists = lists;
        this.publicUrl = names.publicUrl();
        this.posts = posts;
    }

    @Allowed(Role.ISSUER)
    @PostMapping(AUTHORITIES + "{did}" + OWN)
    ResponseEntity<byte[]> publish(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("validDays");
        long days = wire.any("validDays").map(number -> {
            if (!number.isInt() || number.intValue() < 1 || number.intValue() > MOST_DAYS) {
                throw new MalformedInput("the member 'validDays' is 1 to " + MOST_DAYS);
            }
            return number.longValue();
        }).orElse(USUAL_DAYS);
        Did authority = Did.parse(PathText.did(request, AUTHORITIES, OWN));
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (lists.publish(known, authority, Duration.ofDays(days))) {
                    case TrustedLists.Publication.Done done -> created(done.list());
                    case TrustedLists.Publication.Refused refused ->
                        throw Refusals.problem(refused.refusal()).asException();
                }, subject -> lists.published(Did.parse(subject)).map(this::created)));
    }

    private Answer created(Signed list) {
        return Answer.created(AUTHORITIES + list.authority() + OWN, json(list));
    }

    private ObjectNode json(Signed list) {
        return Json.object()
                .put("authority", list.authority().toString())
                .put("sequence", list.sequence())
                .put("issued", list.issued().toString())
                .put("nextUpdate", list.nextUpdate().toString())
                .put("address", publicUrl.value() + AUTHORITIES + list.authority() + OWN)
                .put("list", list.list());
    }

    @Open
    @GetMapping(AUTHORITIES + "{did}" + OWN)
    ResponseEntity<byte[]> read(HttpServletRequest request) {
        Signed list = lists.published(Did.parse(PathText.did(request, AUTHORITIES, OWN)))
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "This authority published no trusted list here.")
                        .asException());
        return ResponseEntity.ok()
                .header("Content-Type", "application/jose")
                .eTag("\"" + list.sequence() + "-" + list.issued().getEpochSecond() + "\"")
                .header("Cache-Control", "public, max-age=300")
                .body(list.list().getBytes(StandardCharsets.US_ASCII));
    }

    @Allowed(value = Role.ADMIN, operator = true)
    @PostMapping(LISTS)
    ResponseEntity<byte[]> take(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("authority", "publicKeyJwk", "publicKeyMultibase", "list");
        Did authority = Did.parse(wire.text("authority"));
        PublicKey signer = signer(wire);
        String list = wire.text("list");
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()), known -> {
            lists.take(known, authority, signer, list).ifPresent(refusal -> {
                throw Refusals.problem(refusal).asException();
            });
            return taken(authority);
        }, subject -> Optional.of(taken(Did.parse(subject)))));
    }

    private static PublicKey signer(WireObject wire) {
        Optional<String> multibase = wire.optionalText("publicKeyMultibase");
        if (multibase.isPresent() == wire.any("publicKeyJwk").isPresent()) {
            throw new MalformedInput("one of 'publicKeyJwk' and 'publicKeyMultibase' pins the key");
        }
        return multibase.map(Multikey::decode).orElseGet(() -> Jwk.parse(wire.object("publicKeyJwk")));
    }

    private Answer taken(Did authority) {
        return Answer.created(PREFIX + authority, lists.all()
                .stream()
                .filter(one -> one.authority().equals(authority))
                .findFirst()
                .map(TrustedListController::json)
                .orElseThrow(() -> Problem.of(ProblemType.CONFLICT, "The list was taken out again.").asException()));
    }

    @Allowed(value = Role.ADMIN, operator = true)
    @GetMapping(LISTS)
    ResponseEntity<byte[]> all() {
        ObjectNode json = Json.object();
        var items = json.putArray("lists");
        lists.all().forEach(one -> items.add(json(one)));
        return Answers.ok(json);
    }

    @Allowed(value = Role.ADMIN, operator = true)
    @DeleteMapping(PREFIX + "{did}")
    ResponseEntity<byte[]> remove(KnownCaller caller, HttpServletRequest request) {
        lists.remove(caller.in(request), Did.parse(PathText.did(request, PREFIX, ""))).ifPresent(refusal -> {
            throw Refusals.problem(refusal).asException();
        });
        return ResponseEntity.noContent().build();
    }

    private static ObjectNode json(Imported list) {
        return Json.object()
                .put("authority", list.authority().toString())
                .put("publicKeyMultibase", list.signer())
                .put("sequence", list.sequence())
                .put("issued", list.issued().toString())
                .put("nextUpdate", list.nextUpdate().toString());
    }
}
