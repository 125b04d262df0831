package id.signet.registry.idempotency;

import id.signet.crypto.Bytes;
import java.util.Map;

/**
 * What a request was answered, to be answered again byte for byte.
 *
 * @param headers that belong to the answer, such as {@code Content-Type}
 */
public record StoredAnswer(int status, Map<String, String> headers, Bytes body) {

    public StoredAnswer {
        headers = Map.copyOf(headers);
    }
}
