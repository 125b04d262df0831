package id.signet.app.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an API key may do inside its tenant. */
public enum Role {
    /** Everything the tenant can do, and its API keys. */
    ADMIN,
    /** Create and change DIDs, register types, accredit, issue, revoke. */
    ISSUER,
    /** Verify without the limit per address. */
    VERIFIER,
    /** Read the audit. */
    AUDITOR;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }
}
