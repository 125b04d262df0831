package id.signet.registry.net;

import id.signet.crypto.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * The only client for addresses that somebody else chose, and for questions to a service that the operator chose. A name is resolved once; if any of its addresses is not one of a
 * host on the Internet, nothing is sent; the connection goes to those very addresses, with the name in TLS. No redirects, no
 * cookies, no compression, no proxy from the environment, one deadline for everything.
 */
public final class OutboundHttp implements Web, Inquiry, AutoCloseable {

    /** So many questions may wait for strangers at once; no other thread ever does. */
    private static final int AT_ONCE = 16;
    private static final int AT_ONCE_PER_HOST = 4;
    private static final Timeout CONNECT = Timeout.ofSeconds(2);
    private static final int OK = 200;
    private static final Set<Integer> NOTHING_THERE = Set.of(404, 410);
    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[\\s,])max-age=(\\d{1,9})(?:$|[\\s,])");
    private static final Pattern NOT_KEPT = Pattern.compile("(?:^|[\\s,])no-(?:store|cache)(?:$|[\\s,])");

    private final OutboundRules rules;
    private final Names names;
    private final Clock clock;
    private final CloseableHttpClient client;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, AT_ONCE, 30, TimeUnit.SECONDS,
            new SynchronousQueue<>(), Thread.ofPlatform().name("outbound-", 0).daemon().factory());

    public OutboundHttp(OutboundRules rules, Names names, Clock clock) {
        this.rules = rules;
        this.names = names;
        this.clock = clock;
        Timeout silence = Timeout.of(rules.total());
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Vetted())
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(rules.trust()))
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom().setConnectTimeout(CONNECT).setSocketTimeout(silence).build())
                        .setMaxConnTotal(AT_ONCE)
                        .setMaxConnPerRoute(AT_ONCE_PER_HOST)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Signet")
                .build();
    }

    @Override
    public Fetched get(HttpsAddress address, Set<String> mediaTypes) {
        if (!rules.ports().contains(address.port())) {
            return new Fetched.Forbidden("port " + address.port() + " is not asked");
        }
        return ask(new HttpGet(address.toString()), mediaTypes);
    }

    /** The port is not judged, since the operator chose it. */
    @Override
    public Fetched ask(ServiceAddress address, Bytes question, String mediaType, String answerType) {
        HttpPost request = new HttpPost(address.toString());
        request.setEntity(new ByteArrayEntity(question.toArray(), ContentType.create(mediaType)));
        return ask(request, Set.of(answerType));
    }

    private Fetched ask(HttpUriRequestBase request, Set<String> mediaTypes) {
        request.setHeader("Accept", String.join(", ", mediaTypes.stream().sorted().toList()));
        request.setHeader("Accept-Encoding", "identity");
        Future<Fetched> answer;
        try {
            answer = threads.submit(() -> client.execute(request, response -> read(response, mediaTypes)));
        } catch (RejectedExecutionException e) {
            return new Fetched.Busy();
        }
        try {
            return answer.get(rules.total().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            request.cancel();
            answer.cancel(true);
            return new Fetched.Unreachable("the host took longer than " + rules.total().toSeconds() + " s");
        } catch (ExecutionException e) {
            return failed(Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            request.cancel();
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Fetched.Unreachable("the question was called off");
        }
    }

    private static Fetched failed(Throwable cause) {
        return switch (cause) {
            case NotGlobal forbidden -> new Fetched.Forbidden("the host's address is not one on the Internet");
            case UnknownHostException unknown -> new Fetched.Unreachable("the host's name is not known");
            case SSLException tls -> new Fetched.Unreachable("the host does not prove its name by TLS");
            case IOException io -> new Fetched.Unreachable("the host does not answer as HTTP asks");
            default -> throw new IllegalStateException("asking a host failed", cause);
        };
    }

    private Fetched read(ClassicHttpResponse response, Set<String> mediaTypes) throws IOException {
        int status = response.getCode();
        if (NOTHING_THERE.contains(status)) {
            return new Fetched.Absent();
        }
        if (status != OK) {
            return new Fetched.Unreachable("the host answered " + status
                    + (status >= 300 && status < 400 ? ", and redirects are not followed" : ""));
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Fetched.Unreachable("the answer is empty");
        }
        String type = entity.getContentType() == null ? "" : entity.getContentType();
        String mediaType = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!mediaTypes.contains(mediaType)) {
            return new Fetched.Unreachable("the answer's media type is none of " + String.join(", ",
                    mediaTypes.stream().sorted().toList()));
        }
        String encoding = entity.getContentEncoding();
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return new Fetched.Unreachable("the answer is compressed though it must not be");
        }
        return entity.getContentLength() > rules.maxBytes() ? tooLong() : body(entity, mediaType, maxAge(response));
    }

    private Fetched body(HttpEntity entity, String mediaType, long maxAge) throws IOException {
        try (InputStream in = entity.getContent()) {
            byte[] bytes = in.readNBytes(rules.maxBytes() + 1);
            return bytes.length > rules.maxBytes()
                    ? tooLong()
                    : new Fetched.Found(Bytes.of(bytes), mediaType, clock.instant(), maxAge);
        }
    }

    private Fetched tooLong() {
        return new Fetched.Unreachable("the answer is longer than " + rules.maxBytes() + " bytes");
    }

    private static long maxAge(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Cache-Control");
        if (header == null) {
            return -1;
        }
        String value = header.getValue().toLowerCase(Locale.ROOT);
        Matcher age = MAX_AGE.matcher(value);
        return NOT_KEPT.matcher(value).find() ? 0 : age.find() ? Long.parseLong(age.group(1)) : -1;
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        client.close();
    }

    /** Looked up where the connection is made, so that what was judged is what is connected to. */
    private final class Vetted implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            List<InetAddress> addresses = names.addresses(host);
            if (addresses.isEmpty()) {
                throw new UnknownHostException(host);
            }
            if (!addresses.stream().allMatch(rules::reaches)) {
                throw new NotGlobal(host);
            }
            return addresses.toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static final class NotGlobal extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        NotGlobal(String host) {
            super(host);
        }
    }
}
