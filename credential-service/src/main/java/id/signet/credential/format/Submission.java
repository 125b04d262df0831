package id.signet.credential.format;

import id.signet.crypto.Bytes;
import tools.jackson.databind.node.ObjectNode;

/** What somebody handed in, before anybody knows what it is. */
public sealed interface Submission {

    /** A JSON object that has already passed {@code StrictJson}. */
    record Document(ObjectNode json) implements Submission {}

    /** Text: a compact token, or something that only looks like one. */
    record Token(String text) implements Submission {}

    default Bytes exact() {
        return switch (this) {
            case Document document -> Bytes.utf8(document.json().toString());
            case Token token -> Bytes.utf8(token.text());
        };
    }
}
