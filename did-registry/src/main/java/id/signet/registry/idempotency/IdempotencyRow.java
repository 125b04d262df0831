package id.signet.registry.idempotency;

import id.signet.crypto.Bytes;
import id.signet.ledger.state.Table;
import java.time.Instant;
import java.util.Optional;

/**
 * A claimed key.
 *
 * @param bodyHash SHA-256 of the request body that claimed it
 * @param subject what was made, from which an answer can be made again if it was never stored
 * @param answer the answer, sealed
 * @param expires when the key is free again
 */
public record IdempotencyRow(Bytes bodyHash, String subject, Optional<Bytes> answer, Instant expires) {

    public static final Table<IdempotencyKey, IdempotencyRow> TABLE = Table.ofPrivate("idempotency",
            IdempotencyKey.class, IdempotencyRow.class);
}
