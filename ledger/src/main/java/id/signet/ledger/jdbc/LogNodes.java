package id.signet.ledger.jdbc;

import id.signet.ledger.DurableCommit;
import id.signet.ledger.LedgerRefusesToStart;
import id.signet.ledger.LedgerRefusesToStart.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The nodes that may write one log. The first registers itself; each other joins by an explicit command. Several need a
 * guard that all of them share: a node whose guard is a file is the only one.
 */
public final class LogNodes {

    /** Where a node's guard is kept. */
    public enum Guarding {
        FILE,
        SHARED
    }

    /** @param name how the operator calls it */
    public record Node(String name, Guarding guarding) {}

    private final JdbcClient jdbc;
    private final DurableCommit durably;

    public LogNodes(DataSource dataSource, DurableCommit durably) {
        this.jdbc = JdbcClient.create(dataSource);
        this.durably = durably;
    }

    public List<Node> all() {
        return jdbc.sql("SELECT name, guarding FROM log_node ORDER BY name")
                .query((row, number) -> new Node(row.getString("name"),
                        Guarding.valueOf(row.getString("guarding").toUpperCase(Locale.ROOT))))
                .list();
    }

    /**
     * Lets a node begin that has joined, or that is the first.
     *
     * @throws LedgerRefusesToStart if it has not joined, or has joined with another kind of guard
     */
    public void admit(Node node, Instant now) {
        durably.write(() -> {
            lock();
            List<Node> known = all();
            if (known.isEmpty()) {
                return put(node, now, "the first node");
            }
            if (known.contains(node)) {
                return 0;
            }
            String command = "signet node join --name " + node.name() + " --reason \"...\"";
            if (known.stream().anyMatch(other -> other.name().equals(node.name()))) {
                throw new LedgerRefusesToStart(Reason.GUARD_NOT_SHARED, "the node " + node.name()
                        + " has joined with another kind of guard; if the change is meant, say so: " + command);
            }
            throw new LedgerRefusesToStart(Reason.NODE_NOT_JOINED, "this log is written by other nodes, and "
                    + node.name() + " is not one of them; let it join: " + command);
        });
    }

    /** @throws LedgerRefusesToStart if the node and those that have joined would not share a guard */
    public void requireMayJoin(Node node) {
        for (Node other : all()) {
            if (!other.name().equals(node.name())
                    && (node.guarding() == Guarding.FILE || other.guarding() == Guarding.FILE)) {
                throw new LedgerRefusesToStart(Reason.GUARD_NOT_SHARED, node.guarding() == Guarding.FILE
                        ? "several nodes need a guard that they share, and that of " + node.name() + " is a file"
                        : "the guard of the node " + other.name()
                                + " is a file; let that node join again with the shared guard first");
            }
        }
    }

    /** Registers a node, or changes how it is guarded. */
    public void join(Node node, Instant now, String reason) {
        durably.write(() -> {
            lock();
            requireMayJoin(node);
            return put(node, now, reason);
        });
    }

    /** Two nodes that begin at once are told apart under the lock of the head. */
    private void lock() {
        jdbc.sql("SELECT id FROM log_head WHERE id = 1 FOR UPDATE").query(Integer.class).single();
    }

    private int put(Node node, Instant now, String reason) {
        String guarding = node.guarding().name().toLowerCase(Locale.ROOT);
        int changed = jdbc.sql("UPDATE log_node SET guarding = ?, joined_at = ?, reason = ? WHERE name = ?")
                .params(guarding, now.toEpochMilli(), reason, node.name())
                .update();
        return changed == 1
                ? changed
                : jdbc.sql("INSERT INTO log_node (name, guarding, joined_at, reason) VALUES (?, ?, ?, ?)")
                        .params(node.name(), guarding, now.toEpochMilli(), reason)
                        .update();
    }
}
