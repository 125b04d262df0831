package id.signet.app.config;

import id.signet.credential.receipt.VerificationReceipts;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.ledger.Refusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.CreateDid;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.DidRegistry;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.issuer.TrustOutcome;
import id.signet.registry.issuer.TrustRegistry;
import id.signet.registry.schema.SchemaOutcome;
import id.signet.registry.schema.SchemaRegistry;
import id.signet.registry.schema.SystemCpts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;

/** What a sandbox has from the start: a root authority, types to issue, and the CPTs that WeIdentity's services expect. */
@Configuration(proxyBeanMethods = false)
@Profile(SettingsConfiguration.SANDBOX)
public class SandboxConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxConfiguration.class);
    private static final List<String> TYPES = List.of("TrainingCertificate", VerificationReceipts.TYPE,
            "EvidenceCertificate");

    /** Before the service listens; what an earlier start seeded stays. */
    @Bean
    SmartInitializingSingleton sandboxSeed(Settings settings, DidRegistry dids, TrustRegistry trust,
            SchemaRegistry schemas, SystemCpts system) {
        Caller caller = Caller.of(settings.home(), "sandbox", "start");
        return () -> {
            Did root = trust.facts().root().orElseGet(() -> authority(caller, dids, trust));
            TYPES.stream()
                    .filter(type -> schemas.named(type).isEmpty())
                    .forEach(type -> register(caller, schemas, root, type));
            system.register(caller, root).ifPresent(refusal -> {
                throw refused(refusal);
            });
        };
    }

    private static Did authority(Caller caller, DidRegistry dids, TrustRegistry trust) {
        Did did = switch (dids.create(caller, new CreateDid(HostedMethod.WEID, KeyType.ED25519))) {
            case DidOutcome.Done done -> done.did();
            case DidOutcome.AlreadyDeactivated _ -> throw new IllegalStateException("a new DID is not deactivated");
            case DidOutcome.Waiting _ -> throw new IllegalStateException("a did:weid has no witnesses");
            case DidOutcome.Refused refused -> throw refused(refused.refusal());
        };
        return switch (trust.registerAuthority(caller, did, "Sandbox root authority", true)) {
            case TrustOutcome.Done _ -> {
                LOG.info("The sandbox's root authority is {}", did);
                yield did;
            }
            case TrustOutcome.Refused refused -> throw refused(refused.refusal());
        };
    }

    private static void register(Caller caller, SchemaRegistry schemas, Did root, String type) {
        try (InputStream in = new ClassPathResource("types/" + type + ".schema.json").getInputStream()) {
            var outcome = schemas.register(caller, type, StrictJson.parseObject(in.readAllBytes()), Optional.of(root));
            switch (outcome) {
                case SchemaOutcome.Registered registered ->
                    LOG.info("The type {} is {}", type, registered.schema().id());
                case SchemaOutcome.Refused refused -> throw refused(refused.refusal());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalStateException refused(Refusal refusal) {
        return new IllegalStateException("the sandbox cannot be furnished: " + refusal.message());
    }
}
