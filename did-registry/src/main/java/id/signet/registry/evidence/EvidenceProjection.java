package id.signet.registry.evidence;

import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Projection;
import id.signet.ledger.state.Changes;
import id.signet.registry.evidence.EvidenceTables.Publication;
import id.signet.registry.evidence.EvidenceTables.PublicationKey;
import id.signet.registry.operation.SignedOperation;
import java.util.Optional;
import java.util.Set;

/** Turns publications into rows. It trusts the entry: {@link PublicationRules} judged it before. */
public final class EvidenceProjection implements Projection {

    public static final String PUBLISH = "evidence.publish";

    @Override
    public Set<String> types() {
        return Set.of(PUBLISH);
    }

    @Override
    public void apply(LedgerEntry entry, Changes rows) {
        SignedOperation operation = SignedOperation.parse(entry.type(), entry.body());
        PublicationBody body = PublicationBody.parse(operation.operation().body());
        PublicationKey key = new PublicationKey(operation.operation().party().did(), body.evidence());
        Optional<Publication> before = rows.get(EvidenceTables.PUBLICATION, key);
        rows.put(EvidenceTables.PUBLICATION, key, new Publication(body.digests(), body.revoked(),
                operation.operation().sequence(), operation.hash(),
                before.map(Publication::first).orElse(entry.index()),
                before.map(Publication::firstLoggedAt).orElse(entry.loggedAt()), entry.index(), entry.loggedAt()));
    }
}
