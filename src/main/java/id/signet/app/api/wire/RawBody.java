package id.signet.app.api.wire;

import id.signet.crypto.Bytes;

/**
 * The body of a request as it came, for what is handed in by itself and not as a member of a JSON object. Which media types
 * an operation takes stands on its mapping.
 */
public record RawBody(Bytes bytes) {}
