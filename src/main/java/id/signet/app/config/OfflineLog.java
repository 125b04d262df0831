package id.signet.app.config;

import id.signet.app.config.LedgerConfiguration.LogSigningKey;
import id.signet.app.config.LedgerConfiguration.Projections;
import id.signet.ledger.CheckpointGuard;
import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.embedded.LedgerStore;
import id.signet.ledger.jdbc.Replay;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import id.signet.ledger.jdbc.JdbcTables;
import java.time.Clock;
import java.util.function.Function;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Works on the store of a stopped service: nothing listens, and the log takes no commands. */
public final class OfflineLog {

    private OfflineLog() {}

    /** Makes the guard anew on the operator's word; the reason becomes an entry of the log. */
    public static void acceptGuardLoss(String reason, String... profiles) {
        with(context -> {
            EmbeddedLedger.acceptGuardLoss(LedgerConfiguration.start(context.getBean(Settings.class)),
                    context.getBean(LedgerStore.class), context.getBean(JdbcDurableCommit.class),
                    context.getBean(CheckpointGuard.class), context.getBean(LogSigningKey.class).key(),
                    context.getBean(Clock.class), reason);
            return reason;
        }, profiles);
    }

    /** Makes the public tables once more from the log alone, beside the present ones, and compares. */
    public static Replay.Report replay(String... profiles) {
        return with(context -> new Replay(context.getBean(LedgerStore.class), context.getBean(JdbcTables.class),
                context.getBeansOfType(Projections.class)
                        .values()
                        .stream()
                        .flatMap(module -> module.projections().stream())
                        .toList())
                .compare(), profiles);
    }

    /** Only what is asked for is made: the log itself is not, so nothing can be signed. */
    private static <T> T with(Function<ApplicationContext, T> work, String... profiles) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(SettingsConfiguration.class,
                StoreConfiguration.class, CryptoConfiguration.class, LedgerConfiguration.class,
                RegistryConfiguration.class,
                CredentialConfiguration.class).web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .profiles(profiles)
                .logStartupInfo(false)
                .run("--logging.level.root=WARN")) {
            return work.apply(context);
        }
    }
}
