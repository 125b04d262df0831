package id.signet.app.config;

import id.signet.app.access.ApiKeys;
import id.signet.app.config.Settings.Database;
import id.signet.app.config.Settings.Following;
import id.signet.ledger.LogStart;
import id.signet.app.config.Settings.Limits;
import id.signet.app.config.Settings.MasterKeySource;
import id.signet.app.config.Settings.Node;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.AcceptedKeyTypes;
import id.signet.crypto.key.KeyType;
import id.signet.registry.PublicUrl;
import id.signet.registry.RegistryNames;
import id.signet.registry.TenantId;
import id.signet.registry.did.Did;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads the settings from the environment. Without the sandbox profile nothing has a default that could weaken the service:
 * what is missing, weak or a sample is refused with a sentence that says what to set.
 */
public final class SettingsReader {

    static final String PUBLIC_URL = "SIGNET_PUBLIC_URL";
    static final String LOG_ORIGIN = "SIGNET_LOG_ORIGIN";
    static final String NETWORK = "SIGNET_NETWORK";
    static final String ADMIN_KEY = "SIGNET_ADMIN_KEY";
    static final String MASTER_KEY = "SIGNET_MASTER_KEY";
    static final String MASTER_KEY_FILE = "SIGNET_MASTER_KEY_FILE";
    static final String DATA_DIR = "SIGNET_DATA_DIR";
    static final String GUARD_DIR = "SIGNET_GUARD_DIR";
    static final String DATABASE_URL = "SIGNET_DATABASE_URL";
    static final String DATABASE_USER = "SIGNET_DATABASE_USER";
    static final String DATABASE_PASSWORD = "SIGNET_DATABASE_PASSWORD";
    static final String NODE_NAME = "SIGNET_NODE_NAME";
    static final String GUARD_DATABASE_URL = "SIGNET_GUARD_DATABASE_URL";
    static final String GUARD_DATABASE_USER = "SIGNET_GUARD_DATABASE_USER";
    static final String GUARD_DATABASE_PASSWORD = "SIGNET_GUARD_DATABASE_PASSWORD";
    static final String AUTHORITIES = "SIGNET_AUTHORITIES";
    static final String PREVIEW = "SIGNET_PREVIEW";
    static final String VERIFICATIONS_PER_MINUTE = "SIGNET_ANONYMOUS_VERIFICATIONS_PER_MINUTE";

    private static final Pattern ORIGIN = Pattern.compile("[a-z0-9][a-z0-9./_-]{2,199}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final List<String> SAMPLES = List.of("changeme", "change-me", "secret", "password", "sample",
            "example", "admin", "test");
    private static final int WEAKEST_KEY = 43;
    private static final int DISTINCT_CHARACTERS = 12;

    private final Function<String, Optional<String>> environment;
    private final Consumer<String> firstKey;

    /**
     * @param environment a setting by its name, empty where it is not set or blank
     * @param firstKey told the sandbox's admin key once, when it is made
     */
    public SettingsReader(Function<String, Optional<String>> environment, Consumer<String> firstKey) {
        this.environment = environment;
        this.firstKey = firstKey;
    }

    // ---- production ----

    public Settings production() {
        PublicUrl publicUrl = publicUrl(
                required(PUBLIC_URL, "the https address under which the world reaches this service"));
        if (!publicUrl.isHttps()) {
            throw new ConfigurationRefused(PUBLIC_URL + " must be an https address: it stands in issued papers.");
        }
        Path data = directory(required(DATA_DIR, "the directory for the database"));
        Node node = node();
        Path guard = node.sharedGuard().isPresent() && environment.apply(GUARD_DIR).isEmpty()
                ? data
                : Path.of(required(GUARD_DIR,
                        "a directory on another volume that remembers the last published checkpoint"))
                        .toAbsolutePath()
                        .normalize();
        if (node.sharedGuard().isEmpty() && guard.startsWith(data)) {
            throw new ConfigurationRefused(GUARD_DIR + " lies inside " + DATA_DIR
                    + ": restoring the one would restore the other, and a rolled-back log would sign again.");
        }
        String adminKey = strong(ADMIN_KEY, required(ADMIN_KEY, "the operator's API key, 32 random bytes or more"));
        RegistryNames names = names(required(LOG_ORIGIN, "the name of the log, such as log.example.org/2026"),
                publicUrl, required(NETWORK, "the network's name in did:weid, such as main"));
        return new Settings(false, names, new TenantId("main"), adminKey, masterKey(data), data, guard, database(data),
                limits(), keyTypes(), authorities(), node, Optional.empty());
    }

