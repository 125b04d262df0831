package id.signet.registry.issuer;

import id.signet.registry.did.Did;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of trusted lists, and whom an authority ever spoke of. Writes belong to the caller's transaction. */
public interface TrustedListStore {

    /** Issuers to whom the authority ever granted something, in the order of their DIDs. */
    List<Did> issuersOf(Did authority);

    /** Authorities to which the superior ever left something, in the order of their DIDs. */
    List<Did> delegatesOf(Did superior);

    /** A list of this log's authority. */
    record Signed(Did authority, long sequence, Instant issued, Instant nextUpdate, String list) {}

    Optional<Signed> published(Did authority);

    /** Changes nothing if a newer one is there. */
    void publish(Signed list);

    /**
     * Of another log's authority.
     *
     * @param signer the pinned key, a Multikey
     * @param list absent where it was taken out
     */
    record Imported(Did authority, String signer, long sequence, Instant issued, Instant nextUpdate,
            Optional<String> list) {}

    Optional<Imported> imported(Did authority);

    /** Those that were not taken out, in the order of their authorities. */
    List<Imported> imported();

    /** @return false if a newer one is there: one with a higher number, or with the same and signed later */
    boolean put(Imported list);
}
