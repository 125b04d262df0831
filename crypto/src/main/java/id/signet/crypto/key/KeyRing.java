package id.signet.crypto.key;

/** Where secret keys live. They are made here, used through {@link SigningKey}, and destroyed here. */
public interface KeyRing {

    /** Makes a fresh key. When this returns, the key is stored. */
    KeyId create(KeyType type);

    /** @throws NoSuchKey if the key was never made here or is destroyed */
    SigningKey open(KeyId id);

    /**
     * Erases the secret for ever; the id is never given out again, and keys opened before stop signing.
     *
     * @throws NoSuchKey if the key was never made here; destroying a destroyed key changes nothing
     */
    void destroy(KeyId id);
}
