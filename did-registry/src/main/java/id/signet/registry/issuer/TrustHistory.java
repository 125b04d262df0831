package id.signet.registry.issuer;

import id.signet.ledger.LeafIndex;
import id.signet.ledger.Ledger;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.state.View;
import id.signet.registry.Versions;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustTables.AuthorityHead;
import id.signet.registry.issuer.TrustTables.AuthorityVersionKey;
import id.signet.registry.issuer.TrustTables.Chain;
import id.signet.registry.issuer.TrustTables.GrantKey;
import id.signet.registry.issuer.TrustTables.PairKey;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.SignedOperation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What was ever said about an issuer or an authority, as the entries of the log say it, the newest first. */
public final class TrustHistory {

    private final View rows;
    private final TrustFacts facts;
    private final Ledger ledger;

    public TrustHistory(View rows, TrustFacts facts, Ledger ledger) {
        this.rows = rows;
        this.facts = facts;
        this.ledger = ledger;
    }

    /**
     * @param type of the entry, such as {@link TrustProjection#ACCREDIT}
     * @param body what is so from this entry on (docs/adr/0016, docs/adr/0035)
     */
    public record Statement(LeafIndex leaf, Instant loggedAt, Did by, String type, ObjectNode body) {}

    /** Statements of one signer or one kind, numbered from 1 in the order of the log. */
    private record Source(long count, LongFunction<LeafIndex> leaf) {}

    private record Place(Source source, long number, LeafIndex leaf) {

        static Place of(Source source, long number) {
            return new Place(source, number, source.leaf().apply(number));
        }
    }

    /** What authorities granted the issuer and took from it. */
    public List<Statement> ofIssuer(Did issuer, Optional<LeafIndex> before, int most) {
        return statements(facts.authorities(issuer)
                .stream()
                .map(authority -> new Source(
                        count(rows.get(TrustTables.ACCREDITATION_CHAIN, new PairKey(authority, issuer))),
                        number -> rows.get(TrustTables.GRANT, new GrantKey(authority, issuer, number))
                                .orElseThrow()
                                .leafIndex())),
                before, most);
    }

    /** What made the authority one, or ended it, and what its superiors left to it. */
    public List<Statement> ofAuthority(Did authority, Optional<LeafIndex> before, int most) {
        Source made = new Source(
                rows.get(TrustTables.AUTHORITY_HEAD, authority).map(AuthorityHead::changes).orElse(0L),
                number -> rows.get(TrustTables.AUTHORITY_VERSION, new AuthorityVersionKey(authority, number))
                        .orElseThrow()
                        .leafIndex());
        Stream<Source> delegated = facts.superiors(authority)
                .stream()
                .map(superior -> new Source(
                        count(rows.get(TrustTables.DELEGATION_CHAIN, new PairKey(superior, authority))),
                        number -> rows.get(TrustTables.DELEGATION, new GrantKey(superior, authority, number))
                                .orElseThrow()
                                .leafIndex()));
        return statements(Stream.concat(Stream.of(made), delegated), before, most);
    }

    private static long count(Optional<Chain> chain) {
        return chain.map(Chain::sequence).orElse(0L);
    }

    /** Reads one row for each statement that is given, and the steps of a search for each source. */
    private List<Statement> statements(Stream<Source> sources, Optional<LeafIndex> before, int most) {
        var newest = new PriorityQueue<Place>(Comparator.comparing(Place::leaf).reversed());
        sources.forEach(source -> {
            long last = before.isEmpty()
                    ? source.count()
                    : Versions.last(source.count(),
                            number -> source.leaf().apply(number).compareTo(before.get()) < 0);
            if (last > 0) {
                newest.add(Place.of(source, last));
            }
        });
        List<Statement> statements = new ArrayList<>();
        while (!newest.isEmpty() && statements.size() < most) {
            Place place = newest.remove();
            statements.add(statement(place.leaf()));
            if (place.number() > 1) {
                newest.add(Place.of(place.source(), place.number() - 1));
            }
        }
        return statements;
    }

    private Statement statement(LeafIndex leaf) {
        LedgerEntry entry = ledger.entry(leaf).orElseThrow();
        Operation operation = SignedOperation.parse(entry.type(), entry.body()).operation();
        return new Statement(leaf, entry.loggedAt(), operation.party().did(), entry.type(), operation.body());
    }
}
