package id.signet.app.api.credential;

import id.signet.app.api.wire.RawBody;
import id.signet.credential.format.Envelopes;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a body is that is handed in by itself: JSON, a COSE message or a token. The first byte tells which parser is to look;
 * what the format is, is told by what it parses, and never by the media type.
 */
final class Handed {

    private static final int FIRST_THAT_NO_TEXT_BEGINS_WITH = 0x80;

    private Handed() {}

    /** @throws MalformedInput for a body that is empty, or begins like JSON and is none */
    static JsonNode credential(RawBody body) {
        return read(body.bytes(), message -> Envelopes.credential("application/vc+cose", message));
    }

    /** @throws MalformedInput for a body that is empty, or begins like JSON and is none */
    static JsonNode presentation(RawBody body) {
        return read(body.bytes(), message -> Envelopes.presentation("application/vp+cose", message));
    }

    private static JsonNode read(Bytes body, Function<Bytes, JsonNode> envelope) {
        byte[] bytes = body.toArray();
        int start = 0;
        while (start < bytes.length && isSpace(bytes[start])) {
            start++;
        }
        if (start == bytes.length) {
            throw new MalformedInput("The body is empty.");
        }
        if (bytes[start] == '{') {
            return StrictJson.parseObject(bytes);
        }
        if ((bytes[0] & 0xff) >= FIRST_THAT_NO_TEXT_BEGINS_WITH) {
            return envelope.apply(body);
        }
        return JsonNodeFactory.instance.stringNode(withoutLineEnd(body.asUtf8()));
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    /** A text file ends in a line feed that is no part of what stands in it. */
    private static String withoutLineEnd(String text) {
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
