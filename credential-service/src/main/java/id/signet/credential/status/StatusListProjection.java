package id.signet.credential.status;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Projection;
import id.signet.ledger.state.Changes;
import id.signet.registry.operation.SignedOperation;
import java.util.Set;

/** Remembers the newest logged version of each list. */
public final class StatusListProjection implements Projection {

    static final String TYPE = "status.list";

    @Override
    public Set<String> types() {
        return Set.of(TYPE);
    }

    @Override
    public void apply(LedgerEntry entry, Changes changes) {
        var signed = SignedOperation.parse(entry.type(), entry.body());
        var operation = signed.operation();
        var body = operation.body();
        changes.put(StatusTables.VERSIONS, body.path("list").stringValue(), new StatusTables.Version(
                operation.party().did().toString(), body.path("kind").stringValue(), body.path("bits").intValue(),
                body.path("size").longValue(), operation.sequence(), signed.hash(),
                Bytes.of(Base64Url.decode(body.path("sha256").stringValue())), entry.index(),
                entry.loggedAt()));
    }
}
