package id.signet.app.api.weidentity;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Endpoints and data authorizations of WeIdentity-Rest-Service. */
@RestController
public class EndpointController {

    private static final JsonNode NOTHING = JsonNodeFactory.instance.nullNode();

    private final Endpoints endpoints;
    private final DataAuthorizations authorizations;
    private final IdempotentPosts posts;

    EndpointController(Endpoints endpoints, DataAuthorizations authorizations, IdempotentPosts posts) {
        this.endpoints = endpoints;
        this.authorizations = authorizations;
        this.posts = posts;
    }

    @Allowed(value = {Role.ISSUER, Role.VERIFIER, Role.AUDITOR}, loopback = true)
    @GetMapping("/weid/api/endpoint")
    ResponseEntity<byte[]> list(KnownCaller caller) {
        return Answers.ok(Replies.success(endpoints.list(), NOTHING));
    }

    @Allowed(value = {Role.ISSUER, Role.VERIFIER}, loopback = true)
    @PostMapping("/weid/api/endpoint/{name}")
    ResponseEntity<byte[]> call(KnownCaller caller, @PathVariable("name") String name, JsonBody body,
            HttpServletRequest http) {
        return answer(caller, body, http,
                () -> endpoints.call(name, new Arguments(body.object()).text("body")));
    }

    @Allowed(value = {Role.ISSUER, Role.VERIFIER}, loopback = true)
    @PostMapping("/weid/api/authorize/request-nonce")
    ResponseEntity<byte[]> nonce(KnownCaller caller, JsonBody body, HttpServletRequest http) {
        return answer(caller, body, http, () -> authorizations.nonce(caller.tenant(), token(body)));
    }

    @Allowed(value = {Role.ISSUER, Role.VERIFIER}, loopback = true)
    @PostMapping("/weid/api/authorize/fetch-data")
    ResponseEntity<byte[]> fetch(KnownCaller caller, JsonBody body, HttpServletRequest http) {
        return answer(caller, body, http, () -> authorizations.fetch(caller.tenant(), token(body),
                new Arguments(body.object()).text("signedNonce")));
    }

    private static JsonNode token(JsonBody body) {
        return new Arguments(body.object()).any("authToken")
                .orElseThrow(() -> WeidCode.INPUT_MISSING.refusal("The member authToken is missing or null."));
    }

    /** What is fetched for an idempotency key is kept sealed for a day, like every answer. */
    private ResponseEntity<byte[]> answer(KnownCaller caller, JsonBody body, HttpServletRequest http,
            Supplier<String> work) {
        try {
            Answer answer = WeidDoor.unlessOut(http, () -> posts.question(Optional.of(caller), http, body.raw(),
                    () -> Answer.ok(JsonNodeFactory.instance.stringNode(WeidDoor.guarded(http, work)))));
            return Answers.ok(Replies.success(answer.body(), NOTHING));
        } catch (WeidRefused refused) {
            return Answers.ok(Replies.refused(refused, NOTHING));
        }
    }
}
