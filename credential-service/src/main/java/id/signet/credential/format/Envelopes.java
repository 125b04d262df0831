package id.signet.credential.format;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code EnvelopedVerifiableCredential} and {@code EnvelopedVerifiablePresentation}: a token in a {@code data:} URL
 * (VC Data Model 2.0 §4.12 and §4.13.1). One envelope is opened; what is in it is a token and never another envelope.
 */
public final class Envelopes {

    private static final String CREDENTIAL = "EnvelopedVerifiableCredential";
    private static final String PRESENTATION = "EnvelopedVerifiablePresentation";
    private static final String SCHEME = "data:";

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
            return new Submission.Token(
                    token(object, Map.of("application/vc+jwt", false, "application/dc+sd-jwt", true)));
        }
        if (is(object, PRESENTATION)) {
            return new Submission.Token(token(object, Map.of("application/vp+jwt", false)));
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

    /** @param mediaTypes those that are opened, and whether their tokens have tildes */
    private static String token(ObjectNode envelope, Map<String, Boolean> mediaTypes) {
        VcDocument.requireContext(envelope);
        var id = envelope.path("id");
        if (!id.isString() || !id.stringValue().startsWith(SCHEME)) {
            throw parsing("The id of an envelope is a data: URL.");
        }
        var comma = id.stringValue().indexOf(',');
        var mediaType = comma < 0 ? "" : id.stringValue().substring(SCHEME.length(), comma);
        var tildes = mediaTypes.get(mediaType);
        if (tildes == null) {
            throw parsing("The envelope holds a media type that is not opened here.");
        }
        var token = id.stringValue().substring(comma + 1);
        if (tildes != (token.indexOf('~') >= 0)) {
            throw parsing("The envelope does not hold what its media type says.");
        }
        return token;
    }

    private static MalformedCredential parsing(String message) {
        return new MalformedCredential(Problem.PARSING, "envelope-malformed", message);
    }
}
