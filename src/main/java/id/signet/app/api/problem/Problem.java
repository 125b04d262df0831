package id.signet.app.api.problem;

import id.signet.crypto.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * One RFC 9457 problem on its way out.
 *
 * @param slug the end of {@code type}; a refusal of the domain brings its own code
 * @param detail one plain sentence about this occurrence, safe to show
 * @param headers response headers that belong to the problem, such as {@code Retry-After}
 */
public record Problem(ProblemType kind, String slug, String detail, Map<String, String> headers) {

    public static final String MEDIA_TYPE = "application/problem+json";
    public static final String TYPE_PREFIX = "urn:signet:problem:";

    public Problem {
        headers = Map.copyOf(headers);
    }

    public static Problem of(ProblemType kind, String detail) {
        return new Problem(kind, kind.slug(), detail, Map.of());
    }

    public static Problem of(ProblemType kind) {
        return of(kind, kind.title() + ".");
    }

    public Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(kind, slug, detail, more);
    }

    public Problem withDetail(String newDetail) {
        return new Problem(kind, slug, newDetail, headers);
    }

    public ProblemException asException() {
        return new ProblemException(this);
    }

    /** @param instance the URI under which this occurrence is logged */
    public ObjectNode json(String instance) {
        ObjectNode json = Json.object();
        json.put("type", TYPE_PREFIX + slug);
        json.put("title", kind.title());
        json.put("status", kind.status());
        json.put("detail", detail);
        json.put("instance", instance);
        if (!kind.hint().isEmpty()) {
            json.put("hint", kind.hint());
        }
        return json;
    }

    public byte[] bytes(String instance) {
        return json(instance).toString().getBytes(StandardCharsets.UTF_8);
    }
}
