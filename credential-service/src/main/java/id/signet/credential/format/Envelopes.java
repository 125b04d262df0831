package id.signet.credential.format;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code EnvelopedVerifiableCredential} and {@code EnvelopedVerifiablePresentation}: a token, or a message in base64, in a
 * {@code data:} URL (VC Data Model 2.0 §4.12 and §4.13.1, RFC 2397). One envelope is opened; what is in it is never
 * another envelope.
 */
public final class Envelopes {

    private static final String CREDENTIAL = "EnvelopedVerifiableCredential";
    private static final String PRESENTATION = "EnvelopedVerifiablePresentation";
    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64";

    /** Media types of tokens, and those of bytes, which are in base64. */
    private record Contents(Set<String> tokens, Set<String> messages) {}

    private static final Contents CREDENTIALS = new Contents(
            Set.of("application/vc+jwt", "application/dc+sd-jwt", "application/vc+sd-jwt"),
            Set.of("application/vc+cose"));
    private static final Contents PRESENTATIONS = new Contents(Set.of("application/vp+jwt", "application/vp+sd-jwt"),
            Set.of("application/vp+cose"));

    private Envelopes() {}

    /** @throws MalformedCredential when it is neither an object nor text, or an envelope that is not well formed */
    public static Submission open(JsonNode submitted) {
        if (submitted.isString()) {
            return new Submission.Token(submitted.stringValue());
        }
        if (!(submitted instanceof ObjectNode object)) {
            throw parsing("A credential or presentation is a JSON object or a token, not another kind of JSON value.");
        }
        if (is(object, CREDENTIAL)) {
            return content(object, CREDENTIALS);
        }
        if (is(object, PRESENTATION)) {
            return content(object, PRESENTATIONS);
        }
        if (object.has("payload") && (object.has("signature") || object.has("signatures"))) {
            throw new MalformedCredential(Problem.PARSING, "json-serialization",
                    "A JWS in JSON serialization (RFC 7515 §7.2) is not read; send it in compact form.");
        }
        return new Submission.Document(object);
    }

    private static boolean is(ObjectNode object, String type) {
        return VcDocument.items(object, "type")
                .stream()
                .anyMatch(item -> item.isString() && item.stringValue().equals(type));
    }

    private static Submission content(ObjectNode envelope, Contents opened) {
        VcDocument.requireContext(envelope);
        var id = envelope.path("id");
        if (!id.isString() || !id.stringValue().startsWith(SCHEME)) {
            throw parsing("The id of an envelope is a data: URL.");
        }
        var comma = id.stringValue().indexOf(',');
        var mediaType = comma < 0 ? "" : id.stringValue().substring(SCHEME.length(), comma);
        var content = id.stringValue().substring(comma + 1);
        if (opened.tokens().contains(mediaType)) {
            return new Submission.Token(content, Optional.of(mediaType));
        }
        if (mediaType.endsWith(BASE64)) {
            var type = mediaType.substring(0, mediaType.length() - BASE64.length());
            if (opened.messages().contains(type)) {
                return new Submission.Message(base64(content), type);
            }
        }
        throw parsing("The envelope holds a media type that is not opened here, or holds it in another encoding.");
    }

    /** RFC 4648 §4, with its padding or without it; but for that some bytes have one text. */
    private static Bytes base64(String text) {
        var unpadded = text.length() % 4 == 0 && text.endsWith("=")
                ? text.substring(0, text.length() - (text.endsWith("==") ? 2 : 1))
                : text;
        if (unpadded.indexOf('-') >= 0 || unpadded.indexOf('_') >= 0) {
            throw parsing("The envelope's base64 has the alphabet of RFC 4648 section 4.");
        }
        return Bytes.of(Base64Url.decode(unpadded.replace('+', '-').replace('/', '_')));
    }

    /** An envelope around bytes, as they stand in JSON. */
    public static ObjectNode credential(String mediaType, Bytes content) {
        return envelope(CREDENTIAL, mediaType, content);
    }

    public static ObjectNode presentation(String mediaType, Bytes content) {
        return envelope(PRESENTATION, mediaType, content);
    }

    private static ObjectNode envelope(String type, String mediaType, Bytes content) {
        return Json.object()
                .put("@context", VcDocument.CONTEXT)
                .put("id", SCHEME + mediaType + BASE64 + "," + Base64.getEncoder().encodeToString(content.toArray()))
                .put("type", type);
    }

    private static MalformedCredential parsing(String message) {
        return new MalformedCredential(Problem.PARSING, "envelope-malformed", message);
    }
}
