package id.signet.crypto.key;

import java.util.Optional;

import id.signet.crypto.Bytes;

/**
 * The kinds of key Signet signs and verifies with. One signature algorithm per kind, so that a token can never choose
 * how a key is used (RFC 8725bis, one key one algorithm). The allow-list, dated 2026-11-23:
 * <ul>
 * <li>Ed25519: RFC 8032; the default of Data Integrity's eddsa suites.
 * <li>P-256 and P-384: FIPS 186-5; HAIP and the European wallet require ES256; ES384 for the 192-bit level.
 * <li>P-521: FIPS 186-5; others sign papers with ES512, and VC-JOSE-COSE's suite asks for it. Signs no operations.
 * <li>secp256k1: SEC 2 §2.4.1; WeIdentity's and Ethereum's key.
 * <li>SM2: GB/T 32918; WeIdentity's key on a chain with Chinese algorithms. Signs operations and papers of WeIdentity, and nothing of
 * JOSE or W3C.
 * <li>BLS12-381 G2: BBS signatures (draft-irtf-cfrg-bbs-signatures) of bbs-2023, and nothing else.
 * <li>ML-DSA-44: FIPS 204, RFC 9964; a preview (docs/adr/0038-ml-dsa-preview.md). Signs credentials, and no operations.
 * </ul>
 */
public enum KeyType {

    ED25519("Ed25519", "EdDSA", 0xed, 32, 32, 64),
    P256("P-256", "ES256", 0x1200, 33, 32, 64),
    P384("P-384", "ES384",
            0x1201, 49, 48, 96),
    P521("P-521", "ES512", 0x1202, 67, 66, 132),
    SECP256K1("secp256k1", "ES256K", 0xe7, 33, 32, 64),
    SM2("SM2", "SM2-with-SM3",
            0x1206, 33, 32, 64),
    BLS12381_G2("BLS12381G2", "BBS", 0xeb, 96, 32, 80),
    ML_DSA_44("ML-DSA-44", "ML-DSA-44", 0x1210, 1312, 32,
            2420);

    private final String curve;
    private final String algorithm;
    private final int multicodec;
    private final int encodedLength;
    private final int secretLength;
    private final int signatureLength;

    KeyType(String curve, String algorithm, int multicodec, int encodedLength, int secretLength, int signatureLength) {
        this.curve = curve;
        this.algorithm = algorithm;
        this.multicodec = multicodec;
        this.encodedLength = encodedLength;
        this.secretLength = secretLength;
        this.signatureLength = signatureLength;
    }

    /**
     * The curve's name in JOSE ({@code crv}) and in Signet's REST API: Ed25519, P-256, P-384, P-521, secp256k1, SM2 or
     * BLS12381G2. ML-DSA-44 has no curve, and its own name here.
     */
    public String curve() {
        return curve;
    }

    /**
     * The JOSE {@code alg}: EdDSA, ES256, ES384, ES512, ES256K or ML-DSA-44. SM2-with-SM3 is none: it names object identifier
     * 1.2.156.10197.1.501 (GM/T 0006). BBS is none either: it is over several messages.
     */
    public String algorithm() {
        return algorithm;
    }

    /** Whether JOSE has registered names for the curve and the algorithm: such a key signs tokens and status lists. */
    public boolean isOfJose() {
        return this != SM2 && signsBytes();
    }

    /**
     * Whether a key of this type signs any string of bytes. One of BLS12-381 G2 signs a
     * {@link id.signet.crypto.bbs.BbsInput} alone (docs/adr/0029-bbs.md): no operation, no token.
     */
    public boolean signsBytes() {
        return this != BLS12381_G2;
    }

    /**
     * Whether a key of this type signs operations on DIDs and other entries of the log, which are read for ever: none that
     * signs no bytes, none of a preview, and none that is only for papers.
     */
    public boolean signsOperations() {
        return signsBytes() && !isPreview() && this != P521;
    }

    /** Whether a key of this type signs status lists: tokens that everybody must be able to check. */
    public boolean signsLists() {
        return isOfJose() && signsOperations();
    }

    /** Whether keys of this type are made and accepted only where the operator asks for it. */
    public boolean isPreview() {
        return this == ML_DSA_44;
    }

    /** The code of the public key in the multicodec table. */
    public int multicodec() {
        return multicodec;
    }

    /** The multicodec as an unsigned varint: the two bytes before a Multikey's key material. */
    public Bytes multicodecHeader() {
        return Bytes.of((byte) ((multicodec & 0x7f) | 0x80), (byte) (multicodec >>> 7));
    }

    /** Bytes of {@link PublicKey#encoded()}. */
    public int encodedLength() {
        return encodedLength;
    }

    /** Bytes of a raw signature: R‖S of Ed25519, r‖s of ECDSA and SM2, A‖e of BBS, the encoding of FIPS 204 §7.2. */
    public int signatureLength() {
        return signatureLength;
    }

    /** Bytes of the secret: the seed of Ed25519 or ML-DSA, or the scalar. */
    int secretLength() {
        return secretLength;
    }

    /** The kind with this curve name, compared exactly. */
    public static Optional<KeyType> ofCurve(String curve) {
        for (KeyType type : values()) {
            if (type.curve.equals(curve)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The kind with this multicodec. */
    public static Optional<KeyType> ofMulticodec(long code) {
        for (KeyType type : values()) {
            if (type.multicodec == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
