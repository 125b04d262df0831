package id.signet.crypto.proof;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** {@code xsd:dateTimeStamp} of XML Schema 1.1 part 2, section 3.4.28, for years 0000 to 9999: the offset is mandatory. */
final class DateTimeStamps {

    private static final Pattern GRAMMAR = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");

    private DateTimeStamps() {}

    /** @throws ProofRefused if the text is not a point in time with its offset */
    static Instant parse(String text, String member) {
        if (text.length() <= 40 && GRAMMAR.matcher(text).matches()) {
            try {
                OffsetDateTime time = OffsetDateTime.parse(text);
                // XML Schema allows offsets to 14 hours, Java to 18
                if (Math.abs(time.getOffset().getTotalSeconds()) <= 14 * 3600) {
                    return time.toInstant();
                }
            } catch (DateTimeException notATime) {
                throw refused(member);
            }
        }
        throw refused(member);
    }

    /** Whole seconds in UTC. */
    static String format(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static ProofRefused refused(String member) {
        return new ProofRefused("the " + member + " of a proof is not a date and time with its offset");
    }
}
