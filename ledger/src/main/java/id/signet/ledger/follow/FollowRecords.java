package id.signet.ledger.follow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a follower must not forget. */
public interface FollowRecords {

    /** When the origin last confirmed the view that is kept. */
    Optional<Instant> asOf();

    void confirmed(Instant at);

    /** Keeps an alarm; one of the same kind and size that is there stays as it is. */
    void raise(Alarm alarm);

    /** Ends the alarms that prove nothing for ever. */
    void allIsWell(Instant at);

    /** The alarms that have not ended, the first one first. */
    List<Alarm> standing();
}
