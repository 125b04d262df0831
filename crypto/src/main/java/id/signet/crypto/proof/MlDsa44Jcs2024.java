package id.signet.crypto.proof;

import id.signet.crypto.Bytes;
import id.signet.crypto.key.KeyType;
import tools.jackson.databind.node.ObjectNode;

/**
 * Quantum-Safe Cryptosuites (W3C CCG report, 2026), {@code mldsa44-jcs-2024}: JCS (RFC 8785) and SHA-256, the signature in
 * base64url. Other than in the older jcs suites the proof does not repeat the document's {@code @context}, and is hashed
 * with it.
 */
public final class MlDsa44Jcs2024 extends JcsCryptosuite {

    @Override
    public String name() {
        return "mldsa44-jcs-2024";
    }

    @Override
    public boolean accepts(KeyType type) {
        return type == KeyType.ML_DSA_44;
    }

    @Override
    public boolean storesContext() {
        return false;
    }

    /** "Proof Configuration", step on {@code @context}. */
    @Override
    Bytes proofHash(ObjectNode document, ObjectNode proofOptions, KeyType keyType) {
        return super.proofHash(document, RdfProofs.configuration(document, proofOptions), keyType);
    }

    @Override
    char base() {
        return 'u';
    }
}
