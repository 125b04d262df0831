package id.signet.registry.did.log;

import id.signet.crypto.json.Jcs;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Projection;
import id.signet.ledger.state.Changes;
import id.signet.registry.did.Did;
import id.signet.registry.did.log.DidTables.VersionKey;
import id.signet.registry.operation.SignedOperation;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Turns DID operations into rows. It trusts the entry: {@link DidRules} judged it before it was logged. */
public final class DidProjection implements Projection {

    public static final String CREATE = "did.create";
    public static final String UPDATE = "did.update";
    public static final String DEACTIVATE = "did.deactivate";
    /** The operator's word about a DID of another system; what comes after it is the controller's. */
    public static final String IMPORT = "did.import";

    @Override
    public Set<String> types() {
        return Set.of(CREATE, UPDATE, DEACTIVATE, IMPORT);
    }

    @Override
    public void apply(LedgerEntry entry, Changes rows) {
        SignedOperation operation = SignedOperation.parse(entry.type(), entry.body());
        Optional<ImportBody> imported = entry.type().equals(IMPORT)
                ? Optional.of(ImportBody.parse(operation.operation().body()))
                : Optional.empty();
        Did did = imported.map(ImportBody::did).orElseGet(() -> operation.operation().party().did());
        long version = operation.operation().sequence();
        Optional<String> state = entry.type().equals(DEACTIVATE)
                ? Optional.empty()
                : Optional.of(text(
                        imported.map(body -> body.state().toJson()).orElseGet(() -> operation.operation().body())));
        VersionRows.put(rows, entry, new VersionKey(did, version), operation.hash(), state,
                imported.map(body -> text(body.source().told(operation.operation().party().did()))));
    }

    private static String text(ObjectNode json) {
        return new String(Jcs.canonicalize(json), StandardCharsets.UTF_8);
    }
}
