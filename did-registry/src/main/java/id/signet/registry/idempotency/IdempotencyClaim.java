package id.signet.registry.idempotency;

import id.signet.crypto.Bytes;
import id.signet.ledger.state.View;
import id.signet.ledger.state.Write;
import id.signet.registry.RegistryRefusal;
import java.time.Instant;
import java.util.Optional;

/**
 * A caller's wish that a write happens once. The claim is written in the transaction of its effect, so that neither is ever
 * there without the other.
 *
 * @param bodyHash SHA-256 of the request body
 */
public record IdempotencyClaim(IdempotencyKey key, Bytes bodyHash, Instant expires) {

    /** Why the write must not be made now, if the key is taken. */
    public Optional<RegistryRefusal> refusal(View rows, Instant now) {
        return rows.get(IdempotencyRow.TABLE, key).flatMap(row -> refusal(row, now));
    }

    /** The same, by the row of the key. */
    public Optional<RegistryRefusal> refusal(IdempotencyRow row, Instant now) {
        return row.expires().isAfter(now) ? Optional.of(taken(row)) : Optional.empty();
    }

    RegistryRefusal taken(IdempotencyRow row) {
        return row.bodyHash().equals(bodyHash)
                ? new RegistryRefusal(RegistryRefusal.Kind.ALREADY_DONE,
                        "a request with this idempotency key was accepted already")
                : new RegistryRefusal(RegistryRefusal.Kind.IDEMPOTENCY_KEY_REUSED,
                        "the idempotency key was used with another body");
    }

    public Write<IdempotencyKey, IdempotencyRow> write(String subject) {
        return new Write<>(IdempotencyRow.TABLE, key, row(subject));
    }

    IdempotencyRow row(String subject) {
        return new IdempotencyRow(bodyHash, subject, Optional.empty(), expires);
    }
}
