package id.signet.edge;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.access.ApiKeys;
import id.signet.app.access.Role;
import id.signet.app.api.wire.RawHttp;
import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** What the HTTP edge lets through, over a real socket. */
class StrictDoorTest {

    private static final String JSON = "Content-Type: application/json";
    private static final String ADMIN = "Authorization: Bearer " + EchoDoor.ADMIN_KEY;

    private static final Caller OPERATOR = Caller.of(EchoDoor.HOME, "test", "request");

    private static ConfigurableApplicationContext service;
    private static RawHttp http;

    @BeforeAll
    static void start() {
        service = SpringApplication.run(EchoDoor.class, "--server.port=0", "--spring.main.banner-mode=off",
                "--spring.threads.virtual.enabled=true", "--server.tomcat.connection-timeout=8s",
                "--spring.web.resources.add-mappings=false");
        var server = ((ServletWebServerApplicationContext) service).getWebServer();
        http = new RawHttp(server == null ? 0 : server.getPort());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aGoodRequestIsAnswered() throws IOException {
        Answer answer = post("{\"name\":\"Ada\"}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("name").stringValue()).isEqualTo("Ada");
    }

    @Test
    void aCharsetOfUtf8IsTheOneParameterAllowed() throws IOException {
        assertThat(http.post("/echo", utf8("{}"), "Content-Type: application/json; charset=UTF-8").status())
                .isEqualTo(200);
        assertThat(http.post("/echo", utf8("{}"), "Content-Type: application/json; charset=latin1").status())
                .isEqualTo(415);
    }

    @Test
    void H01_aBodyOverOneMebibyteIsTooLargeAndTheConnectionClosed() throws IOException {
        byte[] large = new byte[(1 << 20) + 1];
        Arrays.fill(large, (byte) ' ');
        problem(http.post("/echo", large, JSON), 413, "too-large", true);
        problem(http.send("POST /echo", JSON, "Content-Length: 1073741824"), 413, "too-large", true);
    }

    @Test
    void H01_aChunkedBodyWithoutEndIsCutAtOneMebibyte() throws IOException {
        byte[] chunk = new byte[64 * 1024];
        Arrays.fill(chunk, (byte) ' ');
        List<byte[]> parts = new ArrayList<>();
        parts.add(("POST /echo HTTP/1.1\r\nHost: localhost\r\n" + JSON + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 17; i++) {
            parts.add("10000\r\n".getBytes(StandardCharsets.US_ASCII));
            parts.add(chunk);
            parts.add("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        problem(http.exchange(parts.toArray(byte[][]::new)), 413, "too-large", true);
    }

    private static final Duration SOON = Duration.ofSeconds(5);

    private static String head(String more) {
        return "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + JSON + "\r\n" + more + "\r\n\r\n";
    }

    /** The peer of these tests waits far longer than the close may take; a read timeout fails them. */
    private static void closedSoon(String head, RawHttp.Body body, int status, String slug) throws IOException {
        problem(http.exchange(head, body, SOON), status, slug, true);
    }

    @Test
    void H01_anAnnouncedGigabyteOfWhichNothingComesIsClosedAtOnce() throws IOException {
        closedSoon(head("Content-Length: 1073741824"), out -> Thread.sleep(SOON), 413, "too-large");
    }

    @Test
    void H01_anAnnouncedGigabyteThatKeepsDrippingIsClosedAtOnce() throws IOException {
        closedSoon(head("Content-Length: 1073741824"), out -> {
            while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(50);
            }
        }, 413, "too-large");
    }

    @Test
    void H01_aBodyThatIsPouredInWithoutEndIsCutAndItsSenderStillSeesTheAnswer() throws IOException {
        byte[] piece = new byte[64 * 1024];
        Arrays.fill(piece, (byte) ' ');
        closedSoon(head("Content-Length: 10485760"), out -> {
            for (int i = 0; i < 160; i++) {
                out.write(piece);
                Thread.sleep(5);
            }
        }, 413, "too-large");
        AtomicLong sent = new AtomicLong();
        closedSoon(head("Transfer-Encoding: chunked"), out -> {
            while (true) {
                out.write("10000\r\n".getBytes(StandardCharsets.US_ASCII));
                out.write(piece);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                sent.addAndGet(piece.length);
                Thread.sleep(10);
            }
        }, 413, "too-large");
        assertThat(sent).as("bytes the peer could get rid of").hasValueLessThan(16 << 20);
    }

    @Test
    void aBodyThatStopsComingIsTooSlow() throws IOException {
        problem(http.exchange(head("Content-Length: 100"), out -> {
            out.write('{');
            out.flush();
        }, Duration.ofSeconds(20)), 408, "too-slow", true);
    }

    @Test
    void aBodyOfExactlyOneMebibyteIsRead() throws IOException {
        byte[] full = new byte[1 << 20];
        Arrays.fill(full, (byte) ' ');
        full[0] = '{';
        full[1] = '}';
        assertThat(http.post("/echo", full, JSON).status()).isEqualTo(200);
    }

    @Test
    void H02_jsonTooDeepTooWideOrTooLongIsMalformed() throws IOException {
        problem(post("{\"nested\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"), 400, "malformed", false);
        problem(post("{\"nested\":{" + String.join(",", Collections.nCopies(130_000, "\"a\":1")) + "}}"), 400,
                "malformed", false);
        problem(post("{\"nested\":" + "1".repeat(900_000) + "}"), 400, "malformed", false);
        problem(post("{\"nested\":\"" + "a".repeat(900_000) + "\"}"), 400, "malformed", false);
    }

    @Test
    void H05_tooManyHeadersAreRefused() throws IOException {
        String[] many = new String[5_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = "X-" + i + ": a";
        }
        problem(http.send("GET /echo/a", many), 431, "headers-too-large", false);
    }

    @Test
    void H05_aHeaderOf64KilobytesIsRefused() throws IOException {
        problem(http.send("GET /echo/a", "X-Long: " + "a".repeat(64 * 1024)), 431, "headers-too-large", false);
    }

    @Test
    void H05_anAddressOf64KilobytesIsRefused() throws IOException {
        problem(http.send("GET /echo/" + "a".repeat(64 * 1024)), 414, "uri-too-long", false);
        problem(http.send("GET /echo/a?loud=" + "a".repeat(64 * 1024)), 414, "uri-too-long", false);
    }

    @Test
    void H06_bytesThatAreNotPlainUtf8AreMalformed() throws IOException {
        byte[][] bodies = {{'{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xff, '"', '}'},
            {'{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xc0, (byte) 0x80, '"', '}'},
            "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_16),
            "\ufeff{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_8),
            utf8("{\"name\":\"\\ud800\"}"), utf8("{\"name\":\"\\u0000\"}")};
        for (byte[] body : bodies) {
            problem(http.post("/echo", body, JSON), 400, "malformed", false);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"a\",\"name\":\"b\"}", "{\"name\":\"a\"} x", "{\"name\":\"a\"}{}",
        "{/* c */\"name\":\"a\"}", "{'name':'a'}",
        "{\"nested\":NaN}", "", "[]", "\"text\"", "null"})
    void H07_textThatIsNotStrictJsonIsMalformed(String body) throws IOException {
        problem(post(body), 400, "malformed", false);
    }

    @Test
    void H08_aWrongMissingOrDoubledContentTypeIsUnsupported() throws IOException {
        byte[] body = utf8("{}");
        problem(http.post("/echo", body), 415, "unsupported-media", false);
        problem(http.post("/echo", body, "Content-Type: text/plain"), 415, "unsupported-media", false);
        problem(http.post("/echo", body, JSON, JSON), 415, "unsupported-media", false);
        problem(http.post("/echo", body, "Content-Type: application/json, text/plain"), 415, "unsupported-media",
                false);
        problem(http.post("/echo", utf8("name=Ada"), "Content-Type: application/x-www-form-urlencoded"), 415,
                "unsupported-media", false);
        problem(http.post("/echo", body, "Content-Type: multipart/form-data; boundary=x"), 415, "unsupported-media",
                false);
        problem(http.post("/echo", body, JSON, "Content-Encoding: gzip"), 415, "unsupported-media", true);
    }

    @Test
    void H10_lineBreaksNeverReachAHeader() throws IOException {
        for (String path : List.of("/echo/a%0d%0aSet-Cookie:x=1", "/echo/a?loud=%0D%0Ax", "/echo/a%00")) {
            Answer answer = http.send("GET " + path);
            problem(answer, 400, "malformed", false);
            assertThat(answer.headers()).doesNotContainKey("set-cookie");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/says/%2e%2e/issuers-only", "/echo/..;/issuers-only", "//issuers-only",
        "/issuers-only;x=1", "/echo%2fa", "/echo/%5ca", "/echo/../issuers-only",
        "/echo/./a", "/echo/a/", "/echo/%zz", "/echo/%252e"})
    void H11_aPathThatIsNotWhatItSaysIsRefused(String path) throws IOException {
        Answer answer = http.send("GET " + path, ADMIN);
        assertThat(answer.status()).as(path).isIn(400, 404);
        problem(answer, answer.status(), answer.status() == 404 ? "not-found" : "malformed", false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "PUT", "PATCH", "OPTIONS", "CONNECT", "BREW", "get"})
    void H12_aMethodThatIsNotOursIsNotAllowed(String method) throws IOException {
        problem(http.send(method + " /echo/a"), 405, "method-not-allowed", false);
    }

    @Test
    void H12_aMethodIsNeverOverriddenByAHeader() throws IOException {
        problem(http.post("/echo", utf8("{}"), JSON, "X-HTTP-Method-Override: DELETE"), 405, "method-not-allowed",
                true);
    }

    @Test
    void aMethodThatDoesNotApplyHereSaysWhichDo() throws IOException {
        Answer answer = http.send("DELETE /echo/a");
        problem(answer, 405, "method-not-allowed", false);
        assertThat(answer.header("Allow")).contains("GET");
    }

    @Test
    void H16_noKeyAWrongKeyOrAKeyInTheAddressIsUnauthenticated() throws IOException {
        byte[] body = utf8("{}");
        Answer none = http.post("/issuers-only", body, JSON);
        problem(none, 401, "unauthenticated", false);
        assertThat(none.header("WWW-Authenticate")).startsWith("Bearer");
        for (String wrong : List.of("Bearer nonsense", "Bearer", "Basic YTpi", "Bearer " + EchoDoor.ADMIN_KEY + "0",
                "Bearer " + ApiKeys.generate())) {
            Answer answer = http.post("/issuers-only", body, JSON, "Authorization: " + wrong);
            problem(answer, 401, "unauthenticated", false);
            assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
        }
        Answer inQuery = http.post("/issuers-only?access_token=" + EchoDoor.ADMIN_KEY, body, JSON);
        problem(inQuery, 401, "unauthenticated", true);
        assertThat(inQuery.header("WWW-Authenticate")).contains("invalid_request");
        problem(http.post("/issuers-only", body, JSON, ADMIN, ADMIN), 401, "unauthenticated", false);
    }

    @Test
    void aWrongKeyIsRefusedEvenWhereNoneIsNeeded() throws IOException {
        problem(http.send("GET /echo/a", "Authorization: Bearer nonsense"), 401, "unauthenticated", false);
    }

    @Test
    void aKeyOpensWhatItsRolesCover() throws IOException {
        ApiKeys keys = service.getBean(ApiKeys.class);
        TenantId guest = new TenantId("guest");
        String issuer = "Authorization: Bearer " + keys.create(OPERATOR, guest, "i", Set.of(Role.ISSUER)).text();
        String auditor = "Authorization: Bearer " + keys.create(OPERATOR, guest, "a", Set.of(Role.AUDITOR)).text();
        String admin = "Authorization: Bearer " + keys.create(OPERATOR, guest, "m", Set.of(Role.ADMIN)).text();

        Answer answer = http.post("/issuers-only", utf8("{}"), JSON, issuer);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("tenant").stringValue()).isEqualTo("guest");
        problem(http.post("/issuers-only", utf8("{}"), JSON, auditor), 403, "forbidden", false);
        problem(http.send("GET /operator-only", admin), 403, "forbidden", false);
        assertThat(http.send("GET /operator-only", ADMIN).status()).isEqualTo(200);
    }

    @Test
    void aWithdrawnKeyOpensNothing() throws IOException {
        ApiKeys keys = service.getBean(ApiKeys.class);
        ApiKeys.Created created = keys.create(OPERATOR, new TenantId("guest"), "short", Set.of(Role.ISSUER));
        assertThat(keys.withdraw(OPERATOR, EchoDoor.HOME, created.key().id())).isFalse();
        assertThat(keys.withdraw(OPERATOR, new TenantId("guest"), created.key().id())).isTrue();
        problem(http.post("/issuers-only", utf8("{}"), JSON, "Authorization: Bearer " + created.text()), 401,
                "unauthenticated", false);
    }

    @Test
    void anOperationWithoutARuleIsClosedToAll() throws IOException {
        problem(http.send("GET /says-nothing", ADMIN), 403, "forbidden", false);
    }

    @Test
    void callersWithoutAKeyShareALimitPerAddressThatComesBeforeTheBody() throws IOException {
        for (int i = 0; i < 5; i++) {
            assertThat(http.post("/limited", utf8("{}"), JSON).status()).isEqualTo(200);
        }
        Answer answer = http.post("/limited", utf8("not json at all"), JSON);
        problem(answer, 429, "too-many-requests", false);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(http.post("/limited", utf8("{}"), JSON, ADMIN).status()).isEqualTo(200);
    }

    @Test
    void H19_aMemberTheOperationDoesNotKnowIsRefusedByName() throws IOException {
        for (String name : List.of("tenantId", "status", "id", "roles")) {
            Answer answer = post("{\"name\":\"Ada\",\"" + name + "\":\"x\"}");
            problem(answer, 400, "unknown-member", false);
            assertThat(answer.json().get("detail").stringValue()).contains("'" + name + "'");
        }
    }

    @Test
    void H20_aQueryParameterThatIsUnknownOrDoubledIsRefused() throws IOException {
        problem(http.send("GET /echo/a?limit=1000000000"), 400, "unknown-member", false);
        problem(http.send("GET /echo/a?loud=1&loud=2"), 400, "malformed", false);
        assertThat(http.send("GET /echo/a?loud=1").status()).isEqualTo(200);
    }

    @Test
    void aNullIsNotAnAbsentMember() throws IOException {
        problem(post("{\"name\":null}"), 400, "malformed", false);
    }

    @Test
    void H21_aFaultTellsNothingOfItsCause() throws IOException {
        Answer answer = http.send("GET /fault");
        problem(answer, 500, "internal", false);
        assertThat(answer.body()).doesNotContain("SELECT", "Exception", "java", "secret");
        assertThat(answer.json().get("instance").stringValue()).isEqualTo("urn:uuid:" + answer.header("X-Request-Id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/unavailable", "/unreadable", "/unpublished"})
    void whatIsNotToBeHadNowSaysWhenToComeBack(String path) throws IOException {
        Answer answer = http.send("GET " + path);
        problem(answer, 503, "unavailable", false);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.body()).doesNotContain("secret", "disk");
    }

    @Test
    void R5_onAFullDiskWritesAreRefusedAndReadsGoOn() throws IOException {
        EchoDoor.FREE.set((64L << 20) - 1);
        try {
            Answer refused = http.post("/issuers-only", utf8("{}"), JSON, ADMIN);
            problem(refused, 507, "storage-full", false);
            assertThat(refused.header("Retry-After")).isEqualTo("10");
            problem(http.post("/issuers-only", utf8("{}"), JSON), 401, "unauthenticated", false);
            assertThat(http.send("GET /operator-only", ADMIN).status()).isEqualTo(200);
            assertThat(post("{}").status()).as("an open operation, such as verification").isEqualTo(200);
        } finally {
            EchoDoor.FREE.set(64L << 20);
        }
        assertThat(http.post("/issuers-only", utf8("{}"), JSON, ADMIN).status()).isEqualTo(200);
    }

    @Test
    void R5_aDiskThatIsFullInTheMiddleOfAWriteIsToldWithoutItsPath() throws IOException {
        Answer answer = http.send("GET /full");
        problem(answer, 507, "storage-full", false);
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void H22_everyAnswerCarriesTheSecurityHeaders() throws IOException {
        List<Answer> answers = List.of(http.send("GET /echo/a"), http.send("HEAD /echo/a"), post("{}"),
                http.send("GET /nowhere"), http.send("TRACE /echo/a"),
                http.send("GET /fault"), http.send("GET /%2e%2e/x"), http.post("/issuers-only", utf8("{}"), JSON),
                http.send("HEAD /nowhere"));
        for (Answer answer : answers) {
            assertThat(answer.headers()).as("%s", answer)
                    .containsEntry("x-content-type-options", "nosniff")
                    .containsEntry("x-frame-options", "DENY")
                    .containsEntry("referrer-policy", "no-referrer")
                    .containsEntry("cache-control", "no-store")
                    .containsEntry("cross-origin-resource-policy", "same-origin")
                    .containsKeys("x-request-id", "permissions-policy")
                    .doesNotContainKeys("server", "x-powered-by");
            assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'",
                    "frame-ancestors 'none'");
        }
    }

    @Test
    void aGarbledRequestLineGetsNoPageOfTheContainer() throws IOException {
        Answer answer = http.exchange("NONSENSE\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("<html", "Tomcat");
    }

    @Test
    void aBodyOnARequestThatHasNoneIsRefused() throws IOException {
        problem(http.send("GET /echo/a", JSON, "Content-Length: 2", "", "{}"), 400, "malformed", true);
    }

    private static Answer post(String body) throws IOException {
        return http.post("/echo", utf8(body), JSON);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A problem of RFC 9457 with our stable type, on a connection that stays open unless the body was not read. */
    private static void problem(Answer answer, int status, String slug, boolean closed) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:" + slug);
        assertThat(answer.json().get("status").intValue()).isEqualTo(status);
        assertThat(answer.json().get("title").stringValue()).isNotBlank();
        assertThat(answer.json().get("detail").stringValue()).isNotBlank();
        assertThat(answer.json().get("instance").stringValue()).startsWith("urn:uuid:");
        if (closed) {
            assertThat(answer.closed()).as("connection closed").isTrue();
        }
    }
}
