package id.signet.ledger.follow;

import id.signet.ledger.TreeSize;
import java.time.Instant;

/**
 * One lie, as it was found.
 *
 * @param size of the tree that was believed when it was found
 * @param sentence what was wrong, for people
 * @param evidence the checkpoint or whatever the origin showed as one, verbatim but cut
 */
public record Alarm(Lie lie, TreeSize size, Instant at, String sentence, String evidence) {}
