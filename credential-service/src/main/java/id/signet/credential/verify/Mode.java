package id.signet.credential.verify;

import java.util.Arrays;
import java.util.Optional;

/** What a check's result means for the verdict. */
public enum Mode {
    /** The check must pass; not applicable is not enough. */
    REQUIRED("required"),
    /** What the credential carries must be good; what it does not carry is not asked for. */
    IF_PRESENT("if-present"),
    /** A failure is a warning. */
    ADVISORY("advisory");

    private final String text;

    Mode(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public static Optional<Mode> of(String text) {
        return Arrays.stream(values()).filter(mode -> mode.text.equals(text)).findFirst();
    }
}
