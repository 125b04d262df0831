package id.signet.registry.jdbc;

import id.signet.ledger.DurableCommit;
import id.signet.registry.did.webvh.SeenLogs;
import id.signet.registry.did.webvh.WebvhHash;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** In {@code webvh_seen}. */
public final class JdbcSeenLogs implements SeenLogs {

    private final JdbcClient jdbc;
    private final DurableCommit durable;

    public JdbcSeenLogs(JdbcClient jdbc, DurableCommit durable) {
        this.jdbc = jdbc;
        this.durable = durable;
    }

    @Override
    public Optional<Seen> of(WebvhHash scid) {
        return jdbc.sql("SELECT number, version_id, seen_at FROM webvh_seen WHERE scid = ?")
                .param(scid.text())
                .query((row, index) -> new Seen(row.getLong("number"), row.getString("version_id"),
                        Instant.ofEpochMilli(row.getLong("seen_at"))))
                .optional();
    }

    @Override
    public void remember(WebvhHash scid, Seen seen) {
        if (of(scid).filter(known -> known.number() >= seen.number()).isPresent()) {
            return;
        }
        durable.write(() -> {
            int inserted = jdbc
                    .sql("INSERT INTO webvh_seen (scid, number, version_id, seen_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
                    .params(scid.text(), seen.number(), seen.versionId(), seen.at().toEpochMilli())
                    .update();
            return inserted > 0
                    ? inserted
                    : jdbc
                            .sql("UPDATE webvh_seen SET number = ?, version_id = ?, seen_at = ? WHERE scid = ? AND number < ?")
                            .params(seen.number(), seen.versionId(), seen.at().toEpochMilli(), scid.text(),
                                    seen.number())
                            .update();
        });
    }
}
