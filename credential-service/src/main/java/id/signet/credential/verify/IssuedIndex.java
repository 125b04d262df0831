package id.signet.credential.verify;

import id.signet.crypto.Bytes;
import id.signet.ledger.LeafIndex;
import java.time.Instant;
import java.util.Optional;

/** What this node remembers of the credentials it issued. */
@FunctionalInterface
public interface IssuedIndex {

    Optional<Issued> find(Bytes signedInputHash);

    /**
     * @param leaf the leaf of the credential's commitment
     * @param versionId the version of the issuer's DID document the commitment names
     */
    record Issued(LeafIndex leaf, Instant loggedAt, String versionId) {}
}
