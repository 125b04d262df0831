package id.signet.credential.format;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.crypto.DateTimeStamps;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code xsd:dateTimeStamp} as a member: a date and time whose offset is never left out (VC Data Model 2.0 §4.9). */
public final class DateTimeStamp {

    private DateTimeStamp() {}

    /** @throws MalformedCredential when the member is there and is no date and time with an offset */
    public static Optional<Instant> read(ObjectNode object, String member) {
        if (!object.has(member)) {
            return Optional.empty();
        }
        Optional<Instant> time = DateTimeStamps.parse(object.path(member).asString(""));
        if (time.isEmpty() || !object.path(member).isString()) {
            throw new MalformedCredential(
                    Problem.MALFORMED_VALUE,
                    "date-malformed",
                    member + " is a date and time with an offset, such as 2026-01-31T12:00:00Z.");
        }
        return time;
    }
}
