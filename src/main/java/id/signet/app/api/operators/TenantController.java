package id.signet.app.api.operators;

import id.signet.app.access.AccessStore;
import id.signet.app.access.Allowed;
import id.signet.app.access.ApiKey;
import id.signet.app.access.ApiKeys;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.access.Tenant;
import id.signet.app.access.Tenants;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.problem.Refusals;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.WireObject;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.registry.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Tenants are the operator's; API keys are a tenant's own, and the operator's for every tenant. */
@RestController
public class TenantController {

    private static final String TENANTS = "/api/v1/tenants";
    private static final String KEYS = TENANTS + "/{tenant}/api-keys";
    private static final int LONGEST_NAME = 200;

    private final AccessStore store;
    private final Tenants tenants;
    private final ApiKeys keys;
    private final IdempotentPosts posts;

    TenantController(AccessStore store, Tenants tenants, ApiKeys keys, IdempotentPosts posts) {
        this.store = store;
        this.tenants = tenants;
        this.keys = keys;
        this.posts = posts;
    }

    @Allowed(value = Role.ADMIN, operator = true)
    @PostMapping(TENANTS)
    ResponseEntity<byte[]> create(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("id", "name");
        TenantId id = tenantId(wire.text("id"));
        String name = name(wire);
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()), known -> {
            var refusal = tenants.create(known, id, name);
            if (refusal.isPresent()) {
                throw Refusals.problem(refusal.get()).asException();
            }
            return created(id);
        }, subject -> Optional.of(created(new TenantId(subject)))));
    }

    @Allowed(value = Role.ADMIN, operator = true)
    @GetMapping(TENANTS)
    ResponseEntity<byte[]> list() {
        ObjectNode json = Json.object();
        var list = json.putArray("tenants");
        store.tenants().forEach(tenant -> list.add(json(tenant)));
        return Answers.ok(json);
    }

    @Allowed(Role.ADMIN)
    @PostMapping(KEYS)
    ResponseEntity<byte[]> createKey(KnownCaller caller, @PathVariable("tenant") String tenant, JsonBody body,
            HttpServletRequest request) {
        WireObject wire = body.members("name", "roles");
        TenantId id = reachable(caller, tenant);
        String name = name(wire);
        Set<Role> roles = EnumSet.noneOf(Role.class);
        wire.texts("roles")
                .forEach(role -> roles.add(Role.of(role)
                        .orElseThrow(() -> new MalformedInput(
                                "the member 'roles' holds admin, issuer, verifier or auditor"))));
        if (roles.isEmpty()) {
            throw new MalformedInput("the member 'roles' is empty");
        }
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()), known -> {
            ApiKeys.Created created = keys.create(known, id, name, roles);
            return Answer.created(TENANTS + "/" + id + "/api-keys/" + created.key().id(),
                    json(created.key()).put("key", created.text()));
        }, subject -> Optional.empty()));
    }

    @Allowed(Role.ADMIN)
    @GetMapping(KEYS)
    ResponseEntity<byte[]> listKeys(KnownCaller caller, @PathVariable("tenant") String tenant) {
        TenantId id = reachable(caller, tenant);
        ObjectNode json = Json.object();
        var list = json.putArray("apiKeys");
        keys.of(id).forEach(key -> list.add(json(key)));
        return Answers.ok(json);
    }

    @Allowed(Role.ADMIN)
    @DeleteMapping(KEYS + "/{id}")
    ResponseEntity<byte[]> withdrawKey(KnownCaller caller, @PathVariable("tenant") String tenant,
            @PathVariable("id") String id,
            HttpServletRequest request) {
        if (!keys.withdraw(caller.in(request), reachable(caller, tenant), id)) {
            throw Problem.of(ProblemType.NOT_FOUND, "The tenant has no such API key.").asException();
        }
        return ResponseEntity.noContent().build();
    }

    /** Another tenant's keys are nowhere to be found, unless the operator asks. */
    private TenantId reachable(KnownCaller caller, String tenant) {
        TenantId id = tenantId(tenant);
        boolean own = caller.tenant().equals(id);
        if (!own && (!keys.isOperator(caller) || store.tenant(id).isEmpty())) {
            throw Problem.of(ProblemType.NOT_FOUND, "There is no such tenant.").asException();
        }
        return id;
    }

    private Answer created(TenantId id) {
        Tenant tenant = store.tenant(id)
                .orElseThrow(() -> new IllegalStateException("a tenant that was created is gone"));
        return Answer.created(TENANTS, json(tenant));
    }

    private static TenantId tenantId(String text) {
        try {
            return new TenantId(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedInput(String.valueOf(e.getMessage()), e);
        }
    }

    private static String name(WireObject wire) {
        String name = wire.text("name").strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new MalformedInput("the member 'name' has 1 to 200 printable characters");
        }
        return name;
    }

    private static ObjectNode json(Tenant tenant) {
        return Json.object()
                .put("id", tenant.id().value())
                .put("name", tenant.name())
                .put("created", tenant.created().toString());
    }

    private static ObjectNode json(ApiKey key) {
        ObjectNode json = Json.object().put("id", key.id()).put("name", key.name());
        json.set("roles", Json.array(key.roles().stream().sorted().map(Role::text).toList()));
        return json.put("created", key.created().toString());
    }
}
