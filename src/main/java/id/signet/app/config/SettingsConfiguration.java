package id.signet.app.config;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Reads the settings once; everything else gets them from here. */
@Configuration(proxyBeanMethods = false)
public class SettingsConfiguration {

    static final String SANDBOX = "sandbox";
    static final String FOLLOWER = "follower";

    /** Who writes the log. */
    static final String ORIGIN = "!" + FOLLOWER;

    private static final Logger LOG = LoggerFactory.getLogger(SettingsConfiguration.class);

    @Bean
    Settings settings(Environment environment) {
        Settings settings = read(environment);
        if (settings.sandbox()) {
            LOG.warn("""


                     ┌──────────────────────────────────────────────────────────────────────┐
                     │  SANDBOX: a place to try things in. Its papers mean nothing, its log  │
                     │  is thrown away, and it answers this machine only.                    │
                     └──────────────────────────────────────────────────────────────────────┘
                     public URL   {}
                     log          {}
                     data         {}
                     """, settings.names().publicUrl(), settings.names().origin(), settings.dataDirectory());
        }
        return settings;
    }

    static Settings read(Environment environment) {
        SettingsReader reader = new SettingsReader(
                name -> Optional.ofNullable(environment.getProperty(name))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty()),
                key -> LOG.warn(
                        """


                        The admin key of this sandbox, shown this once and kept in admin.key of the data directory:

                            {}
                        """, key));
        if (environment.acceptsProfiles(Profiles.of(SuitesConfiguration.PRESENT + " & !" + SANDBOX))) {
            throw new ConfigurationRefused("The profile " + SuitesConfiguration.PRESENT
                    + " signs what test suites ask for: it is for the sandbox alone.");
        }
        if (environment.acceptsProfiles(Profiles.of(FOLLOWER))) {
            return reader.follower();
        }
        return environment.acceptsProfiles(Profiles.of(SANDBOX)) ? reader.sandbox() : reader.production();
    }
}
