package id.signet.credential.issue;

import id.signet.credential.issue.IssuanceTables.Pending;
import id.signet.crypto.Bytes;
import id.signet.ledger.LeafIndex;
import id.signet.registry.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The private rows of issued credentials. Every write is on disk when its method returns. */
public interface IssuanceStore {

    Optional<CredentialRecord> find(TenantId tenant, UUID credential);

    /** The credential that an issuer gave this name. */
    Optional<UUID> named(CredentialName name);

    /** Of all tenants: an anchor says nothing private. */
    Optional<CredentialRecord> findBySignedInput(String issuer, String method, Bytes signedInputHash);

    /** All credentials of an issuer over this input, and whether they are void. */
    List<Signed> signed(String issuer, Bytes signedInputHash);

    /** @param isVoid it was logged and never signed */
    record Signed(UUID id, TenantId tenant, boolean isVoid) {}

    /**
     * What the tenant's records say was logged under a method at or after a moment, in the order of the log; void
     * issuances are left out.
     *
     * @param method the absolute DID URL
     * @param after only what stands behind this place
     */
    List<Standing> issuedSince(TenantId tenant, String method, Instant since, Optional<Place> after, int limit);

    /** What the tenant's records say fits the filter, in the order of the log; void issuances are left out. */
    List<Standing> issued(TenantId tenant, IssuedFilter filter, int limit);

    Optional<Pending> pending(UUID credential);

    /** Ids of what is pending since then or longer, the oldest first. */
    List<UUID> pendingSince(Instant latest, int limit);

    List<UUID> pendingOf(TenantId tenant, String issuer);

    /**
     * Removes the pending input and keeps the answer, if there is one to keep.
     *
     * @return false if it was not pending any more; nothing was written then
     */
    boolean complete(UUID credential, TenantId tenant, Optional<Answer> answer);

    /**
     * Removes the pending input, marks the credential as void and sets its status to revoked, all in one transaction.
     *
     * @return false if it was not pending any more; nothing was written then
     */
    boolean annul(UUID credential, TenantId tenant, Instant at, String reason);

    boolean isVoid(UUID credential);

    /** The answer, sealed, while it is kept. */
    Optional<Bytes> answer(UUID credential, Instant now);

    /** Removes answers whose time is over. @return how many */
    int forgetAnswers(Instant now);

    /** Where a credential stands among those of its method. */
    record Place(Instant loggedAt, LeafIndex leaf, UUID id) {}

    /**
     * A credential and what came after it.
     *
     * @param schema the URL of the registered type's version, if it is of one
     * @param replacedBy the newest that was issued in its place
     */
    record Standing(Place place, String format, Optional<String> schema, boolean revoked, Optional<UUID> replacedBy) {}

    /** @param sealed the answer as {@link IssueCredential} sealed it */
    record Answer(Bytes sealed, Instant expires) {}
}
