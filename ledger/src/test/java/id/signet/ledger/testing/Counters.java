package id.signet.ledger.testing;

import id.signet.crypto.json.Json;
import id.signet.ledger.Decision;
import id.signet.ledger.EntryDraft;
import id.signet.ledger.LedgerCommand;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Projection;
import id.signet.ledger.Refusal;
import id.signet.ledger.jdbc.RowMapping;
import id.signet.ledger.state.Changes;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.Table;
import id.signet.ledger.state.View;
import id.signet.ledger.state.Write;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The smallest use of a ledger: public counters that are added to, each with a limit, and a private note of who did it.
 * For tests of the ledger itself.
 */
public final class Counters implements Projection {

    public static final String ADDED = "counter.add";
    public static final long LIMIT = 1_000_000;

    /** @param times how often it was added to */
    public record Counter(long total, long times, Instant changed) {}

    public record Note(String by) {}

    public static final Table<String, Counter> COUNTERS = Table.ofPublic("counter", String.class, Counter.class);

    /** By leaf index. */
    public static final Table<Long, Note> NOTES = Table.ofPrivate("counter_note", Long.class, Note.class);

    public static final String TABLES = """
                                        CREATE TABLE counter (name VARCHAR(64) NOT NULL PRIMARY KEY, total BIGINT NOT NULL, times BIGINT NOT NULL,
                                          changed BIGINT NOT NULL);
                                        CREATE TABLE counter_note (leaf BIGINT NOT NULL PRIMARY KEY, made_by VARCHAR(16) NOT NULL)""";

    public static final List<RowMapping<?, ?>> MAPPINGS = List.of(
            new RowMapping<>(COUNTERS, List.of("name"), List::of, row -> row.text("name"),
                    List.of("total", "times", "changed"),
                    counter -> List.of(counter.total, counter.times, counter.changed),
                    row -> new Counter(row.number("total"), row.number("times"), row.instant("changed"))),
            new RowMapping<>(NOTES, List.of("leaf"), List::of, row -> row.number("leaf"), List.of("made_by"),
                    note -> List.of(note.by), row -> new Note(row.text("made_by"))));

    public record LimitReached(String name) implements Refusal {
        @Override
        public String code() {
            return "limit-reached";
        }

        @Override
        public String message() {
            return "The counter " + name + " cannot grow further.";
        }
    }

    /** Adds to a counter, unless it would grow beyond the {@link #LIMIT}. */
    public record Add(String name, long amount, String by) implements LedgerCommand {

        @Override
        public void prefetch(Prefetch rows) {
            rows.row(COUNTERS, name);
        }

        @Override
        public Decision decide(View view, Instant loggedAt) {
            long total = view.get(COUNTERS, name).map(Counter::total).orElse(0L);
            if (total + amount > LIMIT) {
                return new Decision.Refused(new LimitReached(name));
            }
            ObjectNode body = Json.object();
            body.put("name", name).put("amount", amount);
            return new Decision.Accepted(new EntryDraft(ADDED, body),
                    entry -> List.of(new Write<>(NOTES, entry.index().value(), new Note(by))));
        }
    }

    @Override
    public Set<String> types() {
        return Set.of(ADDED);
    }

    @Override
    public void apply(LedgerEntry entry, Changes changes) {
        String name = entry.body().get("name").stringValue();
        Counter before = changes.get(COUNTERS, name).orElse(new Counter(0, 0, Instant.EPOCH));
        changes.put(COUNTERS, name, new Counter(before.total + entry.body().get("amount").longValue(), before.times + 1,
                entry.loggedAt()));
    }
}
