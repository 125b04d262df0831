package id.signet.registry.idempotency;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.Sealer;
import id.signet.ledger.DurableCommit;
import id.signet.ledger.state.StoredRows;
import id.signet.registry.RegistryRefusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Looks up what a key was used for, and keeps answers, sealed, until the key is free again. */
public final class Idempotency {

    public static final Duration KEPT = Duration.ofHours(24);

    private static final StrictJson.Limits LIMITS = StrictJson.Limits.DEFAULT.withBytes(16 << 20)
            .withStringLength(16 << 20);

    private final StoredRows rows;
    private final DurableCommit durable;
    private final Sealer sealer;
    private final Clock clock;

    public Idempotency(StoredRows rows, DurableCommit durable, Sealer sealer, Clock clock) {
        this.rows = rows;
        this.durable = durable;
        this.sealer = sealer;
        this.clock = clock;
    }

    /** What the key stands for now. */
    public sealed interface Standing {

        /** Nothing happened under this key. */
        record Fresh(IdempotencyClaim claim) implements Standing {}

        /** It happened, and this was the answer. */
        record Answered(StoredAnswer answer) implements Standing {}

        /** It happened, but the answer was never stored: make it again from what was made. */
        record Done(String subject) implements Standing {}

        /** The key was used with another body. */
        record OtherBody(RegistryRefusal refusal) implements Standing {}
    }

    /** @param bodyHash SHA-256 of the request body */
    public Standing find(IdempotencyKey key, Bytes bodyHash) {
        IdempotencyClaim claim = new IdempotencyClaim(key, bodyHash, clock.instant().plus(KEPT));
        Optional<IdempotencyRow> row = rows.get(IdempotencyRow.TABLE, key)
                .filter(one -> one.expires().isAfter(clock.instant()));
        if (row.isEmpty()) {
            return new Standing.Fresh(claim);
        }
        if (!row.get().bodyHash().equals(bodyHash)) {
            return new Standing.OtherBody(claim.taken(row.get()));
        }
        return row.get()
                .answer()
                .<Standing>map(sealed -> new Standing.Answered(read(sealer.open(sealed.toArray(), context(key)))))
                .orElseGet(() -> new Standing.Done(row.get().subject()));
    }

    /** Keeps the answer to a claim that took effect. */
    public void answer(IdempotencyKey key, StoredAnswer answer) {
        Bytes sealed = Bytes.of(sealer.seal(Jcs.canonicalize(write(answer)), context(key)));
        durable.write(() -> rows.get(IdempotencyRow.TABLE, key)
                .filter(row -> rows.replace(IdempotencyRow.TABLE, key,
                        new IdempotencyRow(row.bodyHash(), row.subject(), Optional.of(sealed), row.expires())))
                .isPresent());
    }

    private static byte[] context(IdempotencyKey key) {
        ObjectNode place = Json.object()
                .put("tenant", key.tenant().value())
                .put("route", key.route())
                .put("key", key.key());
        return Jcs.canonicalize(place);
    }

    private static ObjectNode write(StoredAnswer answer) {
        ObjectNode json = Json.object().put("status", answer.status()).put("body", answer.body().base64Url());
        ObjectNode headers = json.putObject("headers");
        answer.headers().forEach(headers::put);
        return json;
    }

    private static StoredAnswer read(byte[] bytes) {
        ObjectNode json = StrictJson.parseObject(bytes, LIMITS);
        Map<String, String> headers = new LinkedHashMap<>();
        json.get("headers")
                .propertyStream()
                .forEach(entry -> headers.put(entry.getKey(), entry.getValue().stringValue()));
        return new StoredAnswer(json.get("status").intValue(), headers,
                Bytes.of(Base64.getUrlDecoder().decode(json.get("body").stringValue())));
    }
}
