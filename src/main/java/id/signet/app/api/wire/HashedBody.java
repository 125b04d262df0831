package id.signet.app.api.wire;

import id.signet.app.works.KeptWorks;
import id.signet.crypto.hash.StreamDigests;
import java.util.Optional;

/**
 * What the body of a request hashes to.
 *
 * @param content its bytes, if the caller wants them kept; else they are gone
 */
public record HashedBody(StreamDigests.Result digests, Optional<KeptWorks.Arriving> content) implements AutoCloseable {

    @Override
    public void close() {
        content.ifPresent(KeptWorks.Arriving::close);
    }
}
