package id.signet.crypto.cose;

import id.signet.crypto.key.KeyType;
import java.util.Arrays;
import java.util.Optional;

/**
 * The COSE algorithms that are read, dated 2026-11-28; each belongs to one type of key, whatever else RFC 9053 would let
 * it be used with. ES256, ES384, ES512 and EdDSA: RFC 9053. ES256K: RFC 8812. ESP256, ESP384, ESP512 and Ed25519: their fully specified
 * names, RFC 9864. ML-DSA-44: RFC 9964.
 */
enum CoseAlgorithm {
    ES256(-7, "ES256", KeyType.P256),
    ES384(-35, "ES384", KeyType.P384),
    ES512(-36, "ES512", KeyType.P521),
    EDDSA(-8, "EdDSA", KeyType.ED25519),
    ES256K(-47, "ES256K", KeyType.SECP256K1),
    ESP256(-9, "ESP256", KeyType.P256),
    ESP384(-51, "ESP384", KeyType.P384),
    ESP512(-52, "ESP512", KeyType.P521),
    ED25519(-19, "Ed25519", KeyType.ED25519),
    ML_DSA_44(-48, "ML-DSA-44", KeyType.ML_DSA_44);

    private final long number;
    private final String algorithm;
    private final KeyType keyType;

    CoseAlgorithm(long number, String algorithm, KeyType keyType) {
        this.number = number;
        this.algorithm = algorithm;
        this.keyType = keyType;
    }

    long number() {
        return number;
    }

    String algorithm() {
        return algorithm;
    }

    KeyType keyType() {
        return keyType;
    }

    static Optional<CoseAlgorithm> of(long number) {
        return Arrays.stream(values()).filter(algorithm -> algorithm.number == number).findFirst();
    }

    /** The one that a key of this type signs with: the first in the list. */
    static Optional<CoseAlgorithm> of(KeyType keyType) {
        return Arrays.stream(values()).filter(algorithm -> algorithm.keyType == keyType).findFirst();
    }
}
