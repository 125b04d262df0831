package id.signet.credential.jdbc;

import id.signet.credential.paper.PaperSigner;
import id.signet.credential.paper.PaperSigners;
import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.key.KeyId;
import id.signet.ledger.DurableCommit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Certificates of papers in the database, shared by all nodes. */
public final class JdbcPaperSigners implements PaperSigners {

    private final JdbcClient jdbc;
    private final DurableCommit durably;

    public JdbcPaperSigners(JdbcClient jdbc, DurableCommit durably) {
        this.jdbc = jdbc;
        this.durably = durably;
    }

    @Override
    public Optional<PaperSigner> own() {
        return jdbc.sql("SELECT * FROM paper_signer WHERE slot = 'own'").query((row, number) -> signer(row)).optional();
    }

    @Override
    public Optional<PaperSigner> find(Bytes fingerprint) {
        return jdbc.sql("SELECT * FROM paper_signer WHERE fingerprint = ?")
                .param(fingerprint.hex())
                .query((row, number) -> signer(row))
                .optional();
    }

    @Override
    public boolean add(PaperSigner signer) {
        return durably.write(() -> jdbc.sql("""
                                            INSERT INTO paper_signer (fingerprint, certificate, key_id, slot, since)
                                            VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                .params(signer.fingerprint().hex(), Base64Url.encode(PaperSigner.encoded(signer.certificate())),
                        signer.key().map(KeyId::value).orElse(""),
                        signer.key().isPresent() ? "own" : signer.fingerprint().hex(), signer.since().toEpochMilli())
                .update()) == 1;
    }

    private static PaperSigner signer(ResultSet row) throws SQLException {
        return new PaperSigner(PaperSigner.decoded(Base64Url.decode(row.getString("certificate"))),
                Optional.of(row.getString("key_id")).filter(id -> !id.isEmpty()).map(KeyId::new),
                Instant.ofEpochMilli(row.getLong("since")));
    }
}
