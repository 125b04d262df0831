package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** A client of the WeIdentity door, as programs that were written for WeIdentity-Rest-Service are, with an API key. */
public final class WeIdentityClient {

    private static final String API = "/weid/api/";

    private final RunningSignet signet;
    private final String[] headers;

    /** With the admin key. */
    public WeIdentityClient(RunningSignet signet) {
        this(signet, signet.bearer());
    }

    /** @param headers beside the content type */
    public WeIdentityClient(RunningSignet signet, String... headers) {
        this.signet = signet;
        this.headers = headers;
    }

    /** Any answer. */
    public Answer send(String path, String body, String... more) {
        String[] all = new String[headers.length + more.length + 1];
        System.arraycopy(headers, 0, all, 0, headers.length);
        System.arraycopy(more, 0, all, headers.length, more.length);
        all[all.length - 1] = "Content-Type: application/json";
        try {
            return signet.http().post(API + path, body.getBytes(StandardCharsets.UTF_8), all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An envelope that is understood: HTTP says 200 in any case. */
    public JsonNode call(String path, String envelope, String... more) {
        Answer answer = send(path, envelope, more);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    public JsonNode invoke(String function, String functionArg, String transactionArg) {
        return call("invoke", envelope(function, functionArg, transactionArg));
    }

    /** The code of a function's answer. */
    public int code(String function, String functionArg, String transactionArg) {
        return invoke(function, functionArg, transactionArg).get("errorCode").intValue();
    }

    public static String envelope(String function, String functionArg, String transactionArg) {
        return "{\"functionName\":\"" + function + "\",\"functionArg\":" + functionArg + ",\"transactionArg\":"
                + transactionArg + ",\"v\":\"1.0.0\"}";
    }

    /** A new DID whose key is kept here. */
    public String weid() {
        return invoke("createWeId", "{}", "{}").get("respBody").stringValue();
    }
}
