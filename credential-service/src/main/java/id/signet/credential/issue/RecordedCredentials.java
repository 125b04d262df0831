package id.signet.credential.issue;

import id.signet.credential.StatusEntry;
import id.signet.credential.issue.IssuanceStore.Signed;
import id.signet.credential.status.StatusRegistry;
import id.signet.credential.status.StatusStore;
import id.signet.credential.status.StatusStore.EntryRow;
import id.signet.credential.verify.RecordedStatus;
import id.signet.crypto.Bytes;
import java.util.List;
import java.util.Optional;

/** The places in status lists that this node gave to credentials whose format does not name them. */
public final class RecordedCredentials implements RecordedStatus {

    private final IssuanceStore store;
    private final StatusStore status;
    private final StatusRegistry lists;

    public RecordedCredentials(IssuanceStore store, StatusStore status, StatusRegistry lists) {
        this.store = store;
        this.status = status;
        this.lists = lists;
    }

    /** Where one text was signed several times, whatever is said of one is said of it. */
    @Override
    public Answer find(String issuer, Bytes signedInputHash) {
        List<Signed> found = store.signed(issuer, signedInputHash);
        if (found.isEmpty()) {
            return new Answer.NotIssued();
        }
        if (found.stream().allMatch(Signed::isVoid)) {
            return new Answer.NeverSigned();
        }
        List<StatusEntry> places = found.stream()
                .filter(one -> !one.isVoid())
                .flatMap(one -> status.entries(one.tenant(), one.id()).stream())
                .map(EntryRow::position)
                .map(position -> lists.entry(position, Optional.empty()))
                .toList();
        return new Answer.Issued(places);
    }
}
