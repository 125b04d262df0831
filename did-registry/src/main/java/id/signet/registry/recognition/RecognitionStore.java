package id.signet.registry.recognition;

import id.signet.registry.TenantId;
import id.signet.registry.did.Did;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The private rows of applicants and named lists, and questions that no key answers. Writes belong to the caller's transaction. */
public interface RecognitionStore {

    /** @param tenant who asked for it, and may take it back */
    record Applicant(Did did, String name, String description, TenantId tenant, Instant created) {}

    /** @return false if the DID or the name is taken */
    boolean add(Applicant applicant);

    boolean removeApplicant(Did did);

    Optional<Applicant> applicant(Did did);

    Optional<Applicant> applicantNamed(String name);

    /** In the order of their registration. */
    List<Applicant> applicants(long offset, int limit);

    long applicants();

    /** @param tenant who made the list, and may end it */
    record NamedList(String name, TenantId tenant, Instant created) {}

    /** @return false if the name is taken */
    boolean add(NamedList list);

    boolean removeList(String name);

    Optional<NamedList> list(String name);

    /** In the order of their names. */
    List<NamedList> lists(long offset, int limit);

    long lists();

    /**
     * Issuers of which an authority's newest list has exactly this type, in the order of their DIDs; whether the authority
     * may say so is not asked here.
     */
    List<Did> accreditedFor(String credentialType);

    /** The tenant's DIDs that were ever made authorities or delegated to: at most 100. */
    List<Did> authoritiesOf(TenantId tenant);
}
