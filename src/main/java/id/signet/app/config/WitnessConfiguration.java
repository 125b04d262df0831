package id.signet.app.config;

import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.jdbc.JdbcCosignatures;
import id.signet.ledger.witness.WitnessClient;
import id.signet.ledger.witness.WitnessReport;
import id.signet.ledger.witness.Witnesses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;

/** Who else vouches for the log. */
@Configuration(proxyBeanMethods = false)
@Profile(SettingsConfiguration.ORIGIN)
public class WitnessConfiguration {

    @Bean
    Witnesses witnesses(Environment environment, DataSource dataSource) {
        return new WitnessSettings(name -> Optional.ofNullable(environment.getProperty(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty())).witnesses(new JdbcCosignatures(dataSource));
    }

    @Bean
    KnownWitnesses knownWitnesses(Witnesses witnesses) {
        return new KnownWitnesses(witnesses.clients().stream().map(WitnessClient::witness).toList());
    }

    /** Down when a witness knows another history: people must look, though the log goes on. Named {@code witnesses}. */
    @Bean
    HealthIndicator witnessesHealthIndicator(EmbeddedLedger ledger) {
        return () -> ledger.witnesses()
                .map(WitnessConfiguration::health)
                .orElseGet(() -> Health.up()
                        .withDetail("configured", 0)
                        .build());
    }

    private static Health health(WitnessReport report) {
        Health.Builder health = report.alarm() ? Health.down() : Health.up();
        health.withDetail("configured", report.witnesses().size())
                .withDetail("quorum", report.quorum())
                .withDetail("published", report.published().value());
        report.witnessed().ifPresent(size -> health.withDetail("witnessed", size.value()));
        report.unwitnessedSince().ifPresent(since -> health.withDetail("unwitnessedSince", since.toString()));
        List<Map<String, Object>> witnesses = new ArrayList<>();
        for (WitnessReport.State state : report.witnesses()) {
            Map<String, Object> witness = new LinkedHashMap<>();
            witness.put("name", state.witness().name());
            state.cosigned().ifPresent(size -> witness.put("cosigned", size.value()));
            state.at().ifPresent(at -> witness.put("at", at.toString()));
            state.problem().ifPresent(problem -> witness.put("problem", problem));
            if (state.alarm()) {
                witness.put("alarm", true);
            }
            witnesses.add(witness);
        }
        return health.withDetail("witnesses", witnesses).build();
    }
}
