package id.signet.registry.did;

import id.signet.crypto.key.PublicKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A verification method whose key this service can verify signatures with.
 *
 * @param id a DID and a fragment
 * @param expires from when on nothing it signs counts; in documents of the log it is there exactly if the method is
 *     retired
 * @param revoked since when it was in wrong hands, Controlled Identifiers 1.0 §2.2; told of a logged method also by the
 *     documents of versions before the one that said so (docs/adr/0024-compromised-keys.md)
 * @param removed when a later version took it out, so that nothing it ever signed counts; told by the documents before that
 */
public record VerificationMethod(DidUrl id, Did controller, PublicKey key, Optional<Instant> expires,
        Optional<Instant> revoked, Optional<Instant> removed) {}
