package id.signet.crypto.proof;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.rdf.RdfReader;

/**
 * W3C Data Integrity ECDSA Cryptosuites 1.0, section 3.2 {@code ecdsa-rdfc-2019}: P-256 with SHA-256, P-384 with
 * SHA-384 throughout, also inside the canonicalization.
 */
public final class EcdsaRdfc2019 extends RdfcCryptosuite {

    public EcdsaRdfc2019(RdfReader reader) {
        super(reader);
    }

    @Override
    public String name() {
        return "ecdsa-rdfc-2019";
    }

    @Override
    public boolean accepts(KeyType type) {
        return type == KeyType.P256 || type == KeyType.P384;
    }
}
