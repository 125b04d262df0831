package id.signet.credential.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.UnsuitableInput;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** An issuer's answer to a question that its holder may be asked. */
class DerivedClaimTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private final ObjectNode subject = StrictJson
            .parseObject("""
                         {"birthDate": "2008-06-01", "exam": {"score": 60}, "course": "Welding"}""");

    @ParameterizedTest
    @CsvSource({"18, true", "19, false", "0, true"})
    void ageIsCountedInWholeYearsOfTheDay(int years, boolean so) {
        derive("{\"from\": \"/birthDate\", \"years\": %d, \"as\": \"age_over\"}".formatted(years));

        assertThat(subject.get("age_over").booleanValue()).isEqualTo(so);
    }

    @Test
    void theDayBeforeTheBirthdayIsNotTheBirthday() {
        parse("{\"from\": \"/birthDate\", \"years\": 18, \"as\": \"age_over_18\"}")
                .addTo(subject, NOW.minusSeconds(24 * 3600));

        assertThat(subject.get("age_over_18").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2026-06-01T11:59:59Z, false", "2026-06-01T12:00:00Z, true"})
    void aBirthdayHasComeWhenItHasBegunEverywhere(Instant now, boolean so) {
        parse("{\"from\": \"/birthDate\", \"years\": 18, \"as\": \"age_over_18\"}").addTo(subject, now);

        assertThat(subject.get("age_over_18").booleanValue()).isEqualTo(so);
    }

    @ParameterizedTest
    @CsvSource({"18, 2026-02-28T23:00:00Z, false", "18, 2026-03-01T12:00:00Z, true", "20, 2028-02-29T12:00:00Z, true"})
    void whoIsBornOn29FebruaryHasItsBirthdayOn1MarchInOtherYears(int years, Instant now, boolean so) {
        subject.put("birthDate", "2008-02-29");
        parse("{\"from\": \"/birthDate\", \"years\": %d, \"as\": \"reached\"}".formatted(years)).addTo(subject, now);

        assertThat(subject.get("reached").booleanValue()).isEqualTo(so);
    }

    @Test
    void aDateBeyondAllCalendarsIsRefused() {
        subject.put("birthDate", "+999999999-12-31");
        assertThatThrownBy(() -> derive("{\"from\": \"/birthDate\", \"years\": 18, \"as\": \"x\"}"))
                .isInstanceOfSatisfying(UnsuitableInput.class,
                        e -> assertThat(e.code()).isEqualTo("derivation-unfit"));
    }

    @ParameterizedTest
    @CsvSource({"60, true", "60.5, false", "-1, true"})
    void aNumberReachesAnother(String bound, boolean so) {
        derive("{\"from\": \"/exam/score\", \"atLeast\": %s, \"as\": \"passed\"}".formatted(bound));

        assertThat(subject.get("passed").booleanValue()).isEqualTo(so);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"from\": \"/course\", \"years\": 18, \"as\": \"x\"}",
        "{\"from\": \"/course\", \"atLeast\": 18, \"as\": \"x\"}",
        "{\"from\": \"/nothing\", \"years\": 18, \"as\": \"x\"}",
        "{\"from\": \"/birthDate\", \"years\": 18, \"as\": \"course\"}"})
    void whatCannotBeDerivedIsRefused(String claim) {
        assertThatThrownBy(() -> derive(claim)).isInstanceOfSatisfying(UnsuitableInput.class,
                e -> assertThat(e.code()).isEqualTo("derivation-unfit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"from\": \"/a\", \"as\": \"x\"}",
        "{\"from\": \"/a\", \"as\": \"x\", \"years\": 1, \"atLeast\": 2}",
        "{\"from\": \"/a\", \"as\": \"x\", \"years\": 151}", "{\"from\": \"/a\", \"as\": \"@x\", \"years\": 1}",
        "{\"from\": \"a\", \"as\": \"x\", \"years\": 1}", "{\"from\": \"/a\", \"as\": \"x\", \"atLeast\": \"1\"}"})
    void whatIsNoWishIsMalformed(String claim) {
        assertThatThrownBy(() -> parse(claim)).isInstanceOf(MalformedInput.class);
    }

    private void derive(String claim) {
        parse(claim).addTo(subject, NOW);
    }

    private static DerivedClaim parse(String claim) {
        return DerivedClaim.parse(StrictJson.parse(claim));
    }
}
