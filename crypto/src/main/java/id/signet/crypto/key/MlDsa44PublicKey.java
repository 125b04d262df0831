package id.signet.crypto.key;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;

/** An ML-DSA-44 key (FIPS 204 §5.3, Table 2). Every string of this length is the key of some verifier: there is no point to check. */
public record MlDsa44PublicKey(Bytes encoded) implements PublicKey {

    /** @throws MalformedInput if the length is not 1,312 bytes */
    public MlDsa44PublicKey {
        if (encoded.size() != KeyType.ML_DSA_44.encodedLength()) {
            throw new MalformedInput("an ML-DSA-44 key has " + KeyType.ML_DSA_44.encodedLength() + " bytes");
        }
    }

    @Override
    public KeyType type() {
        return KeyType.ML_DSA_44;
    }
}
