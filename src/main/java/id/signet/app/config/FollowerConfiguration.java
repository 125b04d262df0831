package id.signet.app.config;

import id.signet.app.access.FollowersView;
import id.signet.app.config.LedgerConfiguration.Projections;
import id.signet.app.config.StoreConfiguration.FatalFault;
import id.signet.app.operate.EveryEntry;
import id.signet.credential.format.CredentialFormats;
import id.signet.credential.jdbc.JdbcKeptLists;
import id.signet.credential.jdbc.JdbcPresentedOnce;
import id.signet.credential.status.FollowedLists;
import id.signet.credential.status.StatusListTerms;
import id.signet.ledger.LogStart;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.LedgerStore;
import id.signet.ledger.follow.Alarm;
import id.signet.ledger.follow.FollowReport;
import id.signet.ledger.follow.FollowedLog;
import id.signet.ledger.follow.Follower;
import id.signet.ledger.follow.Following;
import id.signet.ledger.follow.http.HttpOrigin;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import id.signet.ledger.jdbc.JdbcFollowRecords;
import id.signet.ledger.state.StoredRows;
import id.signet.registry.RegistryNames;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;

/** A node that follows another's log: it believes what it can prove, answers readers, and writes nothing. */
@Configuration(proxyBeanMethods = false)
@Profile(SettingsConfiguration.FOLLOWER)
public class FollowerConfiguration {

    @Bean
    Settings.Following terms(Settings settings) {
        return settings.following().orElseThrow();
    }

    @Bean(destroyMethod = "close")
    HttpOrigin origin(Settings.Following terms) {
        return FollowSettings.log(terms);
    }

    @Bean
    Follower follower(Settings settings, Settings.Following terms, HttpOrigin origin, LedgerStore store,
            JdbcDurableCommit durability, List<Projections> modules, DataSource dataSource, Clock clock) {
        LogStart start = LedgerConfiguration.start(settings);
        return new Follower(start, terms.terms(), origin, store, durability,
                new id.signet.ledger.embedded.Projections(
                        modules.stream().flatMap(module -> module.projections().stream()).toList()),
                new EveryEntry(settings.names()), new JdbcFollowRecords(dataSource), clock);
    }

    @Bean
    FollowedLog followedLog(Settings.Following terms, LedgerStore store, Follower follower) {
        return new FollowedLog(terms.terms().log(), store, () -> follower.report().size());
    }

    @Bean
    KnownWitnesses knownWitnesses(Settings.Following terms) {
        return new KnownWitnesses(terms.terms().witnesses());
    }

    @Bean
    FollowersView followersView(Follower follower, RegistryNames names, Clock clock) {
        return new FollowersView(follower::report, names.publicUrl().value(), clock);
    }

    @Bean
    @Primary
    FollowedLists followedLists(StoredRows rows, DataSource dataSource, ListOrigin origin, RegistryNames names,
            CredentialFormats formats, Settings.Following terms, Follower follower, Clock clock) {
        return new FollowedLists(rows, new JdbcKeptLists(dataSource), origin.http(), names.publicUrl(), formats,
                StatusListTerms.DEFAULT, () -> tooOld(follower.report(), terms.oldest(), clock), clock);
    }

    private static Optional<String> tooOld(FollowReport report, Duration oldest, Clock clock) {
        Duration age = report.asOf().map(at -> Duration.between(at, clock.instant())).orElse(Duration.ofDays(36_500));
        return age.compareTo(oldest) > 0
                ? Optional.of("the view of this follower was last confirmed "
                        + report.asOf().map(at -> "at " + at).orElse("never"))
                : Optional.empty();
    }

    @Bean(destroyMethod = "close")
    ListOrigin listOrigin(Settings.Following terms) {
        return new ListOrigin(new HttpOrigin(terms.address()));
    }

    @Bean
    @ConditionalOnMissingBean
    Following.Pace pace() {
        return Following.Pace.USUAL;
    }

    /** The rounds begin when everything else is there; readers are told that there is no view until the first is done. */
    @Bean(initMethod = "start", destroyMethod = "close")
    Following following(Follower follower, FollowedLists lists, JdbcPresentedOnce presented, Following.Pace pace,
            FatalFault fatal) {
        return new Following(follower, pace, () -> {
            lists.refresh();
            presented.forget();
        }, fatal);
    }

    /** Down before the first view, and while an alarm stands: people must look. */
    @Bean
    HealthIndicator followedHealthIndicator(Follower follower, Clock clock) {
        return () -> health(follower.report(), clock);
    }

    private static Health health(FollowReport report, Clock clock) {
        Health.Builder health = report.alarms().isEmpty() && report.size().isPresent() ? Health.up() : Health.down();
        report.size().map(TreeSize::value).ifPresent(size -> health.withDetail("size", size));
        report.asOf()
                .ifPresent(at -> health.withDetail("asOf", at.toString())
                        .withDetail("age", Duration.between(at, clock.instant()).toSeconds()));
        report.problem().ifPresent(problem -> health.withDetail("problem", problem));
        return health.withDetail("alarms", report.alarms().stream().map(FollowerConfiguration::shown).toList()).build();
    }

    private static Map<String, Object> shown(Alarm alarm) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("lie", alarm.lie().name());
        shown.put("at", alarm.at().toString());
        shown.put("size", alarm.size().value());
        shown.put("sentence", alarm.sentence());
        return shown;
    }

    /** Where status lists are fetched. */
    record ListOrigin(HttpOrigin http) implements AutoCloseable {

        @Override
        public void close() {
            http.close();
        }
    }
}
