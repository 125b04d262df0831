package id.signet.credential.issue;

import id.signet.credential.issue.IssuanceStore.Place;
import id.signet.credential.issue.IssuanceStore.Standing;
import id.signet.credential.status.BulkChange;
import id.signet.credential.status.BulkChange.Each;
import id.signet.credential.status.StatusOutcome.StatusRefusal;
import id.signet.credential.status.StatusPurpose;
import id.signet.credential.status.StatusRegistry;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.log.LoggedDids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What fell with a key that its DID document says is in wrong hands: the credentials logged under it since
 * (docs/adr/0024-compromised-keys.md).
 */
public final class CompromisedKeys {

    private final LoggedDids dids;
    private final IssuanceStore store;
    private final StatusRegistry status;

    public CompromisedKeys(LoggedDids dids, IssuanceStore store, StatusRegistry status) {
        this.dids = dids;
        this.store = store;
        this.status = status;
    }

    /**
     * Some of the credentials that fell, in the order of the log.
     *
     * @param since the moment as the newest document says it
     * @param next where the next page begins; empty if there is none
     */
    public record Page(Instant since, List<Standing> credentials, Optional<Place> next) {

        public Page {
            credentials = List.copyOf(credentials);
        }
    }

    /** What became of the wish to revoke a page. */
    public sealed interface Withdrawal {

        /**
         * @param reissue what needs a successor and has none: revoked now, or without a status
         * @param revokedBefore left as they were, for this reason or another
         * @param withoutStatus cannot be revoked; they fail by the key alone
         */
        record Done(Page page, List<UUID> reissue, List<UUID> revokedBefore, List<UUID> withoutStatus)
                implements
                    Withdrawal {

            public Done {
                reissue = List.copyOf(reissue);
                revokedBefore = List.copyOf(revokedBefore);
                withoutStatus = List.copyOf(withoutStatus);
            }
        }

        record Refused(StatusRefusal refusal) implements Withdrawal {}

        /** The key is not declared compromised. */
        record NotDeclared() implements Withdrawal {}
    }

    /**
     * Empty if the method's key is not declared compromised.
     *
     * @param after only what stands behind this place
     */
    public Optional<Page> fallen(TenantId tenant, DidUrl method, Optional<Place> after, int limit) {
        return dids.state(method.did())
                .flatMap(state -> state.document().revoked(method))
                .map(since -> page(tenant, method, since, after, limit));
    }

    private Page page(TenantId tenant, DidUrl method, Instant since, Optional<Place> after, int limit) {
        List<Standing> found = store.issuedSince(tenant, method.toString(), since, after, limit + 1);
        boolean more = found.size() > limit;
        List<Standing> shown = more ? found.subList(0, limit) : found;
        return new Page(since, shown, more ? Optional.of(shown.getLast().place()) : Optional.empty());
    }

    /** Revokes the credentials of a page, and says which of them to issue again. Can be repeated. */
    public Withdrawal revoke(Caller caller, DidUrl method, Optional<Place> after, int limit) {
        Optional<Page> found = fallen(caller.tenant(), method, after, limit);
        if (found.isEmpty()) {
            return new Withdrawal.NotDeclared();
        }
        List<Standing> credentials = found.get().credentials();
        List<UUID> ids = credentials.stream().map(one -> one.place().id()).toList();
        return switch (status.changeAll(caller, method.did().toString(), ids, StatusPurpose.REVOCATION, true)) {
            case BulkChange.Refused(StatusRefusal refusal) -> new Withdrawal.Refused(refusal);
            case BulkChange.Done done -> {
                List<UUID> reissue = new ArrayList<>();
                List<UUID> before = new ArrayList<>();
                List<UUID> without = new ArrayList<>();
                for (Standing one : credentials) {
                    UUID id = one.place().id();
                    Each each = done.credentials().getOrDefault(id, Each.WITHOUT_STATUS);
                    switch (each) {
                        case CHANGED -> {
                        }
                        case UNCHANGED, REVOKED -> before.add(id);
                        case WITHOUT_STATUS -> without.add(id);
                    }
                    if (each != Each.UNCHANGED && one.replacedBy().isEmpty()) {
                        reissue.add(id);
                    }
                }
                yield new Withdrawal.Done(found.get(), reissue, before, without);
            }
        };
    }
}
