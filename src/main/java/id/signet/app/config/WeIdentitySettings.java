package id.signet.app.config;

import id.signet.app.api.weidentity.DocumentShape;
import id.signet.app.api.weidentity.Endpoints.Endpoint;
import id.signet.crypto.MalformedInput;
import id.signet.registry.net.HttpsAddress;
import id.signet.registry.PublicUrl;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an operator decides about the door for WeIdentity's clients. */
final class WeIdentitySettings {

    static final String OPEN = "SIGNET_WEIDENTITY_OPEN";
    static final String DOCUMENT = "SIGNET_WEIDENTITY_DOCUMENT";
    static final String ENDPOINTS = "SIGNET_WEIDENTITY_ENDPOINTS";
    static final String DATA_ENDPOINTS = "SIGNET_WEIDENTITY_DATA_ENDPOINTS";

    private static final Pattern ENDPOINT = Pattern.compile("([^=\\s]+)=(\\S+)(?:\\s+(.{1,200}))?");

    private final Function<String, Optional<String>> environment;

    /** @param environment a setting by its name, empty where it is not set or blank */
    WeIdentitySettings(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    /**
     * Whether programs of this machine act without a key; refused where others reach the service too, be it through a proxy.
     *
     * @param publicUrl by which the service is known
     */
    boolean open(PublicUrl publicUrl) {
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
        if (open && !isLoopback(URI.create(publicUrl.value()).getHost())) {
            throw new ConfigurationRefused(OPEN + " lets callers act without a key: a service that others know as "
                    + publicUrl.value() + " does not do that, whatever proxy stands before it.");
        }
        return open;
    }

    private boolean listensHereOnly() {
        return environment.apply("server.address").filter(WeIdentitySettings::isLoopback).isPresent();
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Those that anybody with a key calls, and those that are called for a data authorization alone. */
    List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>(endpoints(ENDPOINTS, false));
        all.addAll(endpoints(DATA_ENDPOINTS, true));
        Set<String> names = new HashSet<>();
        for (Endpoint endpoint : all) {
            if (!names.add(endpoint.name().toLowerCase(Locale.ROOT))) {
                throw new ConfigurationRefused(
                        ENDPOINTS + " and " + DATA_ENDPOINTS + " name " + endpoint.name() + " twice.");
            }
        }
        return all;
    }

    private List<Endpoint> endpoints(String setting, boolean needsToken) {
        return environment.apply(setting)
                .map(text -> Arrays.stream(text.split(";")).map(String::strip).filter(one -> !one.isEmpty()).toList())
                .orElse(List.of())
                .stream()
                .map(text -> endpoint(setting, text, needsToken))
                .toList();
    }

    private static Endpoint endpoint(String setting, String text, boolean needsToken) {
        Matcher parts = ENDPOINT.matcher(text);
        try {
            if (parts.matches()) {
                return new Endpoint(parts.group(1), HttpsAddress.parse(parts.group(2)),
                        Optional.ofNullable(parts.group(3)).orElse(""), needsToken);
            }
        } catch (MalformedInput e) {
            throw new ConfigurationRefused(setting + ": " + e.getMessage() + ".");
        }
        throw new ConfigurationRefused(
                setting + " is a list, separated by semicolons, of: name=https://host/path and a description.");
    }

    DocumentShape documents() {
        String text = environment.apply(DOCUMENT).orElse(DocumentShape.V3_RESOLUTION.text());
        return DocumentShape.of(text)
                .orElseThrow(() -> new ConfigurationRefused(DOCUMENT + " is one of "
                        + String.join(", ", Arrays.stream(DocumentShape.values()).map(DocumentShape::text).toList())
                        + "."));
    }
}
