package id.signet.credential.jdbc;

import id.signet.credential.verify.NewestStatusLists;
import id.signet.ledger.DurableCommit;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** In {@code status_list_seen}: what was seen is on disk before it counts, so no restart forgets a revocation. */
public final class JdbcNewestStatusLists implements NewestStatusLists {

    private final JdbcClient jdbc;
    private final DurableCommit durable;

    public JdbcNewestStatusLists(DataSource dataSource, DurableCommit durable) {
        this.jdbc = JdbcClient.create(dataSource);
        this.durable = durable;
    }

    @Override
    public boolean accept(String list, Instant issuedAt) {
        long at = issuedAt.toEpochMilli();
        Optional<Long> known = newest(list);
        if (known.isPresent() && at <= known.get()) {
            return at == known.get();
        }
        durable.write(() -> {
            int inserted = jdbc
                    .sql("INSERT INTO status_list_seen (list, issued_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
                    .params(list, at)
                    .update();
            return inserted > 0
                    ? inserted
                    : jdbc.sql("UPDATE status_list_seen SET issued_at = ? WHERE list = ? AND issued_at < ?")
                            .params(at, list, at)
                            .update();
        });
        // Whoever saw a newer copy meanwhile was heard.
        return at == newest(list).orElseThrow();
    }

    private Optional<Long> newest(String list) {
        return jdbc.sql("SELECT issued_at FROM status_list_seen WHERE list = ?")
                .param(list)
                .query(Long.class)
                .optional();
    }
}
