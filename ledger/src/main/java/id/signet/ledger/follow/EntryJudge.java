package id.signet.ledger.follow;

import id.signet.ledger.LedgerEntry;
import id.signet.ledger.state.View;
import java.util.Optional;

/** Decides whether an entry may stand where it stands, as whoever logged it should have decided. */
@FunctionalInterface
public interface EntryJudge {

    /**
     * @param before the public rows as the entries before this one make them
     * @return what is wrong with it
     */
    Optional<String> objection(View before, LedgerEntry entry);
}
