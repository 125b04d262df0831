package id.signet.app.config;

import id.signet.app.config.Settings.Database;
import id.signet.credential.issue.IssueCredential;
import id.signet.credential.jdbc.JdbcPresentedOnce;
import id.signet.credential.transport.Transports;
import id.signet.registry.idempotency.ExpiredClaims;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * What a stop left behind is completed or voided before the service listens, and lists are kept fresh from then on. Apart
 * from the rest, because it begins by itself and starts the log: the commands on a stopped service leave it out.
 */
@Configuration(proxyBeanMethods = false)
@Profile(SettingsConfiguration.ORIGIN)
public class UpkeepConfiguration {

    @Bean(destroyMethod = "close")
    Upkeep upkeep(IssueCredential issuing, ExpiredClaims claims, JdbcPresentedOnce presented, Transports transports,
            Settings settings) {
        return new Upkeep(issuing, claims, presented, transports, settings.database() instanceof Database.Embedded);
    }
}
