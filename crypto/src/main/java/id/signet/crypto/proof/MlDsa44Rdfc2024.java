package id.signet.crypto.proof;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.rdf.RdfReader;

/**
 * Quantum-Safe Cryptosuites (W3C CCG report, 2026), {@code mldsa44-rdfc-2024}: RDFC-1.0 and SHA-256, the signature in
 * base64url.
 */
public final class MlDsa44Rdfc2024 extends RdfcCryptosuite {

    public MlDsa44Rdfc2024(RdfReader reader) {
        super(reader);
    }

    @Override
    public String name() {
        return "mldsa44-rdfc-2024";
    }

    @Override
    public boolean accepts(KeyType type) {
        return type == KeyType.ML_DSA_44;
    }

    @Override
    char base() {
        return 'u';
    }
}
