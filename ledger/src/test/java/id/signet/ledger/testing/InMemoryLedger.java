package id.signet.ledger.testing;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.Ledger;
import id.signet.ledger.LedgerCommand;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.LogStart;
import id.signet.ledger.Outcome;
import id.signet.ledger.Projection;
import id.signet.ledger.Receipt;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.EmbeddedLedger.Pace;
import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.state.StoredRows;
import id.signet.ledger.state.Table;
import id.signet.ledger.state.View;
import id.signet.ledger.state.Write;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The real log over memory instead of a database: commands are decided, projections applied and receipts signed as in the
 * service. Leaf 0 is the log's own; the first command that is accepted gets leaf 1. Close it, or let it end with the JVM.
 */
public final class InMemoryLedger implements Ledger, View, AutoCloseable {

    public static final LogStart START = new LogStart("log.example/test", "https://signet.example", "test");

    private final InMemoryRows rows = new InMemoryRows();
    private final EmbeddedLedger ledger;

    public InMemoryLedger(Clock clock, Projection... projections) {
        this.ledger = EmbeddedLedger.open(START, Pace.USUAL, new InMemoryLedgerStore(rows),
                new InMemoryDurableCommit(),
                new InMemoryGuard(), SoftwareSigningKey.generate(KeyType.ED25519), List.of(projections), clock,
                fault -> {
                    throw new IllegalStateException("the log stopped", fault);
                });
    }

    /** A row as it stands after everything that was submitted, or put by the test. */
    @Override
    public <K, V> Optional<V> get(Table<K, V> table, K key) {
        return rows.get(table, key);
    }

    /** The rows themselves, as use cases read and write private ones beside the log. */
    public StoredRows rows() {
        return rows;
    }

    public <K, V> Map<K, V> all(Table<K, V> table) {
        return rows.all(table);
    }

    /** Puts a row behind the log's back, as another writer of a private table would. */
    public <K, V> void put(Write<K, V> write) {
        rows.store(write.table(), Map.of(write.key(), write.value()), Map.of());
    }

    /** Publishes what was submitted so far. */
    public void publishNow() {
        ledger.publishNow();
    }

    @Override
    public String origin() {
        return ledger.origin();
    }

    @Override
    public String verifierKey() {
        return ledger.verifierKey();
    }

    @Override
    public Outcome submit(LedgerCommand command) {
        return ledger.submit(command);
    }

    @Override
    public Optional<LedgerEntry> entry(LeafIndex index) {
        return ledger.entry(index);
    }

    @Override
    public String checkpoint() {
        return ledger.checkpoint();
    }

    @Override
    public Optional<Receipt> receipt(LeafIndex index) {
        return ledger.receipt(index);
    }

    @Override
    public List<Hash> proveConsistency(TreeSize from, TreeSize to) {
        return ledger.proveConsistency(from, to);
    }

    @Override
    public TreeSize size() {
        return ledger.size();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
