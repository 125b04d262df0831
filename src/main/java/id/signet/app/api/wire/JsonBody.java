package id.signet.app.api.wire;

import id.signet.crypto.Bytes;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a request: one JSON object that came through the strict door.
 *
 * @param raw the exact bytes, for the idempotency of the request
 */
public record JsonBody(Bytes raw, ObjectNode object) {

    /** @param members every member the operation knows; another is refused */
    public WireObject members(String... members) {
        return WireObject.of(object, members);
    }
}
