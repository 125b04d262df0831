package id.signet.app.config;

import id.signet.app.access.KnownCaller;
import id.signet.app.access.LoopbackCallers;
import id.signet.app.access.Role;
import id.signet.app.api.weidentity.DocumentShape;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The door for WeIdentity's clients. */
@Configuration(proxyBeanMethods = false)
public class WeIdentityConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(WeIdentityConfiguration.class);
    private static final String ACTOR = "loopback";

    @Bean
    WeIdentitySettings weIdentitySettings(Environment environment) {
        return new WeIdentitySettings(name -> Optional.ofNullable(environment.getProperty(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty()));
    }

    @Bean
    DocumentShape weIdentityDocuments(WeIdentitySettings settings) {
        return settings.documents();
    }

    @Bean
    LoopbackCallers loopbackCallers(WeIdentitySettings weIdentity, Settings settings) {
        if (!weIdentity.open()) {
            return LoopbackCallers.NONE;
        }
        LOG.warn("{} is set: every program of this machine acts as the tenant {} at /weid/api",
                WeIdentitySettings.OPEN, settings.home());
        return LoopbackCallers.actAs(new KnownCaller(settings.home(), ACTOR, Set.of(Role.ADMIN)));
    }
}
