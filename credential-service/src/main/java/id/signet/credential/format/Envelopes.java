package id.signet.credential.format;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import java.util.Optional;
import java.util.Set;
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
    private static final Set<String> CREDENTIALS = Set.of("application/vc+jwt", "application/dc+sd-jwt");
    private static final Set<String> PRESENTATIONS = Set.of("application/vp+jwt");

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

    private static Submission content(ObjectNode envelope, Set<String> mediaTypes) {
        VcDocument.requireContext(envelope);
        var id = envelope.path("id");
        if (!id.isString() || !id.stringValue().startsWith(SCHEME)) {
            throw parsing("The id of an envelope is a data: URL.");
        }
        var comma = id.stringValue().indexOf(',');
        var mediaType = comma < 0 ? "" : id.stringValue().substring(SCHEME.length(), comma);
        if (!mediaTypes.contains(mediaType)) {
            throw parsing("The envelope holds a media type that is not opened here.");
        }
        return new Submission.Token(id.stringValue().substring(comma + 1), Optional.of(mediaType));
    }

    private static MalformedCredential parsing(String message) {
        return new MalformedCredential(Problem.PARSING, "envelope-malformed", message);
    }
}
