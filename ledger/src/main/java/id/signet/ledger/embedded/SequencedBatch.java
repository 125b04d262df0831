package id.signet.ledger.embedded;

import id.signet.ledger.Decision;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerCommand;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.LedgerFault;
import id.signet.ledger.Refusal;
import id.signet.ledger.embedded.LedgerStore.Batch;
import id.signet.ledger.embedded.LedgerStore.Head;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.RightEdge;
import id.signet.ledger.state.BatchOverlay;
import id.signet.ledger.state.Rows;
import id.signet.ledger.state.Table;
import id.signet.ledger.state.Write;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Some commands carried out in one transaction: all are decided before anything is written. A command that throws fails
 * alone and leaves nothing; a fault of the store fails the whole batch.
 */
final class SequencedBatch {

    /** What became of a command, in the order of the commands. */
    sealed interface Verdict {}

    record Accepted(LedgerEntry entry) implements Verdict {}

    record Refused(Refusal refusal) implements Verdict {}

    record Failed(LedgerFault fault) implements Verdict {}

    private final Projections projections;
    private final Clock clock;
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<LedgerEntry> entries = new ArrayList<>();
    private RightEdge.Growth growth = RightEdge.EMPTY.append(List.of());

    SequencedBatch(Projections projections, Clock clock) {
        this.projections = projections;
        this.clock = clock;
    }

    /** To be called once, inside the transaction; the edge is that of the locked head. */
    void carryOut(List<LedgerCommand> commands, RightEdge edge, Batch locked) {
        Head head = locked.head();
        BatchOverlay overlay = new BatchOverlay(new FaultyRows(locked.rows()));
        List<Optional<LedgerFault>> faults = commands.stream().map(command -> prefetch(command, overlay)).toList();
        overlay.load();
        Instant last = head.loggedAt();
        for (int i = 0; i < commands.size(); i++) {
            last = notBefore(last);
            LeafIndex next = new LeafIndex(head.size().value() + entries.size());
            Optional<LedgerFault> fault = faults.get(i);
            Verdict verdict = fault.isPresent()
                    ? new Failed(fault.get())
                    : decide(commands.get(i), next, last, overlay);
            verdicts.add(verdict);
            if (verdict instanceof Accepted accepted) {
                overlay.keep();
                entries.add(accepted.entry);
            } else {
                overlay.discard();
            }
        }
        growth = edge.append(entries.stream().map(entry -> MerkleTree.leafHash(entry.bytes().toArray())).toList());
        if (!entries.isEmpty()) {
            locked.append(new Head(growth.size(), growth.root(), entries.getLast().loggedAt()), entries, growth.rows());
            overlay.store();
        }
    }

    /** The clock, unless it stepped back: time in the log never falls. */
    private Instant notBefore(Instant last) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return now.isBefore(last) ? last : now;
    }

    private static Optional<LedgerFault> prefetch(LedgerCommand command, BatchOverlay overlay) {
        try {
            command.prefetch(overlay);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(threw(e));
        }
    }

    private Verdict decide(LedgerCommand command, LeafIndex index, Instant loggedAt, BatchOverlay overlay) {
        try {
            return switch (command.decide(overlay, loggedAt)) {
                case Decision.Refused refused -> new Refused(refused.refusal());
                case Decision.Accepted accepted -> {
                    LedgerEntry entry = EntryCodec.encode(index, accepted.entry(), loggedAt);
                    projections.apply(entry, overlay.publicTables());
                    for (Write<?, ?> write : accepted.writes().after(entry)) {
                        requirePrivate(write.table());
                        overlay.put(write);
                    }
                    yield new Accepted(entry);
                }
            };
        } catch (RowsFault e) {
            throw e;
        } catch (RuntimeException e) {
            return new Failed(threw(e));
        }
    }

    private static LedgerFault threw(RuntimeException e) {
        return new LedgerFault("the command threw instead of deciding", e);
    }

    private static void requirePrivate(Table<?, ?> table) {
        if (table.visibility() != Table.Visibility.PRIVATE) {
            throw new IllegalStateException("a command writes the public table " + table.name());
        }
    }

    List<Verdict> verdicts() {
        return verdicts;
    }

    List<LedgerEntry> entries() {
        return entries;
    }

    RightEdge.Growth growth() {
        return growth;
    }

    /** A fault of the store while rows were read or written; no command's own. */
    static final class RowsFault extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RowsFault(RuntimeException cause) {
            super("the store failed in the middle of a batch", cause);
        }
    }

    /** Marks the store's faults, so that they are not taken for a command's. */
    private record FaultyRows(Rows rows) implements Rows {

        @Override
        public <K, V> Map<K, V> load(Table<K, V> table, Collection<K> keys) {
            try {
                return rows.load(table, keys);
            } catch (RuntimeException e) {
                throw new RowsFault(e);
            }
        }

        @Override
        public <K, V> void store(Table<K, V> table, Map<K, V> inserted, Map<K, V> replaced) {
            try {
                rows.store(table, inserted, replaced);
            } catch (RuntimeException e) {
                throw new RowsFault(e);
            }
        }
    }
}
