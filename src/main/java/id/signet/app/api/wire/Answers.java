package id.signet.app.api.wire;

import id.signet.app.access.IdempotentPosts;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Answers as exact bytes: what a controller makes is what the wire carries. */
public final class Answers {

    private static final ObjectWriter WRITER = JsonMapper.shared().writer();

    private Answers() {}

    /** What a POST answers, now or again. */
    public static ResponseEntity<byte[]> of(IdempotentPosts.Answer answer) {
        return answer.location().isPresent()
                ? created(answer.location().get(), answer.body())
                : json(answer.status(), answer.body());
    }

    /** With the version as its entity tag. */
    public static ResponseEntity<byte[]> tagged(JsonNode body, Optional<String> version) {
        var answer = ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON);
        version.ifPresent(tag -> answer.eTag("\"" + tag + "\""));
        return answer.body(utf8(body));
    }

    public static ResponseEntity<byte[]> ok(JsonNode body) {
        return json(200, body);
    }

    public static ResponseEntity<byte[]> created(String location, JsonNode body) {
        return ResponseEntity.created(URI.create(location)).contentType(MediaType.APPLICATION_JSON).body(utf8(body));
    }

    public static ResponseEntity<byte[]> json(int status, JsonNode body) {
        return ResponseEntity.status(HttpStatusCode.valueOf(status))
                .contentType(MediaType.APPLICATION_JSON)
                .body(utf8(body));
    }

    /** A public document: readable from any origin, kept by caches for the time given. */
    public static ResponseEntity<byte[]> document(String mediaType, byte[] body, Duration maximumAge) {
        return ResponseEntity.ok()
                .headers(headers -> publicDocument(headers, "max-age=" + maximumAge.toSeconds()))
                .header(HttpHeaders.CONTENT_TYPE, mediaType)
                .body(body);
    }

    /** A public document that never changes. */
    public static ResponseEntity<byte[]> immutable(String mediaType, byte[] body) {
        return ResponseEntity.ok()
                .headers(headers -> publicDocument(headers, "max-age=31536000, immutable"))
                .header(HttpHeaders.CONTENT_TYPE, mediaType)
                .body(body);
    }

    public static byte[] utf8(JsonNode body) {
        return WRITER.writeValueAsBytes(body);
    }

    public static void publicDocument(HttpHeaders headers, String age) {
        headers.set("Access-Control-Allow-Origin", "*");
        headers.set("Cross-Origin-Resource-Policy", "cross-origin");
        headers.set(HttpHeaders.CACHE_CONTROL, "public, " + age);
    }
}
