package id.signet.credential.format;

import id.signet.crypto.Bytes;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What somebody handed in, before anybody knows what it is. */
public sealed interface Submission {

    /** A JSON object that has already passed {@code StrictJson}. */
    record Document(ObjectNode json) implements Submission {}

    /**
     * Text: a compact token, or something that only looks like one.
     *
     * @param mediaType what the envelope says it holds; absent where the token came without one
     */
    record Token(String text, Optional<String> mediaType) implements Submission {

        public Token(String text) {
            this(text, Optional.empty());
        }

        /** Whether nothing speaks against this media type. */
        public boolean mayBe(String type) {
            return mediaType.isEmpty() || mediaType.get().equals(type);
        }
    }

    default Bytes exact() {
        return switch (this) {
            case Document document -> Bytes.utf8(document.json().toString());
            case Token token -> Bytes.utf8(token.text());
        };
    }
}
