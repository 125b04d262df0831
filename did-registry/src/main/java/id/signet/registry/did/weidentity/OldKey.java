package id.signet.registry.did.weidentity;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.Bls12381G2PublicKey;
import id.signet.crypto.key.Ed25519PublicKey;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.MlDsa44PublicKey;
import id.signet.crypto.key.P256PublicKey;
import id.signet.crypto.key.P384PublicKey;
import id.signet.crypto.key.P521PublicKey;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.Secp256k1PublicKey;
import id.signet.crypto.key.Sm2PublicKey;
import id.signet.crypto.multiformats.Multibase;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How WeIdentity writes public keys: the 64 bytes x‖y of a point, in four kinds of text. */
public final class OldKey {

    private static final Set<String> SECP256K1 = Set.of("secp256k1", "secp256k1verificationkey2018",
            // 3.x gives every key this name, WeIdServiceImpl of the SDK
            "ed25519verificationkey2020");
    private static final Set<String> SM2 = Set.of("sm2", "sm2verificationkey");

    private static final int POINT = 64;
    private static final int LONGEST = 512;
    private static final byte UNCOMPRESSED = 4;
    /** Of Ed25519, varint 0xed; 3.x puts it before keys of secp256k1. */
    private static final byte[] HEADER = {(byte) 0xed, 1};
    /** Of SM2, varint 0x1206. */
    private static final byte[] SM2_HEADER = {(byte) 0x86, 0x24};

    private OldKey() {}

    static boolean knows(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        return SECP256K1.contains(name) || SM2.contains(name);
    }

    /**
     * @param type one that is known
     * @throws MalformedInput if the text is no point of the type's curve
     */
    static PublicKey decode(String type, String text) {
        Bytes point = Bytes.of(point(text));
        return SM2.contains(type.toLowerCase(Locale.ROOT)) ? new Sm2PublicKey(point) : new Secp256k1PublicKey(point);
    }

    /** @throws MalformedInput if the text is not what 3.x writes: multibase of a header and the decimal number as text */
    static PublicKey decodeMultibase(String type, String text) {
        byte[] bytes = Multibase.decode(text);
        if (!begins(bytes, HEADER) && !(SM2.contains(type.toLowerCase(Locale.ROOT)) && begins(bytes, SM2_HEADER))) {
            throw new MalformedInput("the key has another header");
        }
        String decimal = new String(bytes, HEADER.length, bytes.length - HEADER.length, StandardCharsets.US_ASCII);
        if (!isDecimal(decimal)) {
            throw new MalformedInput("the key is not a decimal number");
        }
        return decode(type, decimal);
    }

    private static boolean begins(byte[] bytes, byte[] header) {
        return bytes.length >= header.length && Arrays.equals(bytes, 0, header.length, header, 0, header.length);
    }

    // ---- where no type stands beside the key ----

    /** The key of whichever curve the point lies on; empty if the text is no point of either. */
    public static Optional<PublicKey> ofText(String text) {
        for (String type : List.of("secp256k1", "sm2")) {
            try {
                return Optional.of(decode(type, text));
            } catch (MalformedInput e) {
                // perhaps a point of the other curve
            }
        }
        return Optional.empty();
    }

    /** Empty unless the text is the base64 of a point of the type's curve, 64 bytes or 65 with the mark before them. */
    public static Optional<PublicKey> ofBase64(KeyType type, String text) {
        try {
            Bytes point = Bytes.of(ofBytes(Base64.getDecoder().decode(text)));
            return switch (type) {
                case SECP256K1 -> Optional.of(new Secp256k1PublicKey(point));
                case SM2 -> Optional.of(new Sm2PublicKey(point));
                case ED25519, P256, P384, P521, BLS12381_G2, ML_DSA_44 -> Optional.empty();
            };
        } catch (IllegalArgumentException | MalformedInput e) {
            return Optional.empty();
        }
    }

    /** The decimal number that 1.x writes; empty for keys that WeIdentity does not know. */
    public static Optional<String> decimal(PublicKey key) {
        return switch (key) {
            case Secp256k1PublicKey point -> Optional.of(number(point.uncompressedPoint()));
            case Sm2PublicKey point -> Optional.of(number(point.uncompressedPoint()));
            case Ed25519PublicKey _,P256PublicKey _,P384PublicKey _,P521PublicKey _,Bls12381G2PublicKey _,MlDsa44PublicKey _ ->
                Optional.empty();
        };
    }

    /** The multibase that 3.x writes; empty for keys that WeIdentity does not know. */
    public static Optional<String> multibase(PublicKey key) {
        byte[] header = key instanceof Sm2PublicKey ? SM2_HEADER : HEADER;
        return decimal(key).map(decimal -> {
            byte[] text = decimal.getBytes(StandardCharsets.US_ASCII);
            byte[] all = Arrays.copyOf(header, header.length + text.length);
            System.arraycopy(text, 0, all, header.length, text.length);
            return Multibase.encodeBase58Btc(all);
        });
    }

    private static String number(Bytes point) {
        return new BigInteger(1, point.toArray()).toString();
    }

    // ---- text to point ----

    private static byte[] point(String text) {
        if (text.length() > LONGEST) {
            throw new MalformedInput("the key is too long");
        }
        return isDecimal(text) ? ofNumber(new BigInteger(text)) : ofBytes(bytes(text));
    }

    /** A number has lost its leading zeros. */
    private static byte[] ofNumber(BigInteger number) {
        if (number.bitLength() > 8 * POINT) {
            return ofBytes(number.toByteArray());
        }
        byte[] bytes = number.toByteArray();
        byte[] point = new byte[POINT];
        int length = Math.min(bytes.length, POINT);
        System.arraycopy(bytes, bytes.length - length, point, POINT - length, length);
        return point;
    }

    private static byte[] ofBytes(byte[] bytes) {
        boolean marked = bytes.length == POINT + 1 && bytes[0] == UNCOMPRESSED;
        if (!marked && bytes.length != POINT) {
            throw new MalformedInput("a point has 64 bytes");
        }
        return marked ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static byte[] bytes(String text) {
        try {
            Optional<String> hex = hex(text);
            return hex.isPresent() ? HexFormat.of().parseHex(hex.get()) : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedInput("the key is neither decimal, hexadecimal nor base64", e);
        }
    }

    private static Optional<String> hex(String text) {
        if (text.startsWith("0x")) {
            return Optional.of(text.substring(2));
        }
        boolean asLong = text.length() == 2 * POINT || text.length() == 2 * (POINT + 1);
        return asLong && text.chars().allMatch(HexFormat::isHexDigit) ? Optional.of(text) : Optional.empty();
    }

    private static boolean isDecimal(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
