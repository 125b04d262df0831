package id.signet.app.config;

import id.signet.app.config.Settings.Following;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.ledger.LogStart;
import id.signet.ledger.follow.Follower;
import id.signet.ledger.follow.http.HttpOrigin;
import id.signet.ledger.note.SignatureType;
import id.signet.ledger.note.VerifierKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** What an operator decides about the log that a follower follows. */
public final class FollowSettings {

    public static final String URL = "SIGNET_FOLLOW_URL";
    static final String KEY = "SIGNET_FOLLOW_KEY";
    static final String WITNESSES = "SIGNET_FOLLOW_WITNESSES";
    static final String QUORUM = "SIGNET_FOLLOW_QUORUM";
    static final String OLDEST = "SIGNET_FOLLOW_OLDEST_SECONDS";

    private static final int AN_HOUR = 3_600;

    private final Function<String, Optional<String>> environment;

    /** @param environment a setting by its name, empty where it is not set or blank */
    public FollowSettings(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    Following following() {
        URI address = WitnessSettings.address(URL, environment.apply(URL)
                .orElseThrow(
                        () -> new ConfigurationRefused(URL + " is not set: the address of the service to follow")));
        VerifierKey log = WitnessSettings.key(KEY, environment.apply(KEY)
                .orElseThrow(() -> new ConfigurationRefused(KEY
                        + " is not set: the verifier key of the log. Its operator publishes it; " + address
                        + "/log/key says what this address claims it to be.")),
                SignatureType.ED25519);
        List<VerifierKey> witnesses = WitnessSettings.words(environment, WITNESSES)
                .stream()
                .map(word -> WitnessSettings.key(WITNESSES, word, SignatureType.COSIGNATURE_V1))
                .toList();
        int majority = witnesses.isEmpty() ? 0 : witnesses.size() / 2 + 1;
        try {
            return new Following(address,
                    new Follower.Terms(log, witnesses, WitnessSettings.number(environment, QUORUM, majority)),
                    Duration.ofSeconds(WitnessSettings.number(environment, OLDEST, AN_HOUR)));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationRefused(QUORUM + ": " + e.getMessage() + ".");
        }
    }

    /** The first entry of the log: kept in the file, or asked of the origin once. */
    static LogStart begun(Path file, Following following) {
        String text = SettingsReader.kept(file, () -> {
            LogStart start = asked(following);
            ObjectNode json = Json.object();
            json.put("origin", start.origin());
            json.put("publicUrl", start.publicUrl());
            json.put("network", start.network());
            return json.toString();
        });
        try {
            ObjectNode json = StrictJson.parseObject(text.getBytes(StandardCharsets.UTF_8));
            LogStart start = new LogStart(json.path("origin").asString(""), json.path("publicUrl").asString(""),
                    json.path("network").asString(""));
            if (!start.origin().equals(following.terms().log().name())) {
                throw new ConfigurationRefused(file + " says that " + start.origin() + " was followed here before, and "
                        + KEY + " is that of " + following.terms().log().name() + ".");
            }
            return start;
        } catch (MalformedInput e) {
            throw new ConfigurationRefused(file + " is damaged: " + e.getMessage() + ".");
        }
    }

    private static LogStart asked(Following following) {
        try (HttpOrigin origin = log(following)) {
            return Follower.firstEntry(origin, following.terms().log());
        } catch (IOException e) {
            throw new ConfigurationRefused(URL + ": the log cannot be read for the first time: " + e + ".");
        } catch (MalformedInput e) {
            throw new ConfigurationRefused(URL + " does not show the log of " + KEY + ": " + e.getMessage() + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigurationRefused("Stopped while the log was read for the first time.");
        }
    }

    static HttpOrigin log(Following following) {
        return new HttpOrigin(URI.create(following.address() + "/log"));
    }
}
