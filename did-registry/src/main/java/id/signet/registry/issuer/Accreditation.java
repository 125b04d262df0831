package id.signet.registry.issuer;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.registry.did.Did;
import id.signet.registry.did.PersonalData;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The leave to issue credentials of a type in a period.
 *
 * @param credentialType the type's URI: of one version, or of the type over all its versions
 * @param validFrom the first moment; absent: always until then
 * @param validUntil the first moment at which it is over; absent: no end
 * @param under by whose leave it is granted; absent: in the authority's own name
 */
public record Accreditation(String credentialType, Optional<Instant> validFrom, Optional<Instant> validUntil,
        Optional<Did> under) implements Right {

    static final int MAX_PER_ISSUER = 200;

    private static final int MAX_TYPE = 512;
    private static final Pattern ASCII = Pattern.compile("[!-~]{1," + MAX_TYPE + "}");
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final Set<String> MEMBERS = Set.of("credentialType", "validFrom", "validUntil", "under");

    public Accreditation {
        if (!ASCII.matcher(credentialType).matches() || !isAbsolute(credentialType)) {
            throw new MalformedInput(
                    "a credentialType is an absolute URI of at most " + MAX_TYPE + " ASCII characters");
        }
        PersonalData.in(credentialType).ifPresent(found -> {
            throw new MalformedInput(
                    "the credentialType seems to hold " + found + ", which the log would keep for ever");
        });
        validFrom.ifPresent(Accreditation::requireFourDigits);
        validUntil.ifPresent(Accreditation::requireFourDigits);
        if (validFrom.isPresent() && validUntil.isPresent() && !validFrom.get().isBefore(validUntil.get())) {
            throw new MalformedInput("an accreditation ends after it begins");
        }
    }

    /** Granted in the authority's own name. */
    public Accreditation(String credentialType, Optional<Instant> validFrom, Optional<Instant> validUntil) {
        this(credentialType, validFrom, validUntil, Optional.empty());
    }

    @Override
    public Accreditation scope() {
        return this;
    }

    @Override
    public int neededDepth() {
        return 0;
    }

    /** The same, granted under the word of a superior. */
    Accreditation under(Did superior) {
        return new Accreditation(credentialType, validFrom, validUntil, Optional.of(superior));
    }

    boolean endsNoEarlierThan(Accreditation other) {
        return validUntil.isEmpty() || other.validUntil.filter(end -> !end.isAfter(validUntil.get())).isPresent();
    }

    public boolean holdsAt(Instant time) {
        return validFrom.filter(time::isBefore).isEmpty() && validUntil.filter(end -> !time.isBefore(end)).isEmpty();
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("credentialType", credentialType);
        validFrom.ifPresent(time -> json.put("validFrom", time.toString()));
        validUntil.ifPresent(time -> json.put("validUntil", time.toString()));
        under.ifPresent(superior -> json.put("under", superior.toString()));
        return json;
    }

    static ArrayNode toJson(List<Accreditation> accreditations) {
        ArrayNode json = Json.array();
        accreditations.forEach(accreditation -> json.add(accreditation.toJson()));
        return json;
    }

    /** @throws MalformedInput unless it is a list of accreditations, each type once */
    static List<Accreditation> parseAll(JsonNode json) {
        if (!json.isArray() || json.size() > MAX_PER_ISSUER) {
            throw new MalformedInput("accreditations is a list of at most " + MAX_PER_ISSUER);
        }
        List<Accreditation> all = new ArrayList<>();
        Set<String> types = new HashSet<>();
        for (JsonNode node : json) {
            Accreditation parsed = parse(node);
            if (!types.add(parsed.credentialType())) {
                throw new MalformedInput("a credentialType is given twice");
            }
            all.add(parsed);
        }
        return all;
    }

    static Accreditation parse(JsonNode json) {
        if (!json.isObject() || !MEMBERS.containsAll(json.propertyNames())
                || !json.path("credentialType").isString()) {
            throw new MalformedInput("it has credentialType, validFrom, validUntil and under");
        }
        return new Accreditation(json.get("credentialType").stringValue(), time(json, "validFrom"),
                time(json, "validUntil"), superior(json));
    }

    private static Optional<Did> superior(JsonNode json) {
        if (!json.has("under")) {
            return Optional.empty();
        }
        Did superior = Did.parse(json.get("under").asString(""));
        superior.requireOfLog();
        return Optional.of(superior);
    }

    private static Optional<Instant> time(JsonNode json, String member) {
        if (!json.has(member)) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(json.get(member).asString("")).toInstant());
        } catch (DateTimeException e) {
            throw new MalformedInput(member + " is a date and time with its offset", e);
        }
    }

    private static void requireFourDigits(Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(END)) {
            throw new MalformedInput("an accreditation begins and ends between the years 1 and 9999");
        }
    }

    private static boolean isAbsolute(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
