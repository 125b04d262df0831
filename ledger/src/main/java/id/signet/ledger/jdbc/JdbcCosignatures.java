package id.signet.ledger.jdbc;

import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.LedgerStore.StoreUnavailable;
import id.signet.ledger.note.SignedCheckpoint.WitnessLine;
import id.signet.ledger.witness.CosignatureStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Cosignatures beside the log they belong to. */
public final class JdbcCosignatures implements CosignatureStore {

    private final JdbcClient jdbc;

    public JdbcCosignatures(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    @Override
    public void add(TreeSize size, WitnessLine line) {
        ask(() -> jdbc.sql("""
                           INSERT INTO log_cosignature (tree_size, witness, line, cosigned_at)
                           VALUES (:size, :witness, :line, :at) ON CONFLICT DO NOTHING
                           """)
                .param("size", size.value())
                .param("witness", line.witness().text())
                .param("line", line.line().line())
                .param("at", line.time().toEpochMilli())
                .update());
    }

    @Override
    public List<String> lines(TreeSize size) {
        return ask(() -> jdbc.sql("SELECT line FROM log_cosignature WHERE tree_size = :size ORDER BY witness")
                .param("size", size.value())
                .query(String.class)
                .list());
    }

    @Override
    public Optional<TreeSize> newest(TreeSize above, Collection<String> witnesses, int quorum) {
        return ask(() -> jdbc.sql("""
                                  SELECT tree_size FROM log_cosignature
                                  WHERE tree_size > :above AND witness IN (:witnesses)
                                  GROUP BY tree_size HAVING COUNT(*) >= :quorum ORDER BY tree_size DESC LIMIT 1
                                  """)
                .param("above", above.value())
                .param("witnesses", witnesses)
                .param("quorum", quorum)
                .query(Long.class)
                .optional()
                .map(TreeSize::new));
    }

    @Override
    public void alarm(TreeSize size, String witness, Instant at, String sentence, String checkpoint) {
        ask(() -> jdbc.sql("""
                           INSERT INTO log_witness_alarm (witness, tree_size, raised_at, sentence, note)
                           VALUES (:witness, :size, :at, :sentence, :note) ON CONFLICT DO NOTHING
                           """)
                .param("witness", witness)
                .param("size", size.value())
                .param("at", at.toEpochMilli())
                .param("sentence", sentence)
                .param("note", checkpoint)
                .update());
    }

    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (DataAccessException e) {
            throw new StoreUnavailable("the database does not answer", e);
        }
    }
}
