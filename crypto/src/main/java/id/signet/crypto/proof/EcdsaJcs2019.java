package id.signet.crypto.proof;

import id.signet.crypto.key.KeyType;

/**
 * W3C Data Integrity ECDSA Cryptosuites 1.0, section 3.3 {@code ecdsa-jcs-2019}: P-256 with SHA-256, P-384 with
 * SHA-384 throughout.
 */
public final class EcdsaJcs2019 extends JcsCryptosuite {

    @Override
    public String name() {
        return "ecdsa-jcs-2019";
    }

    @Override
    public boolean accepts(KeyType type) {
        return type == KeyType.P256 || type == KeyType.P384;
    }
}
