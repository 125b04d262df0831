package id.signet.credential.issue;

import id.signet.credential.UnsuitableInput;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.JsonPointer;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A claim that is true or false and that the issuer makes of another at issue, so that its holder can show it without the other:
 * {@code age_over_18} of a date of birth, or whether a number reaches another. It is true of the moment of issue.
 *
 * @param from the JSON pointer of the other claim, relative to the subject
 * @param as the name of the new claim
 * @param years how many whole years the date is to lie back, which it does once the day has begun everywhere on earth, and for
 *        29 February in other years on 1 March: never too early for any law or place; or absent
 * @param atLeast what the number is to reach; absent where years are given
 */
public record DerivedClaim(String from, String as, Optional<Integer> years, Optional<BigDecimal> atLeast) {

    private static final Set<String> MEMBERS = Set.of("from", "as", "years", "atLeast");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final int MOST_YEARS = 150;
    /** Where a day begins last. */
    private static final ZoneOffset LAST_ZONE = ZoneOffset.ofHours(-12);

    /** @throws MalformedInput if it is none */
    static DerivedClaim parse(JsonNode json) {
        if (!(json instanceof ObjectNode object) || !MEMBERS.containsAll(List.copyOf(object.propertyNames()))
                || !object.path("from").isString() || !NAME.matcher(object.path("as").asString("")).matches()) {
            throw malformed();
        }
        JsonNode years = object.path("years");
        JsonNode atLeast = object.path("atLeast");
        boolean ofDate = years.isInt() && years.intValue() >= 0 && years.intValue() <= MOST_YEARS;
        if (ofDate == atLeast.isNumber() || object.size() != 3) {
            throw malformed();
        }
        JsonPointer.parse(object.get("from").stringValue());
        return new DerivedClaim(object.get("from").stringValue(), object.get("as").stringValue(),
                ofDate ? Optional.of(years.intValue()) : Optional.empty(),
                ofDate ? Optional.empty() : Optional.of(atLeast.decimalValue()));
    }

    private static MalformedInput malformed() {
        return new MalformedInput("A derived claim has a pointer 'from', a name 'as', and either 'years' from 0 to "
                + MOST_YEARS + " or a number 'atLeast'.");
    }

    /** @throws UnsuitableInput if the subject has no such claim, it is of another kind, or the new name is taken */
    void addTo(ObjectNode subject, Instant now) {
        if (subject.has(as)) {
            throw new UnsuitableInput("derivation-unfit", "The subject has a claim " + as + " of its own.");
        }
        JsonNode claim = subject.at(from);
        subject.put(as, years.map(age -> isSo(claim, age, now))
                .orElseGet(() -> number(claim).compareTo(atLeast.orElseThrow()) >= 0));
    }

    private boolean isSo(JsonNode claim, int age, Instant now) {
        try {
            LocalDate date = LocalDate.parse(claim.asString(""));
            LocalDate reached = date.plusYears(age);
            // In a year without 29 February the date is reached on 1 March.
            boolean missing = reached.getDayOfMonth() != date.getDayOfMonth();
            return !(missing ? reached.plusDays(1) : reached).isAfter(LocalDate.ofInstant(now, LAST_ZONE));
        } catch (DateTimeException e) {
            throw new UnsuitableInput("derivation-unfit", "The claim at " + from + " is no date such as 2001-12-31.");
        }
    }

    private BigDecimal number(JsonNode claim) {
        if (!claim.isNumber()) {
            throw new UnsuitableInput("derivation-unfit", "The claim at " + from + " is no number.");
        }
        return claim.decimalValue();
    }
}
