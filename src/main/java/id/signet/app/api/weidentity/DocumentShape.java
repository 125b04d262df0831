package id.signet.app.api.weidentity;

import java.util.Arrays;
import java.util.Optional;

/** In which of WeIdentity's shapes documents are told. */
public enum DocumentShape {

    /** The document itself, as SDK 1.x and the published documentation have it. */
    V1("1.x"),

    /** A resolution object with the document as text, as REST 1.5.9 and SDK 3.x answer. */
    V3_RESOLUTION("3.x-resolution");

    private final String text;

    DocumentShape(String text) {
        this.text = text;
    }

    /** As the setting names it. */
    public String text() {
        return text;
    }

    public static Optional<DocumentShape> of(String text) {
        return Arrays.stream(values()).filter(shape -> shape.text.equals(text)).findFirst();
    }
}
