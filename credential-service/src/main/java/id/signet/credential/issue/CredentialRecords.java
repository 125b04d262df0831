package id.signet.credential.issue;

import id.signet.credential.status.StatusStore;
import id.signet.credential.verify.Anchors;
import id.signet.credential.verify.IssuedIndex;
import id.signet.ledger.Ledger;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.Receipt;
import id.signet.registry.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What this node remembers of the credentials it issued: for its tenant, for receipts, and for verification. */
public final class CredentialRecords implements IssuedIndex {

    private final IssuanceStore store;
    private final StatusStore status;
    private final Ledger ledger;

    public CredentialRecords(IssuanceStore store, StatusStore status, Ledger ledger) {
        this.store = store;
        this.status = status;
        this.ledger = ledger;
    }

    /**
     * A credential's record and where its status stands.
     *
     * @param isVoid it was logged but never signed
     */
    public record Found(UUID id, CredentialRecord record, boolean isVoid, List<StatusStore.EntryRow> status) {

        public Found {
            status = List.copyOf(status);
        }
    }

    /** Empty also when another tenant issued it. */
    public Optional<Found> find(TenantId tenant, UUID credential) {
        return store.find(tenant, credential)
                .map(record -> new Found(credential, record, store.isVoid(credential),
                        status.entries(tenant, credential)));
    }

    /** The credential's receipt with its opening, under the newest checkpoint that covers it. */
    public Receipt receipt(CredentialRecord record) {
        return ledger.receipt(record.leaf())
                .orElseThrow(() -> new IllegalStateException("no receipt for the leaf " + record.leaf()))
                .withOpening(record.opening().encode());
    }

    /** The receipt of a credential this node issued, found by what was signed. */
    public Optional<Receipt> receipt(Anchors.Subject subject) {
        return record(subject).map(this::receipt);
    }

    /** The leaf of a credential's commitment, for those who may ask: its tenant. */
    public Optional<LeafIndex> leaf(TenantId tenant, UUID credential) {
        return store.find(tenant, credential).map(CredentialRecord::leaf);
    }

    @Override
    public Optional<Issued> find(Anchors.Subject subject) {
        return record(subject).map(record -> new Issued(record.leaf(), record.loggedAt(), record.versionId()));
    }

    private Optional<CredentialRecord> record(Anchors.Subject subject) {
        return store.findBySignedInput(subject.issuer(), subject.verificationMethod(), subject.signedInputHash());
    }
}
