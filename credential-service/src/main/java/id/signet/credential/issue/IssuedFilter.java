package id.signet.credential.issue;

import id.signet.ledger.LeafIndex;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which of a tenant's credentials are meant. What is absent excludes nothing.
 *
 * @param method the absolute DID URL of the method that signed
 * @param schemas the URLs of versions of registered types, one of which it must be; empty: any type, or none
 * @param issuedFrom the earliest moment of the log
 * @param issuedBefore the first moment that is too late
 * @param fromLeaf the earliest place in the log
 * @param untilLeaf the last place in the log
 */
public record IssuedFilter(String issuer, Optional<String> method, List<String> schemas, Optional<String> format,
        Optional<Instant> issuedFrom, Optional<Instant> issuedBefore, Optional<LeafIndex> fromLeaf,
        Optional<LeafIndex> untilLeaf) {

    public IssuedFilter {
        schemas = List.copyOf(schemas);
    }

    /** The same, and nothing that was logged behind this place. */
    IssuedFilter until(LeafIndex last) {
        return new IssuedFilter(issuer, method, schemas, format, issuedFrom, issuedBefore, fromLeaf, Optional.of(last));
    }
}
