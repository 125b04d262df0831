package id.signet.registry.policy;

import java.util.Arrays;
import java.util.Optional;

/** The credential formats of OpenID4VP 1.0 in which a holder can hide claims. */
public enum DcqlFormat {
    SD_JWT("dc+sd-jwt"),
    LDP_VC("ldp_vc");

    private final String text;

    DcqlFormat(String text) {
        this.text = text;
    }

    /** The identifier in a query. */
    public String text() {
        return text;
    }

    public static Optional<DcqlFormat> of(String text) {
        return Arrays.stream(values()).filter(format -> format.text.equals(text)).findFirst();
    }
}
