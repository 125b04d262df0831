package id.signet.app.operate;

import id.signet.credential.status.StatusListRecheck;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.follow.EntryJudge;
import id.signet.ledger.receipt.CommitmentBatch;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.recheck.EntryRecheck;
import java.util.Optional;
import java.util.Set;

/**
 * Judges an entry of any type: operations by their own signature and rules; commitments and the log's own notices, which
 * nobody but the log signs, stand as they are. An entry of an unknown type is not believed: it could change anything.
 */
public final class EveryEntry implements EntryJudge {

    private static final Set<String> LOGS_OWN = Set.of("log.start", "log.guard-loss", "log.node-join",
            CommitmentBatch.TYPE);

    private final String origin;
    private final EntryRecheck registries;

    public EveryEntry(RegistryNames names) {
        this.origin = names.origin();
        this.registries = new EntryRecheck(names);
    }

    @Override
    public Optional<String> objection(View before, LedgerEntry entry) {
        if (entry.type().equals(StatusListRecheck.TYPE)) {
            return StatusListRecheck.check(origin, before, entry);
        }
        if (EntryRecheck.types().contains(entry.type())) {
            return registries.check(before, entry);
        }
        return LOGS_OWN.contains(entry.type())
                ? Optional.empty()
                : Optional.of("this version of Signet does not know entries of the type " + entry.type());
    }
}
