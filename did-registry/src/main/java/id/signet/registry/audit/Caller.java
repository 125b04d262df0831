package id.signet.registry.audit;

import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.state.View;
import id.signet.ledger.state.Write;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.TenantId;
import id.signet.registry.idempotency.IdempotencyClaim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * On whose behalf something is changed, and the private rows that every change brings along: its audit row and, if the
 * caller gave a key, the claim that makes it happen once.
 *
 * @param actor who, as access control names them: never a secret
 * @param requestId the correlation id of the request
 */
public record Caller(TenantId tenant, String actor, String requestId, Optional<IdempotencyClaim> claim) {

    public static Caller of(TenantId tenant, String actor, String requestId) {
        return new Caller(tenant, actor, requestId, Optional.empty());
    }

    public Caller with(IdempotencyClaim newClaim) {
        return new Caller(tenant, actor, requestId, Optional.of(newClaim));
    }

    /** For what is done on the way to what the claim is for. */
    public Caller withoutClaim() {
        return new Caller(tenant, actor, requestId, Optional.empty());
    }

    /** For {@code LedgerCommand.decide}: why the change must not happen again, if so. */
    public Optional<RegistryRefusal> alreadyDone(View rows, Instant now) {
        return claim.flatMap(one -> one.refusal(rows, now));
    }

    /** For {@code Decision.Accepted}: the rows that go into the transaction of the entry. */
    public List<Write<?, ?>> rows(LedgerEntry entry, String subject) {
        return rows(entry.type(), subject, entry.loggedAt(), Optional.of(entry.index()));
    }

    /** The rows that go into the transaction of a change without an entry. */
    public List<Write<?, ?>> rows(String action, String subject, Instant at, Optional<LeafIndex> leafIndex) {
        List<Write<?, ?>> rows = new ArrayList<>();
        rows.add(new Write<>(AuditRow.TABLE, new AuditRow.Id(UUID.randomUUID().toString()),
                new AuditRow(tenant, at, actor, action, subject, AuditRow.DONE, requestId, leafIndex)));
        claim.ifPresent(one -> rows.add(one.write(subject)));
        return rows;
    }
}
