package id.signet.ledger.follow;

import id.signet.ledger.TreeSize;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How it stands with a followed log.
 *
 * @param size of the newest checkpoint whose entries are all verified; empty before the first
 * @param asOf when the origin last confirmed it; empty before the first
 * @param problem why the last round did not confirm anything newer, if it did not
 * @param alarms those that have not ended
 */
public record FollowReport(Optional<TreeSize> size, Optional<Instant> asOf, Optional<String> problem,
        List<Alarm> alarms) {

    public FollowReport {
        alarms = List.copyOf(alarms);
    }
}
