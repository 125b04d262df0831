package id.signet.app.config;

import id.signet.app.config.LedgerConfiguration.LogSigningKey;
import id.signet.app.config.LedgerConfiguration.Projections;
import id.signet.ledger.CheckpointGuard;
import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.embedded.FileCheckpointGuard;
import id.signet.ledger.embedded.LedgerStore;
import id.signet.ledger.jdbc.LogNodes;
import id.signet.ledger.jdbc.Replay;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import id.signet.ledger.jdbc.JdbcTables;
import id.signet.app.operate.PrivateReferences;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.Bytes;
import id.signet.crypto.key.Ed25519PublicKey;
import id.signet.ledger.note.SignatureType;
import id.signet.ledger.LedgerUnavailable;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.LedgerStore.LogDamaged;
import id.signet.ledger.embedded.LogCheck;
import id.signet.ledger.note.VerifierKey;
import id.signet.registry.recheck.EntryRecheck;
import id.signet.app.operate.RestoreRefused;
import id.signet.ledger.files.LogFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    /** Lets a node join those that write the log; the reason becomes an entry of the log. Others may be running. */
    public static void join(String name, String reason, String... profiles) {
        with(context -> {
            Settings settings = context.getBean(Settings.class);
            if (!(settings.database() instanceof Settings.Database.Postgres)) {
                throw new ConfigurationRefused("The embedded database has one node: set SIGNET_DATABASE_URL.");
            }
            LogNodes nodes = context.getBean(LogNodes.class);
            LogNodes.Node node = LedgerConfiguration.node(settings, name);
            nodes.requireMayJoin(node);
            Optional<CheckpointGuard> replaced = settings.node()
                    .sharedGuard()
                    .filter(shared -> !settings.guardFolder().equals(settings.dataDirectory()))
                    .map(shared -> new FileCheckpointGuard(settings.guardFolder()));
            Clock clock = context.getBean(Clock.class);
            EmbeddedLedger.join(LedgerConfiguration.start(settings), context.getBean(LedgerStore.class),
                    context.getBean(JdbcDurableCommit.class), context.getBean(CheckpointGuard.class),
                    context.getBean(LogSigningKey.class).key(), clock, name, reason, replaced);
            nodes.join(node, clock.instant(), reason);
            return reason;
        }, profiles);
    }

    /** Makes the public tables once more from the log alone, beside the present ones, and compares. */
    public static Replay.Report replay(String... profiles) {
        return with(context -> replay(context).compare(), profiles);
    }

    /**
     * Everything that is wrong with the store, each object named.
     *
     * @param size the number of entries that were read
     * @param findings empty when all is sound
     */
    public record Health(TreeSize size, List<String> findings) {

        public Health {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Reads the whole log, what the guard remembers, and the private rows that point into the log. Writes nothing.
     *
     * @param key of the log, where the store does not hold its signing key
     * @param deep also replays the log, compares each public row, and checks each operation's own signature and rules
     */
    public static Health check(boolean deep, Optional<VerifierKey> key, String... profiles) {
        return with(context -> check(context, deep, key), profiles);
    }

    private static Health check(ApplicationContext context, boolean deep, Optional<VerifierKey> given) {
        List<String> findings = new ArrayList<>();
        LedgerStore store = context.getBean(LedgerStore.class);
        TreeSize size = store.head().size();
        Optional<VerifierKey> key = given.or(() -> verifierKey(context));
        try {
            if (key.isPresent()) {
                LogCheck.Report report = new LogCheck(store, key.get(), context.getBean(CheckpointGuard.class).read())
                        .run();
                size = report.size();
                findings.addAll(report.findings());
            } else if (!size.equals(TreeSize.ZERO)) {
                findings.add("log key is not in the key ring: checkpoints cannot be checked, and none can be signed");
            }
            findings.addAll(new PrivateReferences(context.getBean(DataSource.class)).check());
            if (deep && findings.isEmpty()) {
                findings.addAll(replayed(context));
            }
        } catch (LedgerUnavailable | DataAccessException | LogDamaged | MalformedInput damaged) {
            findings.add("database cannot be read through: " + NestedExceptionUtils.getMostSpecificCause(damaged));
        }
        return new Health(size, findings);
    }

    /**
     * Writes the published log as C2SP static files.
     *
     * @param to a folder that is not there yet; it gets its name when it is whole
     */
    public static TreeSize export(Path to, Optional<VerifierKey> given, String... profiles) {
        Path target = to.toAbsolutePath();
        if (Files.exists(target)) {
            throw new RestoreRefused("there is already " + target);
        }
        Path draft = target.resolveSibling(target.getFileName() + ".part");
        return with(context -> {
            VerifierKey key = given.or(() -> verifierKey(context))
                    .orElseThrow(() -> new RestoreRefused("the key of the log is not here: name it with --key"));
            try {
                TreeSize size = new LogFiles(draft, key).write(context.getBean(LedgerStore.class));
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
                return size;
            } catch (IOException e) {
                throw new UncheckedIOException("the files cannot be written", e);
            }
        }, profiles);
    }

    private static List<String> replayed(ApplicationContext context) {
        return replayed(replay(context), context.getBean(Settings.class));
    }

    static List<String> replayed(Replay replay, Settings settings) {
        List<String> findings = new ArrayList<>();
        EntryRecheck rules = new EntryRecheck(settings.names());
        Replay.Report report = replay.compare((before, entry) -> rules.check(before, entry)
                .ifPresent(
                        wrong -> findings.add("entry " + entry.index().value() + " " + entry.type() + ": " + wrong)));
        report.first().forEach(difference -> findings.add("public row " + difference));
        return findings;
    }

    /** The key the published checkpoints verify with; asking never makes one. */
    private static Optional<VerifierKey> verifierKey(ApplicationContext context) {
        String origin = context.getBean(Settings.class).names().origin();
        return context.getBean(JdbcClient.class)
                .sql("SELECT r.public_key FROM log_key k JOIN key_ring r ON r.id = k.key_id WHERE k.origin = :origin")
                .param("origin", origin)
                .query((row, number) -> new VerifierKey(origin, SignatureType.ED25519,
                        new Ed25519PublicKey(Bytes.of(row.getBytes("public_key")))))
                .optional();
    }

    private static Replay replay(ApplicationContext context) {
        return new Replay(context.getBean(LedgerStore.class), context.getBean(JdbcTables.class),
                context.getBeansOfType(Projections.class)
                        .values()
                        .stream()
                        .flatMap(module -> module.projections().stream())
                        .toList());
    }

    /** Only what is asked for is made: the log itself is not, so nothing can be signed. */
    static <T> T with(Function<ApplicationContext, T> work, String... profiles) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(SettingsConfiguration.class,
                StoreConfiguration.class, CryptoConfiguration.class, LedgerConfiguration.class,
                RegistryConfiguration.class,
                CredentialConfiguration.class).web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .profiles(profiles)
                .logStartupInfo(false)
                .run("--logging.level.root=WARN", "--" + StoreConfiguration.OFFLINE + "=true")) {
            return work.apply(context);
        }
    }
}
