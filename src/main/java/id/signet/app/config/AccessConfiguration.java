package id.signet.app.config;

import id.signet.app.access.AccessInterceptor;
import id.signet.app.access.AccessStore;
import id.signet.app.access.AnonymousLimit;
import id.signet.app.access.ApiKeys;
import id.signet.app.access.AuditTrail;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.LoopbackCallers;
import id.signet.app.access.Tenant;
import id.signet.app.access.Tenants;
import id.signet.app.access.TokenBuckets;
import id.signet.app.access.jdbc.JdbcAccessStore;
import id.signet.app.access.jdbc.JdbcAuditTrail;
import id.signet.app.config.Settings.Limits;
import id.signet.crypto.key.MasterKey;
import id.signet.ledger.DurableCommit;
import id.signet.ledger.FreeSpace;
import id.signet.ledger.state.StoredRows;
import id.signet.registry.audit.PrivateChange;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may call, and how often without a key. */
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {

    @Bean
    AccessStore accessStore(JdbcClient jdbc, Settings settings, DurableCommit durable, Clock clock) {
        AccessStore store = new JdbcAccessStore(jdbc);
        if (store.tenant(settings.home()).isEmpty()) {
            String name = settings.sandbox() ? "Sandbox" : "Operator";
            durable.write(() -> store.add(new Tenant(settings.home(), name, clock.instant())));
        }
        return store;
    }

    @Bean
    ApiKeys apiKeys(AccessStore store, PrivateChange change, Settings settings, Clock clock) {
        return new ApiKeys(store, change, settings.home(), settings.adminKey(), clock);
    }

    @Bean
    Tenants tenants(AccessStore store, PrivateChange change, Clock clock) {
        return new Tenants(store, change, clock);
    }

    @Bean
    AuditTrail auditTrail(JdbcClient jdbc) {
        return new JdbcAuditTrail(jdbc);
    }

    @Bean
    IdempotentPosts idempotentPosts(StoredRows rows, DurableCommit durable, MasterKey master, Clock clock) {
        return new IdempotentPosts(rows, durable, master.sealer("idempotency/answer"), clock);
    }

    @Bean
    AccessInterceptor accessInterceptor(ApiKeys keys, Settings settings, FreeSpace space, LoopbackCallers loopback,
            Clock clock) {
        Limits limits = settings.limits();
        return new AccessInterceptor(keys,
                new AnonymousLimit(new TokenBuckets(limits.anonymousPerMinute(), limits.anonymousBurst(), clock)),
                new AnonymousLimit(new TokenBuckets(limits.failuresPerMinute(), limits.failuresPerMinute(), clock)),
                space, loopback);
    }

    /** For resolutions that ask other hosts. */
    @Bean
    AnonymousLimit outboundLimit(Settings settings, Clock clock) {
        return new AnonymousLimit(new TokenBuckets(settings.limits().anonymousPerMinute(),
                settings.limits().anonymousBurst(), clock));
    }
}
