package id.signet.crypto.multiformats;

import java.util.Arrays;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;

/**
 * {@code publicKeyMultibase} of a Multikey (W3C Controlled Identifiers 1.0 §2.2.2) and the specific id of did:key:
 * base58btc of the multicodec header and the key. secp256k1 (header e701) is from the multicodec table; the
 * Recommendation does not list it. SM2 (header 8624) and BLS12-381 G2 (eb01) stand in both. ML-DSA-44 (header 9024) is
 * written in base64url (Quantum-Safe Cryptosuites, W3C CCG 2026, "Multikey"): base58 costs the square of its length.
 */
public final class Multikey {

    /** Longer than any key of any known type: ML-DSA-44 needs 1,753 characters in base64url. */
    private static final int MAX_LENGTH = 1_760;

    /** The longest in base58btc: BLS12-381 G2 needs 137 characters. */
    private static final int MAX_BASE58_LENGTH = 160;

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
        return isBase64Url(key.type()) ? Multibase.encodeBase64Url(both) : Multibase.encodeBase58Btc(both);
    }

    /**
     * Strict: only the base of its type, the shortest varint, exactly the type's number of bytes, a good key.
     *
     * @throws MalformedInput if it is not the Multikey of a supported type of key
     */
    public static PublicKey decode(String text) {
        boolean base64Url = text.startsWith("u");
        if (!base64Url && !text.startsWith("z")) {
            throw new MalformedInput("a Multikey begins with z (base58btc) or u (base64url)");
        }
        int longest = base64Url ? MAX_LENGTH : MAX_BASE58_LENGTH;
        if (text.length() > longest) {
            throw new MalformedInput.TooLarge("a Multikey has at most " + longest + " characters");
        }
        byte[] bytes = Multibase.decode(text);
        Varint code = Varint.read(bytes, 0);
        KeyType type = KeyType.ofMulticodec(code.value())
                .orElseThrow(() -> new MalformedInput("the Multikey's multicodec names no supported type of key"));
        if (isBase64Url(type) != base64Url) {
            throw new MalformedInput("a Multikey of " + type.curve() + " begins with " + (base64Url ? "z" : "u"));
        }
        byte[] encoded = Arrays.copyOfRange(bytes, code.end(), bytes.length);
        if (encoded.length != type.encodedLength()) {
            throw new WrongLength("a Multikey of " + type.curve() + " has " + type.encodedLength()
                    + " bytes after its header, not " + encoded.length);
        }
        return PublicKey.parse(type, encoded);
    }

    private static boolean isBase64Url(KeyType type) {
        return type == KeyType.ML_DSA_44;
    }
}
