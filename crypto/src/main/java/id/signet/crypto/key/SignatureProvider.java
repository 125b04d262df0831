package id.signet.crypto.key;

/** One implementation of the raw signature algorithms. Inputs are already checked by {@link Signatures}. */
interface SignatureProvider {

    /** Name and version, for the start-up log. */
    String description();

    /** The signature has the right length and its integers are in range; whether it fits. */
    boolean verify(PublicKey key, byte[] message, byte[] signature);

    /** Prepares a secret for repeated use by many threads. */
    Signer signer(PublicKey publicKey, byte[] secret);

    /** A secret, ready to sign. */
    interface Signer {

        byte[] sign(byte[] message);

        /** Erases the secret as far as the provider can. */
        void destroy();
    }
}
