package id.signet.credential.verify;

import id.signet.credential.verify.VerificationTime.Claimed;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything a verification found. The verdict is derived from the rows and never set.
 *
 * @param checks all nine rows, in their order
 * @param policy the policy in effect, defaults filled in
 * @param credential the claims that were verified; absent unless the verdict is good
 * @param credentials for a presentation of W3C credentials: the report of each
 */
public record VerificationReport(
        List<CheckRow> checks,
        VerificationTime time,
        VerificationPolicy policy,
        Optional<ObjectNode> credential,
        List<VerificationReport> credentials) {

    public VerificationReport {
        checks = List.copyOf(checks);
        credentials = List.copyOf(credentials);
        if (checks.stream().anyMatch(CheckRow::blocks)) {
            credential = Optional.empty();
        }
    }

    /** Nothing was looked at beyond the structure. */
    static VerificationReport malformed(
            CheckOutcome.Failed structure, String whyNoMore, VerificationPolicy policy, Instant now) {
        var rows = Arrays.stream(CheckName.values())
                .map(name -> new CheckRow(name, policy.mode(name),
                        name == CheckName.STRUCTURE ? structure : CheckOutcome.notRun(whyNoMore)))
                .toList();
        var time = new VerificationTime(Claimed.NOTHING, Optional.empty(), List.of(), now);
        return new VerificationReport(rows, time, policy, Optional.empty(), List.of());
    }

    public boolean verified() {
        return checks.stream().noneMatch(CheckRow::blocks);
    }

    /**
     * The message of the first check that stands in the way.
     *
     * @throws java.util.NoSuchElementException if it is verified
     */
    public String objection() {
        return checks.stream().filter(CheckRow::blocks).findFirst().orElseThrow().outcome().message();
    }

    public CheckRow check(CheckName name) {
        return checks.stream()
                .filter(row -> row.name() == name)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a report has a row for " + name.text()));
    }
}
