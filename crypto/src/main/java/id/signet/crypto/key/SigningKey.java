package id.signet.crypto.key;

/** A key that signs and shows its public half, and nothing else: the secret has no way out through this door. */
public interface SigningKey {

    PublicKey publicKey();

    /**
     * Signs by the one algorithm of the key's type.
     *
     * @return the raw signature of {@link KeyType#signatureLength()} bytes, as {@link Signatures#verify} takes it
     * @throws NoSuchKey if the key was destroyed since it was opened
     */
    byte[] sign(byte[] message);
}
