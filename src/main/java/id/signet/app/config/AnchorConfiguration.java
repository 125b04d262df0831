package id.signet.app.config;

import id.signet.ledger.Checkpoint;
import id.signet.ledger.TreeSize;
import id.signet.ledger.anchor.Anchoring;
import id.signet.ledger.anchor.AnchorReport;
import id.signet.ledger.anchor.evm.EvmAnchor;
import id.signet.ledger.anchor.evm.HttpJsonRpc;
import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.jdbc.JdbcAnchorStore;
import id.signet.ledger.note.SignedCheckpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;

/** Which chain keeps checkpoints of the log; none unless an operator says so. */
@Configuration(proxyBeanMethods = false)
public class AnchorConfiguration {

    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(2);

    @Bean
    JdbcAnchorStore anchorStore(DataSource dataSource) {
        return new JdbcAnchorStore(dataSource);
    }

    @Profile(SettingsConfiguration.ORIGIN)
    @Bean(destroyMethod = "close")
    RunningAnchor runningAnchor(Environment environment, JdbcAnchorStore store, EmbeddedLedger ledger, Clock clock) {
        AnchorSettings settings = new AnchorSettings(name -> Optional.ofNullable(environment.getProperty(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty()));
        if (!settings.areSet()) {
            return new RunningAnchor(Optional.empty(), Optional.empty());
        }
        HttpJsonRpc node = settings.node();
        EvmAnchor anchor = new EvmAnchor(settings.terms(), node, settings.account(), store,
                size -> published(ledger, size).map(Checkpoint::root), clock);
        Anchoring anchoring = new Anchoring(anchor, () -> SignedCheckpoint.parse(ledger.checkpoint()).checkpoint(),
                BETWEEN_ROUNDS);
        anchoring.start();
        return new RunningAnchor(Optional.of(anchoring), Optional.of(node));
    }

    private static Optional<Checkpoint> published(EmbeddedLedger ledger, TreeSize size) {
        return ledger.checkpoint(size).map(text -> SignedCheckpoint.parse(text).checkpoint());
    }

    /** Down when the chain keeps another history of this log: people must look, though the log goes on. */
    @Profile(SettingsConfiguration.ORIGIN)
    @Bean
    HealthIndicator chainHealthIndicator(RunningAnchor running) {
        return () -> running.anchoring()
                .map(anchoring -> health(anchoring.report()))
                .orElseGet(() -> Health.up().withDetail("configured", false).build());
    }

    private static Health health(AnchorReport report) {
        Health.Builder health = report.alarm() ? Health.down() : Health.up();
        health.withDetail("configured", true);
        report.newest().ifPresent(newest -> {
            health.withDetail("chain", newest.chain());
            health.withDetail("attested", newest.size().value());
            health.withDetail("block", newest.block());
            health.withDetail("at", newest.at().toString());
        });
        report.pending().ifPresent(size -> health.withDetail("pending", size.value()));
        report.problem().ifPresent(problem -> health.withDetail("problem", problem));
        return health.build();
    }

    /** The thread that takes the rounds, and its connection to the node. */
    record RunningAnchor(Optional<Anchoring> anchoring, Optional<HttpJsonRpc> node) implements AutoCloseable {

        @Override
        public void close() {
            anchoring.ifPresent(Anchoring::close);
            node.ifPresent(HttpJsonRpc::close);
        }
    }
}
