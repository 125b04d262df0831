package id.signet.app.api.weidentity;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Times as WeIdentity's clients write them. */
final class WeidTime {

    /** WeIdentity reads and prints the clock of Shanghai and puts a Z behind it ({@code DateUtils}). */
    private static final DateTimeFormatter PRINTED = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'")
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneId.of("Asia/Shanghai"));
    /** A larger number counts milliseconds: in seconds it would be the year 5138. */
    private static final long MOST_SECONDS = 99_999_999_999L;
    private static final String DIGITS = "[0-9]{1,14}";

    private WeidTime() {}

    /** @return empty unless it is a number of seconds or milliseconds since 1970, its digits, or a printed time */
    static Optional<Instant> parse(JsonNode value) {
        String text = value.isString() || value.isIntegralNumber() ? value.asString() : "";
        if (text.matches(DIGITS)) {
            long number = Long.parseLong(text);
            return Optional.of(Instant.ofEpochSecond(number <= MOST_SECONDS ? number : number / 1_000));
        }
        try {
            return Optional.of(LocalDateTime.parse(text, PRINTED).atZone(PRINTED.getZone()).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static String print(Instant time) {
        return PRINTED.format(time);
    }
}
