package id.signet.crypto;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code xsd:dateTimeStamp} of XML Schema 1.1 part 2, section 3.4.28, for years 0000 to 9999: the offset is mandatory. */
public final class DateTimeStamps {

    private static final Pattern GRAMMAR = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");

    private DateTimeStamps() {}

    /** Empty if the text is not a point in time with its offset. */
    public static Optional<Instant> parse(String text) {
        if (text.length() > 40 || !GRAMMAR.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            // XML Schema allows offsets to 14 hours, Java to 18
            return Math.abs(time.getOffset().getTotalSeconds()) <= 14 * 3600
                    ? Optional.of(time.toInstant())
                    : Optional.empty();
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** Whole seconds in UTC. */
    public static String format(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
