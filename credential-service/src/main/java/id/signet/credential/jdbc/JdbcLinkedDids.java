package id.signet.credential.jdbc;

import id.signet.credential.linkage.LinkedDids;
import id.signet.registry.did.Did;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One row for each; all nodes share them. */
public final class JdbcLinkedDids implements LinkedDids {

    private final JdbcClient jdbc;

    public JdbcLinkedDids(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    @Override
    public void add(Did did, Instant at) {
        jdbc.sql("INSERT INTO linked_did (did, linked_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(did.toString(), at.toEpochMilli())
                .update();
    }

    @Override
    public void remove(Did did) {
        jdbc.sql("DELETE FROM linked_did WHERE did = ?").param(did.toString()).update();
    }

    @Override
    public boolean contains(Did did) {
        return !jdbc.sql("SELECT 1 FROM linked_did WHERE did = ?")
                .param(did.toString())
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    @Override
    public int count() {
        return jdbc.sql("SELECT COUNT(*) FROM linked_did").query(Integer.class).single();
    }

    @Override
    public List<Did> all() {
        return jdbc.sql("SELECT did FROM linked_did ORDER BY linked_at, did")
                .query((row, number) -> Did.parse(row.getString("did")))
                .list();
    }
}
