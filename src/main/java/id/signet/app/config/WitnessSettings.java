package id.signet.app.config;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.Folders;
import id.signet.ledger.note.Cosigner;
import id.signet.ledger.note.SignatureType;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.witness.CosignatureStore;
import id.signet.ledger.witness.FileWitnessRecords;
import id.signet.ledger.witness.Witness;
import id.signet.ledger.witness.WitnessClient;
import id.signet.ledger.witness.Witnesses;
import id.signet.ledger.witness.http.HttpWitnessClient;
import id.signet.ledger.witness.http.WitnessServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What an operator decides about witnesses: which ones a log asks, and what a witness of his own watches. */
public final class WitnessSettings {

    static final String WITNESSES = "SIGNET_WITNESSES";
    static final String QUORUM = "SIGNET_WITNESS_QUORUM";
    static final String NAME = "SIGNET_WITNESS_NAME";
    static final String LOGS = "SIGNET_WITNESS_LOGS";
    static final String FOLDER = "SIGNET_WITNESS_DIR";
    static final String ADDRESS = "SIGNET_WITNESS_ADDRESS";
    static final String PORT = "SIGNET_WITNESS_PORT";

    private static final int LONGEST_KEY = 300;
    private static final int SEED_LENGTH = 32;

    private final Function<String, Optional<String>> environment;

    /** @param environment a setting by its name, empty where it is not set or blank */
    public WitnessSettings(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    // ---- the log's side ----

    /** The witnesses of the log; a majority of them unless a quorum is set. */
    Witnesses witnesses(CosignatureStore store) {
        List<String> words = words(WITNESSES);
        if (words.isEmpty()) {
            if (environment.apply(QUORUM).isPresent()) {
                throw new ConfigurationRefused(QUORUM + " is set, but " + WITNESSES + " names nobody.");
            }
            return Witnesses.NONE;
        }
        if (words.size() % 2 != 0) {
            throw new ConfigurationRefused(
                    WITNESSES + " must be pairs of a verifier key and an address, separated by white space.");
        }
        HttpClient http = HttpWitnessClient.http();
        List<WitnessClient> clients = new ArrayList<>();
        for (int i = 0; i < words.size(); i += 2) {
            clients.add(new HttpWitnessClient(key(WITNESSES, words.get(i), SignatureType.COSIGNATURE_V1),
                    address(WITNESSES, words.get(i + 1)), http));
        }
        try {
            return new Witnesses(clients, number(QUORUM, clients.size() / 2 + 1), Optional.of(store));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationRefused(WITNESSES + " and " + QUORUM + ": " + e.getMessage() + ".");
        }
    }

    static URI address(String setting, String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (!Set.of("http", "https").contains(String.valueOf(uri.getScheme())) || uri.getHost() == null
                    || uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
                throw new ConfigurationRefused(setting + ": not an http or https address: " + text);
            }
            return uri;
        } catch (java.net.URISyntaxException e) {
            throw new ConfigurationRefused(setting + ": not an address: " + text);
        }
    }

    // ---- a witness of our own ----

    /** A witness that answers; its folder holds the key and what it cosigned, and must outlive the process. */
    public record Running(WitnessServer server, FileWitnessRecords records, VerifierKey key) implements AutoCloseable {

        @Override
        public void close() {
            server.close();
            records.close();
        }
    }

    /**
     * @throws ConfigurationRefused when a setting is missing or wrong
     * @throws id.signet.ledger.witness.WitnessRefusesToStart when it cannot be sure of what it cosigned before
     */
    public Running start() {
        String name = environment.apply(NAME)
                .orElseThrow(() -> new ConfigurationRefused(
                        NAME + " is not set: the name in the cosignatures, such as witness.example.org/w1"));
        List<VerifierKey> logs = words(LOGS).stream().map(word -> key(LOGS, word, SignatureType.ED25519)).toList();
        if (logs.isEmpty()) {
            throw new ConfigurationRefused(
                    LOGS + " is not set: the verifier keys of the logs to watch, as /log/key of each log shows it");
        }
        Path folder = Path.of(environment.apply(FOLDER)
                .orElseThrow(() -> new ConfigurationRefused(
                        FOLDER + " is not set: the directory for the key and for what was cosigned")));
        InetSocketAddress address = new InetSocketAddress(environment.apply(ADDRESS).orElse("127.0.0.1"),
                number(PORT, 8090));
        FileWitnessRecords records = new FileWitnessRecords(folder.resolve("records"));
        try {
            Witness witness = new Witness(cosigner(name, folder), logs, records, Clock.systemUTC());
            return new Running(WitnessServer.start(witness, address), records, witness.verifierKey());
        } catch (RuntimeException e) {
            records.close();
            throw e;
        }
    }

    private static Cosigner cosigner(String name, Path folder) {
        Path file = folder.resolve("witness.key");
        try {
            String text = SettingsReader.kept(file, () -> {
                byte[] seed = new byte[SEED_LENGTH];
                new SecureRandom().nextBytes(seed);
                return Base64.getEncoder().encodeToString(seed);
            });
            Folders.force(folder);
            if (Files.getFileStore(file).supportsFileAttributeView("posix") && !Set
                    .of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)
                    .containsAll(Files.getPosixFilePermissions(file))) {
                throw new ConfigurationRefused(file + " may be read by others; set its mode to 0600.");
            }
            return new Cosigner(name,
                    SoftwareSigningKey.ofSecret(KeyType.ED25519, Base64.getDecoder().decode(text)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (IllegalArgumentException e) {
            // No cause: its message could repeat the key.
            throw new ConfigurationRefused(file + " does not hold a key.");
        } catch (MalformedInput e) {
            throw new ConfigurationRefused(NAME + ": " + e.getMessage() + ".");
        }
    }

    // ---- both ----

    private List<String> words(String setting) {
        return words(environment, setting);
    }

    static List<String> words(Function<String, Optional<String>> environment, String setting) {
        return environment.apply(setting)
                .map(text -> Stream.of(text.split("[\\s,]+")).filter(word -> !word.isEmpty()).toList())
                .orElse(List.of());
    }

    static VerifierKey key(String setting, String text, SignatureType type) {
        try {
            VerifierKey key = VerifierKey.parse(text);
            if (key.type() != type || text.length() > LONGEST_KEY) {
                throw new ConfigurationRefused(setting + ": " + text
                        + (type == SignatureType.ED25519 ? " is not the key of a log." : " is not that of a witness."));
            }
            return key;
        } catch (MalformedInput e) {
            throw new ConfigurationRefused(setting + ": " + text + ": " + e.getMessage() + ".");
        }
    }

    private int number(String setting, int usual) {
        return number(environment, setting, usual);
    }

    static int number(Function<String, Optional<String>> environment, String setting, int usual) {
        String text = environment.apply(setting).orElse(Integer.toString(usual));
        if (!text.matches("[0-9]{1,5}")) {
            throw new ConfigurationRefused(setting + " must be a whole number.");
        }
        return Integer.parseInt(text);
    }
}
