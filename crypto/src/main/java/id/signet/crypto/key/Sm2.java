package id.signet.crypto.key;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;

/**
 * The SM2 signature of GB/T 32918.2 with SM3 over Z‖M, where Z is the hash of the signer's identity, the curve and the
 * public key (§5.5). The identity is always {@value #IDENTITY}, the default of GM/T 0009 §10. r‖s, 32 bytes each.
 */
final class Sm2 {

    static final String IDENTITY = "1234567812345678";

    private Sm2() {}

    /** §6.1; the nonce is drawn from the random source anew for each signature. */
    static byte[] sign(ECPrivateKeyParameters key, byte[] message, SecureRandom random) {
        SM2Signer signer = signer(true, new ParametersWithRandom(key, random), message);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException("two integers of 32 bytes can always be written", e);
        }
    }

    /** §7.1. */
    static boolean verify(ECPublicKeyParameters key, byte[] message, byte[] signature) {
        return signer(false, key, message).verifySignature(signature);
    }

    private static SM2Signer signer(boolean sign, CipherParameters key, byte[] message) {
        SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
        signer.init(sign, new ParametersWithID(key, IDENTITY.getBytes(StandardCharsets.US_ASCII)));
        signer.update(message, 0, message.length);
        return signer;
    }
}
