package id.signet.credential.verify;

import id.signet.crypto.json.Json;
import id.signet.ledger.LeafIndex;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;

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

        /** The links for a reader, in their order. */
        public ArrayNode chain() {
            var chain = Json.array();
            for (var link : links) {
                var json = chain.addObject();
                link.by().ifPresent(by -> json.put("by", by));
                json.put("about", link.about());
                link.credentialType().ifPresent(type -> json.put("credentialType", type));
                link.depth().ifPresent(depth -> json.put("depth", depth));
                link.validFrom().ifPresent(time -> json.put("validFrom", time.toString()));
                link.validUntil().ifPresent(time -> json.put("validUntil", time.toString()));
                json.put("leaf", link.leaf().value());
                json.put("version", link.version());
            }
            return chain;
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
