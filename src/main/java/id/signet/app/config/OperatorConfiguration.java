package id.signet.app.config;

import id.signet.app.operate.Backup;
import id.signet.crypto.key.MasterKey;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the running service does for the operator's commands. Where PostgreSQL is used they need no help. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = SettingsReader.DATABASE_URL, havingValue = "", matchIfMissing = true)
public class OperatorConfiguration {

    @Bean(destroyMethod = "close")
    BackupDoor backupDoor(Settings settings, DataSource dataSource, JdbcDurableCommit durable,
            MasterKey master, Clock clock) {
        return new BackupDoor(settings.dataDirectory(),
                new Backup(dataSource, durable::force, master.sealer(OfflineStore.BACKUP)), clock);
    }
}
