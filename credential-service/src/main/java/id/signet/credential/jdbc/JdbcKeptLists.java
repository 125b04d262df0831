package id.signet.credential.jdbc;

import id.signet.credential.status.KeptLists;
import id.signet.credential.status.StatusFace;
import id.signet.crypto.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fetched lists beside the rows that say which version of each is the newest. */
public final class JdbcKeptLists implements KeptLists {

    private final JdbcClient jdbc;

    public JdbcKeptLists(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    @Override
    public Optional<Kept> find(String url) {
        return jdbc.sql("SELECT face, body, array_hash, fetched_at FROM followed_status_list WHERE list = ?")
                .param(url)
                .query((row, number) -> new Kept(StatusFace.valueOf(row.getString("face")),
                        Bytes.of(row.getBytes("body")), Bytes.of(row.getBytes("array_hash")),
                        Instant.ofEpochMilli(row.getLong("fetched_at"))))
                .optional();
    }

    @Override
    public void keep(String url, Kept list) {
        List<Object> values = List.of(list.face().name(), list.body().toArray(), list.array().toArray(),
                list.fetchedAt().toEpochMilli(), url);
        int known = jdbc
                .sql("UPDATE followed_status_list SET face = ?, body = ?, array_hash = ?, fetched_at = ? WHERE list = ?")
                .params(values)
                .update();
        if (known == 0) {
            jdbc.sql("""
                     INSERT INTO followed_status_list (face, body, array_hash, fetched_at, list) VALUES (?, ?, ?, ?, ?)
                     ON CONFLICT DO NOTHING
                     """).params(values).update();
        }
    }

    @Override
    public List<String> due(Instant fetchedBefore, int most) {
        return jdbc.sql("""
                        SELECT v.list FROM status_list_version v LEFT JOIN followed_status_list k ON k.list = v.list
                        WHERE k.list IS NULL OR k.array_hash <> v.array_hash OR k.fetched_at < ?
                        ORDER BY v.logged_at DESC LIMIT ?
                        """)
                .params(fetchedBefore.toEpochMilli(), most)
                .query((row, number) -> row.getString("list"))
                .list();
    }
}
