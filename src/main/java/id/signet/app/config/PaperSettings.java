package id.signet.app.config;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.cms.DocumentSigner;
import id.signet.crypto.cms.TrustAnchors;
import id.signet.crypto.timestamp.TimestampTrust;
import id.signet.registry.net.ServiceAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** What an operator decides about signed papers, trusted time and kept works. */
public final class PaperSettings {

    static final String WORKS_DIR = "SIGNET_WORKS_DIR";
    static final String KEYSTORE = "SIGNET_PAPER_KEYSTORE";
    static final String PASSWORD = "SIGNET_PAPER_PASSWORD";
    static final String TIMESTAMP_URL = "SIGNET_TIMESTAMP_URL";
    static final String TIMESTAMP_TRUST = "SIGNET_TIMESTAMP_TRUST";
    static final String TIMESTAMP_POLICY = "SIGNET_TIMESTAMP_POLICY";

    private static final int LARGEST_FILE = 1 << 20;

    private final Function<String, Optional<String>> environment;

    /** @param environment a setting by its name, empty where it is not set or blank */
    public PaperSettings(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    /** The operator's own key; empty: one is made. */
    Optional<DocumentSigner> keyStore() {
        return environment.apply(KEYSTORE).map(Path::of).map(file -> {
            String password = environment.apply(PASSWORD)
                    .orElseThrow(
                            () -> new ConfigurationRefused(PASSWORD + " is not set: the password of " + file + "."));
            try {
                return DocumentSigner.ofKeyStore(read(KEYSTORE, file), password.toCharArray());
            } catch (IllegalArgumentException e) {
                throw new ConfigurationRefused(KEYSTORE + ": " + file + " cannot be used: " + e.getMessage() + ".");
            }
        });
    }

    /** Where the contents of works lie whose depositors want them kept; empty: nowhere. */
    Optional<Path> worksFolder() {
        return environment.apply(WORKS_DIR).map(text -> {
            Path folder = Path.of(text);
            if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
                throw new ConfigurationRefused(WORKS_DIR + ": " + folder + " is no folder that can be written.");
            }
            return folder;
        });
    }

    /** Whom to believe about time; empty: nobody. */
    Optional<TimestampTrust> timestampTrust() {
        Optional<String> policy = environment.apply(TIMESTAMP_POLICY);
        Optional<Path> file = environment.apply(TIMESTAMP_TRUST).map(Path::of);
        if (file.isEmpty() && (policy.isPresent() || environment.apply(TIMESTAMP_URL).isPresent())) {
            throw new ConfigurationRefused(TIMESTAMP_TRUST
                    + " is not set: a file with the certificates, in PEM, that stand behind the time-stamps.");
        }
        return file.map(path -> new TimestampTrust(anchors(path), policy(policy)));
    }

    private static Optional<String> policy(Optional<String> policy) {
        if (policy.isPresent() && !policy.get().matches("[0-2](?:\\.(?:0|[1-9][0-9]{0,17})){1,31}")) {
            throw new ConfigurationRefused(
                    TIMESTAMP_POLICY + " must be an object identifier such as 1.3.6.1.4.1.99999.1.");
        }
        return policy;
    }

    private static TrustAnchors anchors(Path file) {
        try {
            return TrustAnchors.ofPem(new String(read(TIMESTAMP_TRUST, file), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationRefused(TIMESTAMP_TRUST + ": " + file + ": " + e.getMessage() + ".");
        }
    }

    /** Where time-stamps are asked for; empty: nowhere. */
    Optional<ServiceAddress> timestampAuthority() {
        return environment.apply(TIMESTAMP_URL).map(text -> {
            try {
                return ServiceAddress.parse(text);
            } catch (MalformedInput e) {
                throw new ConfigurationRefused(TIMESTAMP_URL + ": " + e.getMessage() + ".");
            }
        });
    }

    private static byte[] read(String setting, Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new ConfigurationRefused(setting + ": " + file + " is larger than 1 MiB.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ConfigurationRefused(setting + ": " + file + " cannot be read.");
        }
    }
}
