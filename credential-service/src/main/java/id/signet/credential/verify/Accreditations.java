package id.signet.credential.verify;

import id.signet.ledger.LeafIndex;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may issue what, by whose leave. */
@FunctionalInterface
public interface Accreditations {

    /**
     * @param types URIs of one type; an accreditation for any of them is one for the type
     * @param authorities whose word counts
     * @param at the place in the log at which it must have held; absent: today
     */
    Optional<Accreditation> find(
            String issuer, List<String> types, Set<String> authorities, Optional<LeafIndex> at);

    /** @param since the leaf of the accreditation */
    record Accreditation(String authority, String credentialType, LeafIndex since) {}
}
