package id.signet.crypto.key.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

import id.signet.crypto.Bytes;
import id.signet.crypto.key.KeyId;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.WrappedKey;
import id.signet.crypto.key.WrappedKeys;

/** Keys in the table {@code key_ring}. Each call is a statement of its own, or part of the caller's transaction. */
public final class JdbcWrappedKeys implements WrappedKeys {

    private final JdbcClient jdbc;

    public JdbcWrappedKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean insert(WrappedKey key) {
        return jdbc
                .sql("""
                     INSERT INTO key_ring (id, key_type, public_key, master_key_id, wrapped_data_key, wrapped_secret, created_at)
                     VALUES (:id, :type, :publicKey, :masterKeyId, :wrappedDataKey, :wrappedSecret, :createdAt)
                     ON CONFLICT DO NOTHING""")
                .param("id", key.id().value())
                .param("type", key.publicKey().type().curve())
                .param("publicKey", key.publicKey().encoded().toArray())
                .param("masterKeyId", key.masterKeyId())
                .param("wrappedDataKey", key.wrappedDataKey().toArray())
                .param("wrappedSecret", key.wrappedSecret().toArray())
                .param("createdAt", key.createdAt().toEpochMilli())
                .update() == 1;
    }

    @Override
    public Optional<WrappedKey> find(KeyId id) {
        return jdbc.sql("""
                        SELECT id, key_type, public_key, master_key_id, wrapped_data_key, wrapped_secret, created_at
                        FROM key_ring WHERE id = :id AND destroyed_at IS NULL""")
                .param("id", id.value())
                .query(JdbcWrappedKeys::read)
                .optional();
    }

    @Override
    public boolean delete(KeyId id, Instant at) {
        int erased = jdbc.sql("""
                              UPDATE key_ring SET wrapped_data_key = NULL, wrapped_secret = NULL, destroyed_at = :at
                              WHERE id = :id AND destroyed_at IS NULL""")
                .param("at", at.toEpochMilli())
                .param("id", id.value())
                .update();
        return erased == 1 || jdbc.sql("SELECT COUNT(*) FROM key_ring WHERE id = :id")
                .param("id", id.value())
                .query(Long.class)
                .single() == 1;
    }

    private static WrappedKey read(ResultSet row, int number) throws SQLException {
        String curve = row.getString("key_type");
        KeyType type = KeyType.ofCurve(curve)
                .orElseThrow(() -> new IllegalStateException("the key ring holds a key of unknown type " + curve));
        return new WrappedKey(new KeyId(row.getString("id")), PublicKey.parse(type, row.getBytes("public_key")),
                row.getString("master_key_id"), Bytes.of(row.getBytes("wrapped_data_key")),
                Bytes.of(row.getBytes("wrapped_secret")), Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
