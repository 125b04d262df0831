package id.signet.registry.did.log;

import id.signet.crypto.json.Jcs;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Projection;
import id.signet.ledger.state.Changes;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.VerificationMethod;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.DidTables.MethodHistory;
import id.signet.registry.did.log.DidTables.Version;
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
        Optional<Head> head = rows.get(DidTables.HEAD, did);
        head.ifPresent(row -> rows.put(DidTables.VERSION, new VersionKey(did, row.version()), row.newest()));
        Optional<Version> before = head.map(Head::newest);
        boolean deactivates = entry.type().equals(DEACTIVATE);
        String state = deactivates
                ? before.orElseThrow().state()
                : text(imported.map(body -> body.state().toJson()).orElseGet(() -> operation.operation().body()));
        rows.put(DidTables.HEAD, did, new Head(version, new Version(state, entry.index(), entry.loggedAt()),
                operation.hash(), head.map(Head::created).orElse(entry.loggedAt()),
                deactivates ? Optional.of(entry.index()) : Optional.empty(),
                imported.map(body -> text(body.source().told(operation.operation().party().did())))
                        .or(() -> head.flatMap(Head::imported))));
        if (!deactivates) {
            methods(did, before.map(row -> document(did, row.state())), document(did, state), entry.index(), rows);
        }
    }

    private static String text(ObjectNode json) {
        return new String(Jcs.canonicalize(json), StandardCharsets.UTF_8);
    }

    private static void methods(Did did, Optional<DidDocument> before, DidDocument now, LeafIndex index, Changes rows) {
        for (VerificationMethod method : now.verificationMethods()) {
            Optional<MethodHistory> row = rows.get(DidTables.METHOD, method.id());
            Optional<LeafIndex> retired = row.flatMap(MethodHistory::retired)
                    .or(() -> method.expires().map(time -> index));
            rows.put(DidTables.METHOD, method.id(),
                    new MethodHistory(did, row.map(MethodHistory::added).orElse(index), retired, Optional.empty()));
        }
        for (DidUrl gone : before.map(DidDocument::methodIds).orElse(Set.of())) {
            if (!now.methodIds().contains(gone)) {
                rows.get(DidTables.METHOD, gone)
                        .ifPresent(row -> rows.put(DidTables.METHOD, gone,
                                new MethodHistory(did, row.added(), row.retired(), Optional.of(index))));
            }
        }
    }

    private static DidDocument document(Did did, String state) {
        return DidState.read(did, state).document();
    }
}
