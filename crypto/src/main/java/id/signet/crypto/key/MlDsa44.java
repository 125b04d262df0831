package id.signet.crypto.key;

import id.signet.crypto.Bytes;
import java.security.SecureRandom;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.MLDSASigner;

/**
 * ML-DSA-44 as FIPS 204 algorithms 2 and 3 have it, with the empty context that RFC 9964 §4 asks for. The secret is the
 * seed of 32 bytes, never the expanded key.
 */
final class MlDsa44 {

    private static final SecureRandom RANDOM = new SecureRandom();

    private MlDsa44() {}

    static MlDsa44PublicKey publicKey(byte[] seed) {
        return new MlDsa44PublicKey(Bytes.of(expand(seed).getPublicKey()));
    }

    static boolean verify(MlDsa44PublicKey key, byte[] message, byte[] signature) {
        MLDSASigner verifier = new MLDSASigner();
        verifier.init(false, new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, key.encoded().toArray()));
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }

    static SignatureProvider.Signer signer(byte[] seed) {
        return new Signing(expand(seed));
    }

    private static MLDSAPrivateKeyParameters expand(byte[] seed) {
        return new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, seed);
    }

    private record Signing(MLDSAPrivateKeyParameters key) implements SignatureProvider.Signer {

        @Override
        public byte[] sign(byte[] message) {
            MLDSASigner signer = new MLDSASigner();
            signer.init(true, new ParametersWithRandom(key, RANDOM));
            signer.update(message, 0, message.length);
            try {
                return signer.generateSignature();
            } catch (CryptoException e) {
                throw new IllegalStateException("a signature of ML-DSA can always be written", e);
            }
        }

        @Override
        public void destroy() {
            key.destroy();
        }
    }
}
