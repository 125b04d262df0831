package id.signet.app.paper;

import id.signet.crypto.Bytes;
import java.util.regex.Pattern;

/**
 * A file that lies in a paper (ISO 32000-2 §7.11.4, PDF/A-3).
 *
 * @param name of the file, ASCII
 * @param description for people, in the paper's language
 * @param relation what it is to the paper
 */
public record Attachment(String name, String mediaType, String description, Relation relation, Bytes content) {

    /** The values of {@code AFRelationship} that papers use. */
    public enum Relation {

        /** The paper shows what stands in it. */
        SOURCE("Source"),
        /** It can be worked with to check the paper. */
        DATA("Data"),
        SUPPLEMENT("Supplement");

        private final String text;

        Relation(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** A paper stays one that can be sent back by the door that verifies papers. */
    static final int LARGEST = 600 << 10;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z]+/[a-z0-9.+-]{1,60}");

    public Attachment {
        if (!NAME.matcher(name).matches() || !MEDIA_TYPE.matcher(mediaType).matches()) {
            throw new IllegalArgumentException("an attachment has a plain name and a media type");
        }
        if (content.size() > LARGEST) {
            throw new IllegalArgumentException("an attachment has at most " + LARGEST + " bytes");
        }
    }
}
