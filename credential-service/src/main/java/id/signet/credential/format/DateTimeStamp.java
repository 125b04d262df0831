package id.signet.credential.format;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code xsd:dateTimeStamp}: a date and time whose offset is never left out (VC Data Model 2.0 §4.9). */
public final class DateTimeStamp {

    private static final Pattern GRAMMAR = Pattern
            .compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");

    private DateTimeStamp() {}

    /** @throws MalformedCredential when the member is there and is no date and time with an offset */
    public static Optional<Instant> read(ObjectNode object, String member) {
        if (!object.has(member)) {
            return Optional.empty();
        }
        return Optional.of(parse(object.get(member), member));
    }

    /** Whole seconds, as Signet writes them. */
    public static String write(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Instant parse(JsonNode value, String member) {
        if (value.isString() && GRAMMAR.matcher(value.stringValue()).matches()) {
            try {
                return OffsetDateTime.parse(value.stringValue()).toInstant();
            } catch (DateTimeException e) {
                throw malformed(member);
            }
        }
        throw malformed(member);
    }

    private static MalformedCredential malformed(String member) {
        return new MalformedCredential(
                Problem.MALFORMED_VALUE,
                "date-malformed",
                member + " is a date and time with an offset, such as 2026-01-31T12:00:00Z.");
    }
}
