package id.signet.app.browser;

import id.signet.crypto.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A headless Chromium, driven over the W3C WebDriver protocol by nothing but the JDK. Where there is no {@code chromedriver}
 * the test is skipped, unless {@code -Drequire.browser=true}.
 */
final class Browser implements AutoCloseable {

    private static final Path DRIVER = Path.of(System.getProperty("chromedriver", "/usr/bin/chromedriver"));
    private static final Pattern STARTED = Pattern.compile("successfully on port (\\d+)");
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final String session;

    private Browser(Process driver, String session) {
        this.driver = driver;
        this.session = session;
    }

    static Browser open(String languages, int width, int height) throws IOException {
        if (!Boolean.getBoolean("require.browser")) {
            Assumptions.assumeTrue(Files.isExecutable(DRIVER), "there is no chromedriver");
        }
        Process driver = new ProcessBuilder(DRIVER.toString(), "--port=0").redirectErrorStream(true).start();
        BufferedReader lines = driver.inputReader();
        String port = "";
        while (port.isEmpty()) {
            Matcher started = STARTED.matcher(String.valueOf(lines.readLine()));
            port = started.find() ? started.group(1) : "";
        }
        Browser starting = new Browser(driver, "http://127.0.0.1:" + port + "/session");
        ObjectNode capabilities = Json.object();
        ObjectNode always = capabilities.putObject("capabilities").putObject("alwaysMatch");
        always.putObject("goog:loggingPrefs").put("browser", "ALL");
        ObjectNode options = always.putObject("goog:chromeOptions");
        options.putObject("prefs").put("intl.accept_languages", languages);
        options.set("args", Json.array(List.of("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--window-size=" + width + "," + height)));
        String id = starting.send("POST", "", capabilities).get("sessionId").stringValue();
        return new Browser(driver, starting.session + "/" + id);
    }

    void go(String address) throws IOException {
        send("POST", "/url", Json.object().put("url", address));
    }

    String address() throws IOException {
        return send("GET", "/url", null).stringValue();
    }

    /** The text of an element as it is seen. */
    String text(String css) throws IOException {
        return send("GET", "/element/" + element(css) + "/text", null).stringValue();
    }

    void type(String css, String keys) throws IOException {
        send("POST", "/element/" + element(css) + "/value", Json.object().put("text", keys));
    }

    void click(String css) throws IOException {
        send("POST", "/element/" + element(css) + "/click", Json.object());
    }

    /** Presses a key, wherever the focus is. */
    void press(String key) throws IOException {
        ObjectNode body = Json.object();
        ObjectNode keyboard = body.putArray("actions").addObject().put("type", "key").put("id", "keyboard");
        ArrayNode actions = keyboard.putArray("actions");
        actions.addObject().put("type", "keyDown").put("value", key);
        actions.addObject().put("type", "keyUp").put("value", key);
        send("POST", "/actions", body);
    }

    /** Runs a function body in the page; with {@code await}, until its promise is kept. */
    JsonNode run(String script) throws IOException {
        String promised = "const done = arguments[arguments.length - 1];"
                + "(async () => { " + script + " })().then(done, (e) => done('FAILED ' + e));";
        ObjectNode body = Json.object().put("script", promised);
        body.putArray("args");
        return send("POST", "/execute/async", body);
    }

    /** What the browser complained of since it was asked last: faults of scripts, and what the policy forbade. */
    List<String> complaints() throws IOException {
        ArrayNode log = (ArrayNode) send("POST", "/se/log", Json.object().put("type", "browser"));
        return log.valueStream().map(line -> line.get("message").stringValue()).toList();
    }

    void picture(Path file) throws IOException {
        Files.write(file, Base64.getDecoder().decode(send("GET", "/screenshot", null).stringValue()));
    }

    static void waitUntil(BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come");
            }
            Thread.sleep(50);
        }
    }

    private String element(String css) throws IOException {
        return send("POST", "/element", Json.object().put("using", "css selector").put("value", css)).get(ELEMENT)
                .stringValue();
    }

    private JsonNode send(String method, String path, @Nullable ObjectNode body)
            throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(session + path))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(method + " " + path + ": " + answer.body());
            }
            return JsonMapper.shared().readTree(answer.body()).get("value");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            send("DELETE", "", null);
        } finally {
            driver.destroy();
            http.close();
        }
    }
}
