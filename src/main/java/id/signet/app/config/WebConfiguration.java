package id.signet.app.config;

import id.signet.app.access.AccessInterceptor;
import id.signet.app.access.FollowersView;
import id.signet.app.access.KnownCallerArgument;
import id.signet.app.api.problem.ContainerErrorValve;
import id.signet.app.api.wire.HashedBodyReader;
import id.signet.app.works.KeptWorks;
import id.signet.app.api.wire.JsonBodyReader;
import id.signet.app.api.wire.QueryInterceptor;
import id.signet.app.api.wire.RawBodyReader;
import id.signet.app.api.wire.StrictRequestFilter;
import id.signet.app.api.wire.UnreadBodyValve;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The HTTP edge: container limits, the strict filter, access, arguments. */
@Configuration(proxyBeanMethods = false)
public class WebConfiguration implements WebMvcConfigurer {

    /** Above our own limits, so that a request over them still gets a problem as its answer. */
    private static final int CONTAINER_HEADER_BYTES = 160 * 1024;
    private static final int CONTAINER_HEADERS = 10_000;

    private final AccessInterceptor access;
    private final Optional<FollowersView> view;
    private final KeptWorks works;

    public WebConfiguration(AccessInterceptor access, Optional<FollowersView> view, KeptWorks works) {
        this.access = access;
        this.view = view;
        this.works = works;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        view.ifPresent(follower -> registry.addInterceptor(follower).order(-1));
        registry.addInterceptor(access).order(0);
        registry.addInterceptor(new QueryInterceptor()).order(1);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new JsonBodyReader());
        resolvers.add(new RawBodyReader());
        resolvers.add(new HashedBodyReader(works));
        resolvers.add(new KnownCallerArgument());
    }

    @Bean
    static FilterRegistrationBean<StrictRequestFilter> strictRequestFilter(Settings settings) {
        var registration = new FilterRegistrationBean<>(
                new StrictRequestFilter(settings.names().publicUrl().isHttps()));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat() {
        return factory -> {
            factory.addConnectorCustomizers(connector -> {
                // Whole DIDs stand in paths; the filter refuses encoded slashes everywhere else.
                connector.setEncodedSolidusHandling("passthrough");
                connector.setAllowTrace(true);
                connector.setMaxParameterCount(100);
                connector.setProperty("maxHttpRequestHeaderSize", Integer.toString(CONTAINER_HEADER_BYTES));
                connector.setProperty("maxHeaderCount", Integer.toString(CONTAINER_HEADERS));
                connector.setProperty("maxSwallowSize", Integer.toString(64 * 1024));
            });
            factory.addEngineValves(new UnreadBodyValve());
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ContainerErrorValve.class.getName());
                }
            });
        };
    }
}