    private MasterKeySource masterKey(Path data) {
        Optional<String> file = environment.apply(MASTER_KEY_FILE);
        Optional<String> text = environment.apply(MASTER_KEY);
        if (file.isPresent() == text.isPresent()) {
            throw new ConfigurationRefused("Set one of " + MASTER_KEY_FILE + " (a file of mode 0600) and " + MASTER_KEY
                    + ": 32 random bytes in base64 that encrypt every key in the database.");
        }
        if (text.isPresent()) {
            return new MasterKeySource.AsText(strong(MASTER_KEY, text.get()));
        }
        Path path = Path.of(file.orElseThrow()).toAbsolutePath().normalize();
        if (path.startsWith(data)) {
            throw new ConfigurationRefused(
                    MASTER_KEY_FILE + " lies inside " + DATA_DIR + ": a copy of the data would bring its own key.");
        }
        return new MasterKeySource.InFile(path);
    }

    // ---- sandbox ----

    /** Everything has a default, kept in the data directory where it must outlive the process. Loopback only. */
    public Settings sandbox() {
        requireLoopback();
        Path data = directory(environment.apply(DATA_DIR).orElse("signet-data"));
        String port = environment.apply("SERVER_PORT").or(() -> environment.apply("server.port")).orElse("8080");
        String publicUrl = environment.apply(PUBLIC_URL)
                .orElse("http://localhost:" + (port.equals("0") ? "8080" : port));
        String origin = environment.apply(LOG_ORIGIN)
                .orElseGet(() -> kept(data.resolve("log.origin"),
                        () -> "sandbox.invalid/" + HexFormat.of().formatHex(random(8))));
        String admin = environment.apply(ADMIN_KEY).orElseGet(() -> kept(data.resolve("admin.key"), () -> {
            String key = ApiKeys.generate();
            firstKey.accept(key);
            return key;
        }));
        MasterKeySource master = environment.apply(MASTER_KEY)
                .<MasterKeySource>map(MasterKeySource.AsText::new)
                .orElseGet(() -> {
                    Path file = environment.apply(MASTER_KEY_FILE).map(Path::of).orElse(data.resolve("master.key"));
                    kept(file, () -> Base64.getEncoder().encodeToString(random(32)));
                    return new MasterKeySource.InFile(file.toAbsolutePath().normalize());
                });
        Path guard = environment.apply(GUARD_DIR).map(Path::of).orElse(data.resolve("guard"));
        return new Settings(true, names(origin, publicUrl(publicUrl), environment.apply(NETWORK).orElse("sandbox")),
                new TenantId("sandbox"), admin, master, data, guard.toAbsolutePath().normalize(), database(data),
                limits(), keyTypes(), authorities(), node(), Optional.empty());
    }

    private void requireLoopback() {
        String address = environment.apply("server.address").orElse("127.0.0.1");
        boolean published = environment.apply("SIGNET_SANDBOX_IN_CONTAINER").filter("true"::equals).isPresent();
        try {
            if (!published && !InetAddress.getByName(address).isLoopbackAddress()) {
                throw new ConfigurationRefused("The sandbox listens on loopback addresses only, not on " + address
                        + ". Leave out the sandbox profile to serve others.");
            }
        } catch (UnknownHostException e) {
            throw new ConfigurationRefused("The address to listen on is not known: " + address);
        }
    }

