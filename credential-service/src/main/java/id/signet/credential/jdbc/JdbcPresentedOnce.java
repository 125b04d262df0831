package id.signet.credential.jdbc;

import id.signet.credential.verify.PresentedOnce;
import id.signet.ledger.DurableCommit;
import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Seen answers in the database: they outlive a restart, and all nodes share them. */
public final class JdbcPresentedOnce implements PresentedOnce {

    private final JdbcClient jdbc;
    private final DurableCommit durably;
    private final Clock clock;

    public JdbcPresentedOnce(DataSource dataSource, DurableCommit durably, Clock clock) {
        this.jdbc = JdbcClient.create(dataSource);
        this.durably = durably;
        this.clock = clock;
    }

    @Override
    public boolean claim(String presentation, Instant until) {
        return durably.write(() -> {
            jdbc.sql("DELETE FROM presented_once WHERE presentation = ? AND forget_at < ?")
                    .params(presentation, clock.instant().toEpochMilli())
                    .update();
            return jdbc.sql("INSERT INTO presented_once (presentation, forget_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
                    .params(presentation, until.toEpochMilli())
                    .update();
        }) == 1;
    }

    /** Clears away what nobody needs to remember, apart from the claims: they would wait for each other's rows. */
    public int forget() {
        return durably.write(() -> jdbc.sql("DELETE FROM presented_once WHERE forget_at < ?")
                .param(clock.instant().toEpochMilli())
                .update());
    }
}
