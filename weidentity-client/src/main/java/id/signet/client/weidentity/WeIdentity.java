package id.signet.client.weidentity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A service and the key by which it knows the caller; from here come the services that the SDK has. */
public final class WeIdentity implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final String VERSION = "1.0.0";

    private final URI invoke;
    private final @Nullable String apiKey;
    private final HttpClient http;

    private WeIdentity(URI base, @Nullable String apiKey) {
        String text = base.toString();
        this.invoke = URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
                + "/weid/api/invoke");
        this.apiKey = apiKey;
        this.http = HttpClient.newBuilder().followRedirects(Redirect.NEVER).connectTimeout(CONNECT).build();
    }

    /**
     * @param base the public address of the service
     * @param apiKey of the caller's tenant
     */
    public static WeIdentity at(URI base, String apiKey) {
        return new WeIdentity(base, apiKey);
    }

    /** A service on this machine that takes calls without a key. */
    public static WeIdentity open(URI base) {
        return new WeIdentity(base, null);
    }

    public WeIdService weIdService() {
        return new WeIdService(this);
    }

    public AuthorityIssuerService authorityIssuerService() {
        return new AuthorityIssuerService(this);
    }

    public CptService cptService() {
        return new CptService(this);
    }

    public CredentialPojoService credentialPojoService() {
        return new CredentialPojoService(this);
    }

    public EvidenceService evidenceService() {
        return new EvidenceService(this);
    }

    public PolicyService policyService() {
        return new PolicyService(this);
    }

    static ObjectNode arguments() {
        return JSON.createObjectNode();
    }

    /** A call that nobody signs. */
    ResponseData<JsonNode> call(String function, ObjectNode arguments) {
        return send(function, arguments, arguments());
    }

    ResponseData<JsonNode> call(String function, ObjectNode arguments, WeIdAuthentication signer) {
        return send(function, arguments, arguments().put("invokerWeId", signer.weId()));
    }

    private ResponseData<JsonNode> send(String function, ObjectNode arguments, ObjectNode transaction) {
        ObjectNode body = JSON.createObjectNode().put("functionName", function).put("v", VERSION);
        body.set("functionArg", arguments);
        body.set("transactionArg", transaction);
        HttpRequest.Builder request = HttpRequest.newBuilder(invoke)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8));
        if (apiKey != null) {
            request.header("Authorization", "Bearer " + apiKey);
        }
        try {
            return read(http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return unreachable(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unreachable("interrupted");
        }
    }

    private static ResponseData<JsonNode> read(HttpResponse<String> answer) {
        try {
            JsonNode json = JSON.readTree(answer.body());
            if (answer.statusCode() == 200 && json.path("errorCode").isIntegralNumber()) {
                JsonNode body = json.get("respBody");
                return new ResponseData<>(body == null || body.isNull() ? null : body, json.get("errorCode").intValue(),
                        json.path("errorMessage").asString(""));
            }
            return unreachable("the service answers with status " + answer.statusCode() + ": "
                    + json.path("detail").asString(""));
        } catch (JacksonException e) {
            return unreachable("what answers there is no Signet");
        }
    }

    private static ResponseData<JsonNode> unreachable(String message) {
        return new ResponseData<>(null, ResponseData.UNREACHABLE, message);
    }

    @Override
    public void close() {
        http.close();
    }
}
