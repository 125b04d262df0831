package id.signet.crypto.multiformats;

import java.util.Arrays;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;

/**
 * {@code publicKeyMultibase} of a Multikey (W3C Controlled Identifiers 1.0 §2.2.2) and the specific id of did:key:
 * base58btc of the multicodec header and the key. secp256k1 (header e701) is from the multicodec table; the
 * Recommendation does not list it. SM2 (header 8624) and BLS12-381 G2 (eb01) stand in both.
 */
public final class Multikey {

    /** Longer than any key of any known type: BLS12-381 G2 needs 137 characters. */
    private static final int MAX_LENGTH = 160;

    private Multikey() {}

    /** The header names a type of key, and what follows has not its number of bytes. */
    public static final class WrongLength extends MalformedInput {

        private static final long serialVersionUID = 1L;

        WrongLength(String message) {
            super(message);
        }
    }

    public static String encode(PublicKey key) {
        byte[] header = key.type().multicodecHeader().toArray();
        byte[] encoded = key.encoded().toArray();
        byte[] both = Arrays.copyOf(header, header.length + encoded.length);
        System.arraycopy(encoded, 0, both, header.length, encoded.length);
        return Multibase.encodeBase58Btc(both);
    }

    /**
     * Strict: base58btc only, the shortest varint, exactly the type's number of bytes, a good key.
     *
     * @throws MalformedInput if it is not the Multikey of a supported type of key
     */
    public static PublicKey decode(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedInput.TooLarge("a Multikey has at most " + MAX_LENGTH + " characters");
        }
        if (!text.startsWith("z")) {
            throw new MalformedInput("a Multikey begins with z (base58btc)");
        }
        byte[] bytes = Multibase.decode(text);
        Varint code = Varint.read(bytes, 0);
        KeyType type = KeyType.ofMulticodec(code.value())
                .orElseThrow(() -> new MalformedInput("the Multikey's multicodec names no supported type of key"));
        byte[] encoded = Arrays.copyOfRange(bytes, code.end(), bytes.length);
        if (encoded.length != type.encodedLength()) {
            throw new WrongLength("a Multikey of " + type.curve() + " has " + type.encodedLength()
                    + " bytes after its header, not " + encoded.length);
        }
        return PublicKey.parse(type, encoded);
    }
}
