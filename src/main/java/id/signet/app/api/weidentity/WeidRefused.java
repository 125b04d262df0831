package id.signet.app.api.weidentity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Ends a function with a code. */
final class WeidRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient WeidCode code;
    private final transient String detail;
    private final transient @Nullable JsonNode respBody;

    WeidRefused(WeidCode code, String detail, @Nullable JsonNode respBody) {
        super(code + ": " + detail, null, false, false);
        this.code = code;
        this.detail = detail;
        this.respBody = respBody;
    }

    WeidCode code() {
        return code;
    }

    String detail() {
        return detail;
    }

    /** What is answered all the same: some functions tell part of their result, or false. */
    Optional<JsonNode> respBody() {
        return Optional.ofNullable(respBody);
    }

    WeidRefused with(JsonNode body) {
        return new WeidRefused(code, detail, body);
    }
}
