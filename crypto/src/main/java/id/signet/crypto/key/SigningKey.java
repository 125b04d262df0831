package id.signet.crypto.key;

/** A key that signs and shows its public half, and nothing else: the secret has no way out through this door. */
public interface SigningKey {

    PublicKey publicKey();

    /**
     * Signs by the one algorithm of the key's type.
     *
     * @param message any bytes; for a key of BLS12-381 G2 the header and messages, as
     *     {@link id.signet.crypto.bbs.BbsInput#encode()} writes them
     * @return the raw signature of {@link KeyType#signatureLength()} bytes, as {@link Signatures#verify} takes it
     * @throws NoSuchKey if the key was destroyed since it was opened
     * @throws IllegalArgumentException if the key does not sign such bytes
     */
    byte[] sign(byte[] message);

    /**
     * Signs as a chain's software does, which {@link ChainSignatures} verifies: a key of secp256k1 or SM2 alone.
     *
     * @return r‖s‖v, 65 bytes: v is the recovery value 0 or 1 for secp256k1, and 0 for SM2
     * @throws NoSuchKey if the key was destroyed since it was opened
     * @throws IllegalArgumentException if it is a key of no chain
     */
    default byte[] signForChain(byte[] message) {
        throw new IllegalArgumentException("this key signs for no chain");
    }
}
