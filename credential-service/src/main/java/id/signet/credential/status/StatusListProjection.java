package id.signet.credential.status;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Projection;
import id.signet.ledger.state.Changes;
import id.signet.registry.operation.Operation;
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
        var operation = SignedOperation.parse(entry.type(), entry.body()).operation();
        changes.put(StatusTables.VERSIONS, list(operation), version(entry));
    }

    /** The URL of the list that the operation gives a new version. */
    static String list(Operation operation) {
        return text(operation, "list");
    }

    static StatusTables.Version version(LedgerEntry entry) {
        var signed = SignedOperation.parse(entry.type(), entry.body());
        var operation = signed.operation();
        var body = operation.body();
        if (!body.path("bits").isInt() || !body.path("size").isIntegralNumber()) {
            throw new MalformedInput("a list has a number of entries of so many bits");
        }
        return new StatusTables.Version(operation.party().did().toString(), text(operation, "kind"),
                body.path("bits").intValue(), body.path("size").longValue(), operation.sequence(), signed.hash(),
                Bytes.of(Base64Url.decode(text(operation, "sha256"))), entry.index(), entry.loggedAt());
    }

    private static String text(Operation operation, String member) {
        var text = operation.body().path(member);
        if (!text.isString()) {
            throw new MalformedInput("a version of a list names its " + member);
        }
        return text.stringValue();
    }
}
