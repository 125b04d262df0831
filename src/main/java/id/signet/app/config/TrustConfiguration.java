package id.signet.app.config;

import id.signet.app.api.credential.TrustedAuthorities;
import id.signet.app.api.registry.RootAuthority;
import id.signet.registry.issuer.TrustRegistry;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whose word counts where nobody says: in production those the operator names, in the sandbox its root authority too. */
@Configuration(proxyBeanMethods = false)
public class TrustConfiguration {

    @Bean
    RootAuthority rootAuthority(TrustRegistry trust, Settings settings) {
        return () -> settings.sandbox() ? trust.facts().root() : Optional.empty();
    }

    @Bean
    TrustedAuthorities trustedAuthorities(RootAuthority root, Settings settings) {
        return () -> {
            Set<String> trusted = new LinkedHashSet<>(settings.authorities());
            root.did().ifPresent(did -> trusted.add(did.toString()));
            return trusted;
        };
    }
}
