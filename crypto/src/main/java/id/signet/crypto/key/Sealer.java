package id.signet.crypto.key;

/**
 * Encrypts what must not lie readable in the database: pending input, stored answers. Authenticated, under a key of
 * its own for each purpose; see {@link MasterKey#sealer}.
 */
public interface Sealer {

    /**
     * Seals bytes for one place. The result is 40 bytes longer than the plain bytes and different each time.
     *
     * @param context where they belong, for example table and row: not stored, but needed to open them
     */
    byte[] seal(byte[] plain, byte[] context);

    /** @throws SealBroken if the bytes were changed, or sealed for another purpose, context or master key */
    byte[] open(byte[] sealed, byte[] context);
}
