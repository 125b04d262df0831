package id.signet.registry.audit;

import id.signet.ledger.DurableCommit;
import id.signet.ledger.state.StoredRows;
import id.signet.ledger.state.Write;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.idempotency.IdempotencyClaim;
import id.signet.registry.idempotency.IdempotencyKey;
import id.signet.registry.idempotency.IdempotencyRow;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A change that makes no entry: its private rows, audit row and claim in one transaction, forced to disk. */
public final class PrivateChange {

    private static final int ATTEMPTS = 16;

    private final StoredRows rows;
    private final DurableCommit durable;
    private final Clock clock;

    public PrivateChange(StoredRows rows, DurableCommit durable, Clock clock) {
        this.rows = rows;
        this.durable = durable;
        this.clock = clock;
    }

    /** Inserts new rows; the refusal says that the caller's idempotency key is taken, and then nothing was written. */
    public Optional<RegistryRefusal> insert(Caller caller, String action, String subject, List<Write<?, ?>> newRows) {
        return make(caller, action, subject, () -> {
            newRows.forEach(this::insert);
            return Optional.empty();
        });
    }

    /**
     * Does a change of rows that are not {@link Write}s, with its audit row and claim beside it; a refusal, by the claim or
     * by the change itself, leaves nothing behind.
     */
    public Optional<RegistryRefusal> make(Caller caller, String action, String subject,
            Supplier<Optional<RegistryRefusal>> change) {
        Instant now = clock.instant();
        try {
            durable.write(() -> {
                refuse(caller.claim().flatMap(claim -> claim(claim, subject, now)));
                refuse(change.get());
                caller.withoutClaim().rows(action, subject, now, Optional.empty()).forEach(this::insert);
                return subject;
            });
            return Optional.empty();
        } catch (RolledBack refused) {
            return Optional.of(refused.refusal);
        }
    }

    private static void refuse(Optional<RegistryRefusal> refusal) {
        refusal.ifPresent(why -> {
            throw new RolledBack(why);
        });
    }

    /** Ends the transaction of a refused change; never leaves this class. */
    private static final class RolledBack extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient RegistryRefusal refusal;

        RolledBack(RegistryRefusal refusal) {
            super(refusal.message(), null, false, false);
            this.refusal = refusal;
        }
    }

    private Optional<RegistryRefusal> claim(IdempotencyClaim claim, String subject, Instant now) {
        Write<IdempotencyKey, IdempotencyRow> write = claim.write(subject);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (tryInsert(write)) {
                return Optional.empty();
            }
            Optional<IdempotencyRow> row = rows.lock(IdempotencyRow.TABLE, claim.key());
            if (row.isPresent()) {
                Optional<RegistryRefusal> taken = claim.refusal(row.get(), now);
                if (taken.isEmpty()) {
                    rows.replace(IdempotencyRow.TABLE, claim.key(), write.value());
                }
                return taken;
            }
            // swept away since the insert
        }
        return Optional.of(RegistryRefusal.conflict("the idempotency key is in use"));
    }

    private void insert(Write<?, ?> write) {
        if (!tryInsert(write)) {
            throw new RolledBack(RegistryRefusal.conflict("a row of " + write.table().name() + " is there already"));
        }
    }

    private <K, V> boolean tryInsert(Write<K, V> write) {
        return rows.insertIfAbsent(write.table(), write.key(), write.value());
    }
}
