package id.signet.crypto.proof;

import id.signet.crypto.key.KeyType;

/** W3C Data Integrity EdDSA Cryptosuites 1.0, section 3.3 {@code eddsa-jcs-2022}. */
public final class EddsaJcs2022 extends JcsCryptosuite {

    @Override
    public String name() {
        return "eddsa-jcs-2022";
    }

    @Override
    public boolean accepts(KeyType type) {
        return type == KeyType.ED25519;
    }
}
