package id.signet.crypto.key;

/** The one place that chooses which implementation does an algorithm. */
public final class Providers {

    private static final SignatureProvider PORTABLE = new BouncyCastleSignatures();

    private Providers() {}

    static SignatureProvider of(KeyType type) {
        return switch (type) {
            case ED25519, P256, P384, SECP256K1 -> PORTABLE;
        };
    }
}
