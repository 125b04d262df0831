package id.signet.crypto.key;

/**
 * The only way by which the secret of a key leaves its object. It is a type of its own so that every use can be found
 * by its name; a {@link KeyRing} never hands out keys that it accepts.
 */
public final class SecretExport {

    private SecretExport() {}

    /** A copy of the secret, in the form that {@link SoftwareSigningKey#ofSecret} takes. The caller erases it. */
    public static byte[] of(SoftwareSigningKey key) {
        return key.secret();
    }
}
