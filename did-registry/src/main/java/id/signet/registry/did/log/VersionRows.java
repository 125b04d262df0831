package id.signet.registry.did.log;

import id.signet.crypto.Bytes;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.state.Changes;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.VerificationMethod;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.DidTables.MethodHistory;
import id.signet.registry.did.log.DidTables.Version;
import id.signet.registry.did.log.DidTables.VersionKey;
import java.util.Optional;
import java.util.Set;

/** The rows that the next version of a DID makes, whatever its method. */
public final class VersionRows {

    private VersionRows() {}

    /**
     * @param hash of what the controller signed
     * @param state RFC 8785 form of {@link DidState}; empty for a deactivation
     * @param imported what is said of its origin, if this is an import
     */
    public static void put(Changes rows, LedgerEntry entry, VersionKey key, Bytes hash, Optional<String> state,
            Optional<String> imported) {
        Did did = key.did();
        Optional<Head> head = rows.get(DidTables.HEAD, did);
        head.ifPresent(row -> rows.put(DidTables.VERSION, new VersionKey(did, row.version()), row.newest()));
        Optional<Version> before = head.map(Head::newest);
        String text = state.orElseGet(() -> before.orElseThrow().state());
        rows.put(DidTables.HEAD, did, new Head(key.version(), new Version(text, entry.index(), entry.loggedAt()), hash,
                head.map(Head::created).orElse(entry.loggedAt()),
                state.isPresent() ? Optional.empty() : Optional.of(entry.index()),
                imported.or(() -> head.flatMap(Head::imported))));
        if (state.isPresent()) {
            methods(did, before.map(row -> document(did, row.state())), document(did, text), entry.index(), rows);
        }
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
