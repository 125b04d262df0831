package id.signet.app.config;

import id.signet.app.config.Settings.MasterKeySource;
import id.signet.crypto.key.AcceptedKeyTypes;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.MasterKey;
import id.signet.crypto.key.SoftwareKeyRing;
import id.signet.crypto.key.jdbc.JdbcWrappedKeys;
import id.signet.ledger.DurableCommit;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Time, the master key, and the ring of keys it wraps. */
@Configuration(proxyBeanMethods = false)
public class CryptoConfiguration {

    @Bean
    Clock clock() {
        return new SteadyClock(Clock.systemUTC(), System::nanoTime);
    }

    @Bean
    AcceptedKeyTypes acceptedKeyTypes(Settings settings) {
        return settings.keyTypes();
    }

    @Bean
    MasterKey masterKey(Settings settings) {
        return switch (settings.masterKey()) {
            case MasterKeySource.InFile file -> MasterKey.fromFile(file.file());
            case MasterKeySource.AsText text -> MasterKey.fromText(text.text());
        };
    }

    @Bean
    KeyRing keyRing(JdbcClient jdbc, MasterKey master, DurableCommit durable, Clock clock) {
        return new ForcedKeyRing(new SoftwareKeyRing(new JdbcWrappedKeys(jdbc), master, clock), durable);
    }
}
