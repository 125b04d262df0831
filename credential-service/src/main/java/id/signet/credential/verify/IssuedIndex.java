package id.signet.credential.verify;

import id.signet.ledger.LeafIndex;
import java.time.Instant;
import java.util.Optional;

/** What this node remembers of the credentials it issued. */
@FunctionalInterface
public interface IssuedIndex {

    /** By issuer, method and input: several sign one text where a credential is signed by several. */
    Optional<Issued> find(Anchors.Subject subject);

    /**
     * @param leaf the leaf of the credential's commitment
     * @param versionId the version of the issuer's DID document the commitment names
     */
    record Issued(LeafIndex leaf, Instant loggedAt, String versionId) {}
}
