package id.signet.credential.format;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code NumericDate} of RFC 7519 §2, in whole seconds: text, fractions and negative numbers are refused. */
public final class NumericDate {

    /** The last second of the year 9999; milliseconds given by mistake are far beyond it. */
    private static final long LATEST = 253_402_300_799L;

    private NumericDate() {}

    /** @throws MalformedCredential when the member is there and is no such number */
    public static Optional<Instant> read(ObjectNode claims, String member) {
        if (!claims.has(member)) {
            return Optional.empty();
        }
        var value = claims.get(member);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw malformed(member);
        }
        return Optional.of(of(value.longValue(), member));
    }

    public static Instant of(long seconds, String member) {
        if (seconds < 0 || seconds > LATEST) {
            throw malformed(member);
        }
        return Instant.ofEpochSecond(seconds);
    }

    public static MalformedCredential malformed(String member) {
        return new MalformedCredential(
                Problem.MALFORMED_VALUE, "date-malformed", member + " is a whole number of seconds since 1970.");
    }
}
