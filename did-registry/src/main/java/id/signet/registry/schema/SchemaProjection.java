package id.signet.registry.schema;

import id.signet.crypto.json.Jcs;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Projection;
import id.signet.ledger.state.Changes;
import id.signet.registry.did.Did;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.schema.SchemaTables.Chain;
import id.signet.registry.schema.SchemaTables.ChainKey;
import id.signet.registry.schema.SchemaTables.Counter;
import id.signet.registry.schema.SchemaTables.CptId;
import id.signet.registry.schema.SchemaTables.Latest;
import id.signet.registry.schema.SchemaTables.Name;
import id.signet.registry.schema.SchemaTables.Named;
import id.signet.registry.schema.SchemaTables.Version;
import id.signet.registry.schema.SchemaTables.VersionKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Turns registrations into rows. It trusts the entry: {@link SchemaRegistrationRules} judged it before. */
public final class SchemaProjection implements Projection {

    public static final String REGISTER = "schema.register";

    /** Of numbers that were chosen ahead of the count, how many one entry steps over; the next entries go on. */
    private static final int MOST_STEPS = 64;

    @Override
    public Set<String> types() {
        return Set.of(REGISTER);
    }

    @Override
    public void apply(LedgerEntry entry, Changes rows) {
        SignedOperation operation = SignedOperation.parse(entry.type(), entry.body());
        SchemaBody body = SchemaBody.parse(operation.operation().body());
        Did author = operation.operation().party().did();
        rows.put(SchemaTables.VERSION, new VersionKey(body.cptId(), body.version()), new Version(body.name(), author,
                text(body.jsonSchema()), text(body.context()), body.vct(),
                body.typeMetadata().map(SchemaProjection::text), entry.index(), entry.loggedAt()));
        rows.put(SchemaTables.LATEST, new CptId(body.cptId()), new Latest(body.version()));
        rows.put(SchemaTables.CHAIN, new ChainKey(author, body.name()),
                new Chain(body.cptId(), body.version(), operation.hash()));
        if (body.version() == 1) {
            for (NumberRange range : NumberRange.values()) {
                if (range.holds(body.cptId())) {
                    count(rows, range, body.cptId());
                }
            }
            Optional<Named> named = rows.get(SchemaTables.NAME, new Name(body.name()));
            rows.put(SchemaTables.NAME, new Name(body.name()),
                    new Named(named.map(row -> row.cptIds() + " ").orElse("") + body.cptId()));
        }
    }

    /** A number at or below the first free one; who chose a number ahead of it moves nothing. */
    private static void count(Changes rows, NumberRange range, long cptId) {
        long next = rows.get(SchemaTables.COUNTER, range).map(Counter::next).orElse(range.first());
        if (cptId < next) {
            return;
        }
        for (int step = 0; step < MOST_STEPS && SchemaRegistrationRules.isTaken(rows, next); step++) {
            next++;
        }
        rows.put(SchemaTables.COUNTER, range, new Counter(next));
    }

    private static String text(ObjectNode json) {
        return new String(Jcs.canonicalize(json), StandardCharsets.UTF_8);
    }
}
