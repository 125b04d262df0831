package id.signet.credential.verify;

import java.util.Arrays;
import java.util.Optional;

/** The checks of the pipeline, in the order in which they run and are reported. */
public enum CheckName {
    STRUCTURE("structure"),
    PROOF("proof"),
    ISSUER_KEY("issuer-key"),
    VALIDITY_PERIOD("validity-period"),
    STATUS(
            "status"),
    SCHEMA(
            "schema"),
    ISSUER_TRUST("issuer-trust"),
    ANCHOR("anchor"),
    HOLDER_BINDING("holder-binding");

    private final String text;

    CheckName(String text) {
        this.text = text;
    }

    /** The name in policies and reports. */
    public String text() {
        return text;
    }

    public static Optional<CheckName> of(String text) {
        return Arrays.stream(values()).filter(name -> name.text.equals(text)).findFirst();
    }
}
