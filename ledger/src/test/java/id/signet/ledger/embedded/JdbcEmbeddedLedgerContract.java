package id.signet.ledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerFault;
import id.signet.ledger.Outcome;
import id.signet.ledger.TreeSize;
import id.signet.ledger.testing.Counters.Add;
import id.signet.ledger.testing.Counters;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What only a database can do wrong. */
abstract class JdbcEmbeddedLedgerContract extends EmbeddedLedgerContract {

    @Test
    void aCommandThatBreaksAConstraintOfTheDatabaseFailsAlone() throws Exception {
        String tooLong = "more than sixteen characters";
        List<Future<Outcome>> together = submitTogether(
                List.of(new Add("a", 1, "1"), new Add("a", 1, tooLong), new Add("a", 1, "2")));

        assertThat(appended(together.get(0).get()).entry().index()).isEqualTo(new LeafIndex(1));
        assertThatThrownBy(() -> together.get(1).get()).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LedgerFault.class);
        Outcome.Appended last = appended(together.get(2).get());
        assertThat(last.entry().index()).isEqualTo(new LeafIndex(2));
        assertThat(proven(last.entry(), last.receipt()).size()).isEqualTo(new TreeSize(3));
        assertThat(home().rows().load(Counters.NOTES, List.of(1L, 2L, 3L))).hasSize(2);
        assertThat(counter("a").orElseThrow().times()).isEqualTo(2);
    }
}
