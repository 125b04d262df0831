package id.signet.app.config;

import id.signet.registry.net.Network;
import id.signet.registry.net.OutboundRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What an operator decides about questions to hosts that others name. */
public final class OutboundSettings {

    static final String OUTBOUND = "SIGNET_OUTBOUND";
    static final String PORTS = "SIGNET_OUTBOUND_PORTS";
    static final String NETWORKS = "SIGNET_OUTBOUND_NETWORKS";
    static final String AUTHORITIES = "SIGNET_OUTBOUND_CERTIFICATES";

    private final Function<String, Optional<String>> environment;

    /** @param environment a setting by its name, empty where it is not set or blank */
    public OutboundSettings(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    /** Whether others are asked at all. */
    boolean allowed() {
        return switch (environment.apply(OUTBOUND).orElse("on")) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new ConfigurationRefused(OUTBOUND + " is on or off.");
        };
    }

    OutboundRules rules() {
        try {
            Set<Integer> ports = words(PORTS).stream().map(Integer::valueOf).collect(Collectors.toSet());
            return OutboundRules.of(ports.isEmpty() ? OutboundRules.PORTS : ports,
                    words(NETWORKS).stream().map(Network::parse).toList(), trust());
        } catch (NumberFormatException e) {
            throw new ConfigurationRefused(PORTS + " must be numbers separated by spaces.");
        } catch (IllegalArgumentException e) {
            throw new ConfigurationRefused(NETWORKS + ": " + e.getMessage() + ".");
        }
    }

    private List<String> words(String setting) {
        return environment.apply(setting).map(text -> Arrays.asList(text.split("[ ,]+"))).orElse(List.of());
    }

    private SSLContext trust() {
        Optional<Path> file = environment.apply(AUTHORITIES).map(Path::of);
        try {
            if (file.isEmpty()) {
                return SSLContext.getDefault();
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            try (InputStream in = Files.newInputStream(file.get())) {
                for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    store.setCertificateEntry("authority-" + store.size(), certificate);
                }
            }
            if (store.size() == 0) {
                throw new ConfigurationRefused(AUTHORITIES + ": there is no certificate in " + file.get() + ".");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationRefused(
                    AUTHORITIES + ": " + file.map(Path::toString).orElse("the JDK's certificates")
                            + " cannot be read.");
        }
    }
}
