package id.signet.crypto.proof;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.rdf.RdfReader;

/** W3C Data Integrity EdDSA Cryptosuites 1.0, section 3.2 {@code eddsa-rdfc-2022}. */
public final class EddsaRdfc2022 extends RdfcCryptosuite {

    public EddsaRdfc2022(RdfReader reader) {
        super(reader);
    }

    @Override
    public String name() {
        return "eddsa-rdfc-2022";
    }

    @Override
    public boolean accepts(KeyType type) {
        return type == KeyType.ED25519;
    }
}
