package id.signet.registry.idempotency;

import id.signet.ledger.DurableCommit;
import java.time.Clock;
import java.time.Instant;

/**
 * Clears away claims whose day is over, and the sealed answers with them. A key reads as free from the moment its claim
 * expires; this only takes the row, in transactions that are small enough to hold nobody up.
 */
public final class ExpiredClaims {

    private static final int AT_ONCE = 500;

    /** So that one sweep ends although new claims expire all the time; the next one goes on. */
    private static final int MOST_BATCHES = 200;

    private final DurableCommit durable;
    private final Register register;
    private final Clock clock;

    /** Finds claims by their age, which no key tells. */
    public interface Register {

        /** Whether a claim expired at that time or before. */
        boolean anyExpired(Instant now);

        /** Deletes the oldest of them, inside a transaction; answers how many. */
        int deleteExpired(Instant now, int limit);
    }

    public ExpiredClaims(DurableCommit durable, Register register, Clock clock) {
        this.durable = durable;
        this.register = register;
        this.clock = clock;
    }

    /** Answers how many claims were cleared away. */
    public int sweep() {
        Instant now = clock.instant();
        int swept = 0;
        for (int batch = 0; batch < MOST_BATCHES && register.anyExpired(now); batch++) {
            int deleted = durable.write(() -> register.deleteExpired(now, AT_ONCE));
            swept += deleted;
            if (deleted < AT_ONCE) {
                break;
            }
        }
        return swept;
    }
}
