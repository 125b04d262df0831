package id.signet.credential.format.weidentity;

import static id.signet.credential.format.weidentity.CredentialPojo.malformed;

import id.signet.credential.MalformedCredential;
import id.signet.crypto.json.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The claim of CPT 101: one identity lets another fetch one of its resources.
 *
 * @param from whose resource it is, and who issues the credential
 * @param to who may fetch it
 * @param duration for which it holds, in whole seconds
 * @param serviceUrl where the resource is fetched, http or https
 * @param resourceId a UUID
 */
public record DataAuthorization(String from, String to, Duration duration, String serviceUrl, String resourceId) {

    private static final Set<String> MEMBERS = Set.of("duration", "fromWeId", "resourceId", "serviceUrl", "toWeId");
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Duration LONGEST = Duration.ofDays(100 * 366);

    /** @throws MalformedCredential if a part of it makes no sense */
    public DataAuthorization {
        if (from.equalsIgnoreCase(to)) {
            throw bad("An authorization is given by one identity to another.");
        }
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw bad("The duration of an authorization is a number of seconds, of at most 100 years.");
        }
        if (!UUID.matcher(resourceId).matches()) {
            throw bad("The resourceId of an authorization is a UUID.");
        }
        Optional<String> scheme = scheme(serviceUrl);
        if (scheme.filter(one -> one.equals("http") || one.equals("https")).isEmpty()) {
            throw bad("The serviceUrl of an authorization is an address of http or https.");
        }
    }

    private static Optional<String> scheme(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() == null ? Optional.empty() : Optional.of(uri.getScheme().toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** @throws MalformedCredential if it is none */
    public static DataAuthorization parse(ObjectNode claim) {
        JsonNode duration = claim.path("duration");
        if (!new TreeSet<>(claim.propertyNames()).equals(new TreeSet<>(MEMBERS)) || !duration.isIntegralNumber()
                || !duration.canConvertToLong() || Math.abs(duration.longValue()) > LONGEST.toSeconds()) {
            throw bad("An authorization has exactly the members " + new TreeSet<>(MEMBERS)
                    + ", and its duration is a number of seconds, of at most 100 years.");
        }
        return new DataAuthorization(PojoReader.text(claim, "fromWeId"), PojoReader.text(claim, "toWeId"),
                Duration.ofSeconds(duration.longValue()), PojoReader.text(claim, "serviceUrl"),
                PojoReader.text(claim, "resourceId"));
    }

    /** Nobody authorizes for another. */
    void requireFrom(String issuer) {
        if (!from.equalsIgnoreCase(issuer)) {
            throw bad("An authorization is issued by the identity that gives it.");
        }
    }

    public ObjectNode claim() {
        return Json.object()
                .put("duration", duration.toSeconds())
                .put("fromWeId", from)
                .put("resourceId", resourceId)
                .put("serviceUrl", serviceUrl)
                .put("toWeId", to);
    }

    private static MalformedCredential bad(String message) {
        return malformed("authorization-malformed", message);
    }
}
