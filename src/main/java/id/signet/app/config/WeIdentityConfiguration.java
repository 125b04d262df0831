package id.signet.app.config;

import id.signet.app.access.KnownCaller;
import id.signet.app.access.LoopbackCallers;
import id.signet.app.access.Role;
import id.signet.app.api.weidentity.DocumentShape;
import id.signet.app.api.weidentity.Endpoints;
import id.signet.app.config.OutboundConfiguration.OutboundWeb;
import id.signet.ledger.DurableCommit;
import id.signet.registry.authorization.DataNonces;
import id.signet.registry.jdbc.JdbcDataNonces;
import id.signet.registry.net.Inquiry;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

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

    /** Asked through the one door out, and not at all where that is closed. */
    @Bean
    Endpoints weIdentityEndpoints(WeIdentitySettings settings, OutboundWeb web) {
        return new Endpoints(settings.endpoints(), web.http().<Inquiry>map(http -> http).orElse(Inquiry.CLOSED));
    }

    @Bean
    DataNonces dataNonces(JdbcClient jdbc, DurableCommit durable, Clock clock) {
        return new JdbcDataNonces(jdbc, durable, clock);
    }

    @Bean
    LoopbackCallers loopbackCallers(WeIdentitySettings weIdentity, Settings settings) {
        if (!weIdentity.open(settings.names().publicUrl())) {
            return LoopbackCallers.NONE;
        }
        LOG.warn("{} is set: every program of this machine acts as the tenant {} at /weid/api",
                WeIdentitySettings.OPEN, settings.home());
        return LoopbackCallers.actAs(new KnownCaller(settings.home(), ACTOR, Set.of(Role.ADMIN)));
    }
}
