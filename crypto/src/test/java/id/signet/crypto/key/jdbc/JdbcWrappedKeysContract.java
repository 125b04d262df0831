package id.signet.crypto.key.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Map;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import id.signet.crypto.key.KeyId;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.MasterKey;
import id.signet.crypto.key.Signatures;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareKeyRing;
import id.signet.crypto.key.WrappedKeys;
import id.signet.crypto.key.WrappedKeysContract;

/** The key ring over a table: one subclass for each database. */
abstract class JdbcWrappedKeysContract extends WrappedKeysContract {

    /** A database of its own with the key ring's table. */
    abstract DataSource database();

    @Override
    protected WrappedKeys create() {
        return new JdbcWrappedKeys(JdbcClient.create(database()));
    }

    @Test
    void aDestroyedKeyKeepsItsRowWithoutItsBytes() {
        JdbcClient jdbc = JdbcClient.create(database());
        SoftwareKeyRing ring = new SoftwareKeyRing(new JdbcWrappedKeys(jdbc), MasterKey.generate(), Clock.systemUTC());
        KeyId id = ring.create(KeyType.P256);

        ring.destroy(id);

        Map<String, @Nullable Object> row = jdbc.sql("SELECT * FROM key_ring").query().singleRow();
        assertThat(row).containsEntry("id", id.value())
                .containsEntry("key_type", "P-256")
                .containsEntry("wrapped_data_key", null)
                .containsEntry("wrapped_secret", null);
        assertThat(row.get("destroyed_at")).isNotNull();
    }

    @Test
    void aRingOverTheSameTableAndMasterKeyOpensTheSameKeys() {
        DataSource database = database();
        MasterKey master = MasterKey.generate();
        KeyId id = new SoftwareKeyRing(new JdbcWrappedKeys(JdbcClient.create(database)), master, Clock.systemUTC())
                .create(KeyType.SECP256K1);

        SigningKey reopened = new SoftwareKeyRing(new JdbcWrappedKeys(JdbcClient.create(database)), master,
                Clock.systemUTC()).open(id);

        byte[] message = {1};
        assertThat(Signatures.verify(reopened.publicKey(), message, reopened.sign(message))).isTrue();
    }

    @Test
    void theTableItselfRefusesALivingKeyWithoutItsBytes() {
        JdbcClient jdbc = JdbcClient.create(database());
        SoftwareKeyRing ring = new SoftwareKeyRing(new JdbcWrappedKeys(jdbc), MasterKey.generate(), Clock.systemUTC());
        ring.create(KeyType.ED25519);

        assertThatThrownBy(() -> jdbc.sql("UPDATE key_ring SET wrapped_secret = NULL").update())
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> jdbc.sql("UPDATE key_ring SET destroyed_at = 1").update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    static DataSource migrated(DataSource database) {
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/crypto/V1__key_ring.sql")).execute(database);
        return database;
    }
}
