package id.signet.ledger.jdbc;

import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.LedgerStore.StoreUnavailable;
import id.signet.ledger.follow.Alarm;
import id.signet.ledger.follow.FollowRecords;
import id.signet.ledger.follow.Lie;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A follower's records beside the log that it keeps. */
public final class JdbcFollowRecords implements FollowRecords {

    private static final int LONGEST_SENTENCE = 2_000;

    private final JdbcClient jdbc;

    public JdbcFollowRecords(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    @Override
    public Optional<Instant> asOf() {
        return ask(() -> jdbc.sql("SELECT as_of FROM log_followed WHERE id = 1")
                .query(Long.class)
                .optional()
                .map(Instant::ofEpochMilli));
    }

    @Override
    public void confirmed(Instant at) {
        ask(() -> {
            long millis = at.toEpochMilli();
            if (jdbc.sql("UPDATE log_followed SET as_of = :at WHERE id = 1").param("at", millis).update() == 0) {
                jdbc.sql("INSERT INTO log_followed (id, as_of) VALUES (1, :at) ON CONFLICT DO NOTHING")
                        .param("at", millis)
                        .update();
            }
            return true;
        });
    }

    @Override
    public void raise(Alarm alarm) {
        String sentence = alarm.sentence();
        ask(() -> jdbc.sql("""
                           INSERT INTO log_follow_alarm (lie, tree_size, raised_at, sentence, evidence)
                           VALUES (:lie, :size, :at, :sentence, :evidence) ON CONFLICT DO NOTHING
                           """)
                .param("lie", alarm.lie().name())
                .param("size", alarm.size().value())
                .param("at", alarm.at().toEpochMilli())
                .param("sentence", storable(sentence.length() > LONGEST_SENTENCE
                        ? sentence.substring(0, LONGEST_SENTENCE)
                        : sentence))
                .param("evidence", storable(alarm.evidence()))
                .update());
    }

    /** PostgreSQL holds no NUL in a text. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    @Override
    public void allIsWell(Instant at) {
        ask(() -> jdbc
                .sql("UPDATE log_follow_alarm SET ended_at = :at WHERE ended_at IS NULL AND lie NOT IN (:proven)")
                .param("at", at.toEpochMilli())
                .param("proven", Arrays.stream(Lie.values()).filter(Lie::isProven).map(Lie::name).toList())
                .update());
    }

    @Override
    public List<Alarm> standing() {
        return ask(() -> jdbc.sql("""
                                  SELECT lie, tree_size, raised_at, sentence, evidence FROM log_follow_alarm
                                  WHERE ended_at IS NULL ORDER BY raised_at
                                  """)
                .query((row, number) -> new Alarm(Lie.valueOf(row.getString("lie")),
                        new TreeSize(row.getLong("tree_size")), Instant.ofEpochMilli(row.getLong("raised_at")),
                        row.getString("sentence"), row.getString("evidence")))
                .list());
    }

    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (DataAccessException e) {
            throw new StoreUnavailable("the database does not answer", e);
        }
    }
}
