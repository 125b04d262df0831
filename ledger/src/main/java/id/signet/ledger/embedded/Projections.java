package id.signet.ledger.embedded;

import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Projection;
import id.signet.ledger.state.Changes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All projections, found by the type of an entry. An entry that nobody projects, such as a commitment, changes no row. */
public final class Projections {

    private final Map<String, List<Projection>> byType = new HashMap<>();

    public Projections(Collection<? extends Projection> projections) {
        for (Projection projection : projections) {
            for (String type : projection.types()) {
                byType.computeIfAbsent(type, any -> new ArrayList<>()).add(projection);
            }
        }
    }

    public void apply(LedgerEntry entry, Changes changes) {
        for (Projection projection : byType.getOrDefault(entry.type(), List.of())) {
            projection.apply(entry, changes);
        }
    }
}
