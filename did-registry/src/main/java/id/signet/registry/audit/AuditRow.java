package id.signet.registry.audit;

import id.signet.ledger.LeafIndex;
import id.signet.ledger.state.Table;
import id.signet.registry.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * One change that was made.
 *
 * @param actor who made it, as access control names them: never a secret
 * @param action what was done, such as {@code did.update}
 * @param subject what it was done to: a DID, an address, a number
 * @param outcome {@code done}, or a word of the action's own
 * @param requestId the correlation id that the caller got
 * @param leafIndex the entry that recorded it, if one did
 */
public record AuditRow(TenantId tenant, Instant at, String actor, String action, String subject, String outcome,
        String requestId, Optional<LeafIndex> leafIndex) {

    public static final String DONE = "done";

    public static final Table<Id, AuditRow> TABLE = Table.ofPrivate("audit", Id.class, AuditRow.class);

    /** Random; the order is that of time. */
    public record Id(String value) {}
}