    /** The content of a file that only its owner reads, made on first use. */
    static String kept(Path file, Supplier<String> fresh) {
        try {
            FileAttribute<?>[] ownerOnly = file.getFileSystem().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                    : new FileAttribute<?>[0];
            if (Files.notExists(file)) {
                Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), ".fresh", "", ownerOnly);
                Files.writeString(draft, fresh.get() + "\n", StandardOpenOption.DSYNC);
                try {
                    Files.createLink(file, draft);
                } catch (FileAlreadyExistsException another) {
                    // Another process was first; its content counts.
                } finally {
                    Files.deleteIfExists(draft);
                }
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- follower ----

    /**
     * A follower writes nothing and keeps no keys that matter; what it needs beside the address and the key of a log has a
     * default or stands in the log's first entry.
     */
    public Settings follower() {
        Following following = new FollowSettings(environment).following();
        Path data = directory(environment.apply(DATA_DIR).orElse("signet-follower"));
        LogStart start = FollowSettings.begun(data.resolve("log.start"), following);
        kept(data.resolve("master.key"), () -> Base64.getEncoder().encodeToString(random(32)));
        return new Settings(false, names(start.origin(), publicUrl(start.publicUrl()), start.network()),
                new TenantId("main"), ApiKeys.generate(), new MasterKeySource.InFile(data.resolve("master.key")), data,
                data.resolve("guard"), database(data), limits(), keyTypes(), authorities(), Node.ALONE,
                Optional.of(following));
    }

    // ---- all ----

    private Database database(Path data) {
        Optional<String> url = environment.apply(DATABASE_URL);
        if (url.isEmpty()) {
            return new Database.Embedded(data);
        }
        if (!url.get().startsWith("jdbc:postgresql:")) {
            throw new ConfigurationRefused(
                    DATABASE_URL + " must begin with jdbc:postgresql: (leave it out for the embedded database).");
        }
        return new Database.Postgres(url.get(), required(DATABASE_USER, "the database user"),
                environment.apply(DATABASE_PASSWORD).orElse(""));
    }

    /** The guard's database is another one than the log's: what restores the one must not restore the other. */
    private Node node() {
        String name = environment.apply(NODE_NAME).orElse(Node.ALONE.name());
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationRefused(NODE_NAME + " must be 1 to 63 lower-case letters, digits or hyphens.");
        }
        Optional<String> url = environment.apply(GUARD_DATABASE_URL);
        if (url.isEmpty()) {
            return new Node(name, Optional.empty());
        }
        if (!url.get().startsWith("jdbc:postgresql:")) {
            throw new ConfigurationRefused(GUARD_DATABASE_URL + " must begin with jdbc:postgresql:.");
        }
        if (environment.apply(DATABASE_URL).filter(log -> place(log).equals(place(url.get()))).isPresent()) {
            throw new ConfigurationRefused(GUARD_DATABASE_URL + " is the log's own database: restoring it would restore"
                    + " the guard, and a rolled-back log would sign again.");
        }
        return new Node(name, Optional.of(new Database.Postgres(url.get(),
                required(GUARD_DATABASE_USER, "the user of the guard's database"),
                environment.apply(GUARD_DATABASE_PASSWORD).orElse(""))));
    }

    private static String place(String url) {
        return url.replaceFirst("\\?.*", "");
    }

    private List<String> authorities() {
        List<String> dids = environment.apply(AUTHORITIES).map(text -> List.of(text.split("[ ,]+"))).orElse(List.of());
        try {
            dids.forEach(Did::parse);
            return dids;
        } catch (MalformedInput e) {
            throw new ConfigurationRefused(AUTHORITIES + " must be DIDs separated by spaces.");
        }
    }

    private AcceptedKeyTypes keyTypes() {
        Set<KeyType> previews = EnumSet.noneOf(KeyType.class);
        for (String name : environment.apply(PREVIEW).map(text -> List.of(text.split("[ ,]+"))).orElse(List.of())) {
            previews.add(KeyType.ofCurve(name)
                    .filter(KeyType::isPreview)
                    .orElseThrow(() -> new ConfigurationRefused(PREVIEW + " may name " + KeyType.ML_DSA_44.curve()
                            + " and nothing else.")));
        }
        return new AcceptedKeyTypes(previews);
    }

    private Limits limits() {
        int perMinute = environment.apply(VERIFICATIONS_PER_MINUTE).map(text -> {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException e) {
                return 0;
            }
        }).orElse(120);
        if (perMinute < 1) {
            throw new ConfigurationRefused(VERIFICATIONS_PER_MINUTE + " must be a whole number from 1.");
        }
        return new Limits(perMinute, Math.max(1, perMinute / 2), 10);
    }

    private String required(String name, String meaning) {
        return environment.apply(name)
                .orElseThrow(() -> new ConfigurationRefused(name + " is not set: " + meaning
                        + ". (To try Signet, start it with the sandbox profile instead.)"));
    }

    static String strong(String name, String secret) {
        String lower = secret.toLowerCase(Locale.ROOT);
        boolean sample = SAMPLES.stream().anyMatch(lower::contains) || lower.contains("0123456789")
                || lower.contains("abcdefgh");
        if (secret.length() < WEAKEST_KEY || secret.chars().distinct().count() < DISTINCT_CHARACTERS || sample) {
            throw new ConfigurationRefused(name
                    + " is weak or a sample: use 32 random bytes, such as the output of 'openssl rand -base64 32'.");
        }
        return secret;
    }

    private static PublicUrl publicUrl(String text) {
        try {
            return new PublicUrl(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationRefused(PUBLIC_URL + ": " + e.getMessage() + ".");
        }
    }

    private static RegistryNames names(String origin, PublicUrl publicUrl, String network) {
        if (!ORIGIN.matcher(origin).matches()) {
            throw new ConfigurationRefused(
                    LOG_ORIGIN + " must be a lower-case name without a scheme, such as log.example.org/2026.");
        }
        try {
            return new RegistryNames(origin, publicUrl, network);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationRefused(NETWORK + ": " + e.getMessage() + ".");
        }
    }

    private static Path directory(String text) {
        Path path = Path.of(text).toAbsolutePath().normalize();
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new ConfigurationRefused("The data directory cannot be made: " + path);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
