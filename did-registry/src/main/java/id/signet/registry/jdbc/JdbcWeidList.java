package id.signet.registry.jdbc;

import id.signet.registry.did.Did;
import id.signet.registry.did.log.WeidList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** In the heads of all DIDs. */
public final class JdbcWeidList implements WeidList {

    private final JdbcClient client;

    public JdbcWeidList(JdbcClient client) {
        this.client = client;
    }

    @Override
    public List<Did> dids(long first, int count) {
        return client.sql("SELECT did FROM did_head WHERE did LIKE 'did:weid:%' ORDER BY created, did LIMIT ? OFFSET ?")
                .params(count, first)
                .query((row, number) -> Did.parse(row.getString(1)))
                .list();
    }

    @Override
    public long count() {
        return client.sql("SELECT count(*) FROM did_head WHERE did LIKE 'did:weid:%'").query(Long.class).single();
    }
}
