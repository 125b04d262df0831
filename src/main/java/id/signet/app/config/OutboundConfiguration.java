package id.signet.app.config;

import id.signet.registry.net.CarefulWeb;
import id.signet.registry.net.Fetched;
import id.signet.registry.net.HttpsAddress;
import id.signet.registry.net.Names;
import id.signet.registry.net.OutboundHttp;
import id.signet.registry.net.Web;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** How documents of others are read. */
@Configuration(proxyBeanMethods = false)
public class OutboundConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Names names() {
        return Names.OF_THIS_MACHINE;
    }

    @Bean(destroyMethod = "close")
    OutboundWeb web(Environment environment, Names names, Clock clock) {
        OutboundSettings settings = new OutboundSettings(name -> Optional.ofNullable(environment.getProperty(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty()));
        if (!settings.allowed()) {
            return new OutboundWeb((address, mediaTypes) -> new Fetched.Forbidden(
                    "this service does not ask other hosts"), Optional.empty());
        }
        OutboundHttp http = new OutboundHttp(settings.rules(), names, clock);
        return new OutboundWeb(new CarefulWeb(http, clock), Optional.of(http));
    }

    /** The web, and the client behind it. */
    record OutboundWeb(Web web, Optional<OutboundHttp> http) implements Web, AutoCloseable {

        @Override
        public Fetched get(HttpsAddress address, Set<String> mediaTypes) {
            return web.get(address, mediaTypes);
        }

        @Override
        public Fetched get(HttpsAddress address, Set<String> mediaTypes, Duration oldest) {
            return web.get(address, mediaTypes, oldest);
        }

        @Override
        public void close() {
            http.ifPresent(client -> {
                try {
                    client.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
