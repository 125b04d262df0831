package id.signet.app.access;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Issues, recognises and withdraws API keys. */
public final class ApiKeys {

    private static final String ADMIN_ACTOR = "admin-key";

    private final AccessStore store;
    private final PrivateChange change;
    private final TenantId home;
    private final Bytes adminHash;
    private final Clock clock;

    /**
     * @param home the operator's own tenant, to which the admin key belongs
     * @param adminKey the key from the configuration, which is in no table
     */
    public ApiKeys(AccessStore store, PrivateChange change, TenantId home, String adminKey, Clock clock) {
        this.store = store;
        this.change = change;
        this.home = home;
        this.adminHash = hash(adminKey);
        this.clock = clock;
    }

    /** A key fit to be the admin key: 32 random bytes in the form of every other. */
    public static String generate() {
        return ApiKeyText.generate().text();
    }

    /** A new key and its text, which is not kept and cannot be shown again. */
    public Created create(Caller caller, TenantId tenant, String name, Set<Role> roles) {
        ApiKeyText text = ApiKeyText.generate();
        ApiKey key = new ApiKey(text.id(), tenant, name, text.secretHash(), roles, clock.instant());
        Optional<RegistryRefusal> refusal = change.make(caller, "api-key.create", text.id(), () -> {
            store.add(key);
            return Optional.empty();
        });
        if (refusal.isPresent()) {
            throw new IllegalStateException("a fresh API key was refused: " + refusal.get().message());
        }
        return new Created(key, text.text());
    }

    public List<ApiKey> of(TenantId tenant) {
        return store.keys(tenant);
    }

    /** @return false if the tenant has no such key */
    public boolean withdraw(Caller caller, TenantId tenant, String keyId) {
        return change.make(caller, "api-key.withdraw", keyId, () -> store.remove(tenant, keyId)
                ? Optional.empty()
                : Optional.of(RegistryRefusal.notFound("the tenant has no such API key"))).isEmpty();
    }

    /** Whom a bearer token belongs to; compared in constant time, by hash. */
    public Optional<KnownCaller> recognise(String token) {
        if (MessageDigest.isEqual(adminHash.toArray(), hash(token).toArray())) {
            return Optional.of(new KnownCaller(home, ADMIN_ACTOR, Set.of(Role.ADMIN)));
        }
        return ApiKeyText.parse(token)
                .flatMap(text -> store.key(text.id()).filter(text::opens))
                .map(key -> new KnownCaller(key.tenant(), key.id(), key.roles()));
    }

    public boolean isOperator(KnownCaller caller) {
        return caller.tenant().equals(home);
    }

    private static Bytes hash(String token) {
        return Bytes.of(Hashes.sha256(token.getBytes(StandardCharsets.UTF_8)));
    }

    /** @param text the whole key, shown this once */
    public record Created(ApiKey key, String text) {

        @Override
        public String toString() {
            return key.toString();
        }
    }
}
