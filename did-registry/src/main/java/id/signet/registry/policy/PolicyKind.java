package id.signet.registry.policy;

import id.signet.crypto.MalformedInput;
import java.util.Arrays;

/** The two kinds of policies; each counts from 1. */
public enum PolicyKind {
    /** Which claims of one type are shown. */
    CLAIM("claim"),
    /** Claim policies that are answered together. */
    PRESENTATION("presentation");

    private final String text;

    PolicyKind(String text) {
        this.text = text;
    }

    /** As it stands in the log. */
    public String text() {
        return text;
    }

    static PolicyKind of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new MalformedInput("a policy is of the kind claim or presentation"));
    }
}
