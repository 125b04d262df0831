package id.signet.app.api.wire;

import id.signet.crypto.hash.StreamDigests;

/** What the body of a request hashes to; its bytes were never kept. */
public record HashedBody(StreamDigests.Result digests) {}
