package id.signet.app.config;

import id.signet.app.api.weidentity.DocumentShape;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** What an operator decides about the door for WeIdentity's clients. */
final class WeIdentitySettings {

    static final String OPEN = "SIGNET_WEIDENTITY_OPEN";
    static final String DOCUMENT = "SIGNET_WEIDENTITY_DOCUMENT";

    private final Function<String, Optional<String>> environment;

    /** @param environment a setting by its name, empty where it is not set or blank */
    WeIdentitySettings(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    /** Whether programs of this machine act without a key; refused where others reach the service too. */
    boolean open() {
        boolean open = switch (environment.apply(OPEN).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigurationRefused(OPEN + " is true or false.");
        };
        if (open && !listensHereOnly()) {
            throw new ConfigurationRefused(OPEN
                    + " lets callers act without a key: the service must listen on a loopback address alone"
                    + " (server.address=127.0.0.1).");
        }
        return open;
    }

    private boolean listensHereOnly() {
        Optional<String> address = environment.apply("server.address");
        try {
            return address.isPresent() && InetAddress.getByName(address.get()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ConfigurationRefused("The address to listen on is not known: " + address.orElse(""));
        }
    }

    DocumentShape documents() {
        String text = environment.apply(DOCUMENT).orElse(DocumentShape.V3_RESOLUTION.text());
        return DocumentShape.of(text)
                .orElseThrow(() -> new ConfigurationRefused(DOCUMENT + " is one of "
                        + String.join(", ", Arrays.stream(DocumentShape.values()).map(DocumentShape::text).toList())
                        + "."));
    }
}
