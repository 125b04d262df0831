package id.signet.edge;

import id.signet.crypto.key.AcceptedKeyTypes;
import id.signet.app.access.AccessInterceptor;
import id.signet.app.access.AnonymousLimit;
import id.signet.app.access.LoopbackCallers;
import id.signet.app.access.Allowed;
import id.signet.app.access.ApiKeys;
import id.signet.app.access.InMemoryAccessStore;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Open;
import id.signet.app.access.Role;
import id.signet.app.access.Tenant;
import id.signet.app.access.TokenBuckets;
import id.signet.app.api.problem.ProblemAdvice;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.WireObject;
import id.signet.app.config.Settings;
import id.signet.app.config.WebConfiguration;
import id.signet.app.works.KeptWorks;
import id.signet.credential.status.ListUnpublished;
import id.signet.crypto.json.Json;
import id.signet.ledger.DurableCommit;
import id.signet.ledger.FreeSpace;
import id.signet.ledger.LedgerUnavailable;
import id.signet.ledger.StorageFull;
import id.signet.ledger.embedded.LedgerStore;
import id.signet.ledger.testing.InMemoryRows;
import id.signet.registry.PublicUrl;
import id.signet.registry.RegistryNames;
import id.signet.registry.TenantId;
import id.signet.registry.audit.PrivateChange;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The real HTTP edge in front of operations that do nothing. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class})
@Import({WebConfiguration.class, ProblemAdvice.class, EchoDoor.Operations.class})
class EchoDoor {

    static final TenantId HOME = new TenantId("home");
    static final String ADMIN_KEY = ApiKeys.generate();
    static final AtomicLong FREE = new AtomicLong(Long.MAX_VALUE);

    private static final FreeSpace.Disk DISK = new FreeSpace.Disk() {
        @Override
        public String name() {
            return "a disk of 800 MB";
        }

        @Override
        public long total() {
            return 800L << 20;
        }

        @Override
        public long usable() {
            return FREE.get();
        }
    };

    @Bean
    Settings settings() {
        return new Settings(true, new RegistryNames("log.invalid/echo", new PublicUrl("http://localhost:8080"), "echo"),
                HOME, ADMIN_KEY,
                new Settings.MasterKeySource.AsText("unused"), Path.of("unused"), Path.of("unused"),
                new Settings.Database.Embedded(Path.of("unused")), new Settings.Limits(60, 5, 10),
                AcceptedKeyTypes.STABLE, List.of(),
                Settings.Node.ALONE, Optional.empty());
    }

    @Bean
    ApiKeys apiKeys() {
        InMemoryAccessStore store = new InMemoryAccessStore();
        store.add(new Tenant(HOME, "Home", Instant.EPOCH));
        store.add(new Tenant(new TenantId("guest"), "Guest", Instant.EPOCH));
        DurableCommit atOnce = new DurableCommit() {
            @Override
            public <T> T write(Supplier<T> work) {
                return work.get();
            }
        };
        return new ApiKeys(store, new PrivateChange(new InMemoryRows(), atOnce, Clock.systemUTC()), HOME, ADMIN_KEY,
                Clock.systemUTC());
    }

    @Bean
    KeptWorks keptWorks() {
        return new KeptWorks(Optional.empty(), (tenant, sha256) -> 0, Clock.systemUTC());
    }

    @Bean
    AccessInterceptor access(ApiKeys keys) {
        Clock frozen = Clock.fixed(Instant.EPOCH, java.time.ZoneOffset.UTC);
        return new AccessInterceptor(keys, new AnonymousLimit(new TokenBuckets(60, 5, frozen)),
                new AnonymousLimit(new TokenBuckets(10, 1_000, frozen)),
                new FreeSpace(List.of(DISK)), LoopbackCallers.NONE);
    }

    @RestController
    static class Operations {

        @Open
        @PostMapping("/echo")
        ResponseEntity<byte[]> echo(JsonBody body) {
            WireObject wire = body.members("name", "nested");
            return Answers.ok(Json.object().put("name", wire.optionalText("name").orElse("nobody")));
        }

        @Open
        @GetMapping("/echo/{name}")
        ResponseEntity<byte[]> name(@PathVariable("name") String name,
                @RequestParam(value = "loud", required = false) String loud) {
            return Answers.ok(Json.object().put("name", name));
        }

        @Open(limited = true)
        @PostMapping("/limited")
        ResponseEntity<byte[]> limited(JsonBody body) {
            return Answers.ok(body.object());
        }

        @Allowed(Role.ISSUER)
        @PostMapping("/issuers-only")
        ResponseEntity<byte[]> issuersOnly(KnownCaller caller, JsonBody body) {
            return Answers.ok(Json.object().put("tenant", caller.tenant().value()));
        }

        @Allowed(value = Role.ADMIN, operator = true)
        @GetMapping("/operator-only")
        ResponseEntity<byte[]> operatorOnly(KnownCaller caller) {
            return Answers.ok(Json.object().put("tenant", caller.tenant().value()));
        }

        @GetMapping("/says-nothing")
        ResponseEntity<byte[]> saysNothing() {
            return Answers.ok(Json.object());
        }

        @Open
        @GetMapping("/fault")
        ResponseEntity<byte[]> fault() {
            throw new IllegalStateException("SELECT secret FROM table_of_secrets");
        }

        @Open
        @GetMapping("/full")
        ResponseEntity<byte[]> full() {
            throw new StorageFull("the disk of /var/lib/secret is full", new IllegalStateException());
        }

        @Open
        @GetMapping("/unavailable")
        ResponseEntity<byte[]> unavailable() {
            throw new LedgerUnavailable("disk full", new IllegalStateException());
        }

        @Open
        @GetMapping("/unreadable")
        ResponseEntity<byte[]> unreadable() {
            throw new LedgerStore.StoreUnavailable("no answer from /var/lib/secret", new IllegalStateException());
        }

        @Open
        @GetMapping("/unpublished")
        ResponseEntity<byte[]> unpublished() {
            throw new ListUnpublished("the secret key is gone", new LedgerUnavailable("disk full"));
        }
    }
}
