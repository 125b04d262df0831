package id.signet.credential.verify;

import id.signet.ledger.LeafIndex;
import java.time.Instant;
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

    /**
     * @param authority that accredited the issuer
     * @param since the leaf of the accreditation
     * @param links from an authority of the root's making down to the accreditation
     */
    record Accreditation(String authority, String credentialType, LeafIndex since, List<Link> links) {

        public Accreditation {
            links = List.copyOf(links);
        }
    }

    /**
     * One statement of a chain.
     *
     * @param by who says it
     * @param about an authority or, in the last link, the issuer
     * @param credentialType absent: every type, for an authority of the root's making
     * @param depth how many levels of authorities may stand below; absent in the last link
     * @param leaf of the entry that says it
     * @param version which statement of its chain of operations that is
     */
    record Link(
            Optional<String> by,
            String about,
            Optional<String> credentialType,
            Optional<Long> depth,
            Optional<Instant> validFrom,
            Optional<Instant> validUntil,
            LeafIndex leaf,
            long version) {}
}
