package id.signet.registry.did;

import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.Bls12381G2PublicKey;
import id.signet.crypto.key.MlDsa44PublicKey;
import id.signet.crypto.key.Ed25519PublicKey;
import id.signet.crypto.key.P256PublicKey;
import id.signet.crypto.key.P384PublicKey;
import id.signet.crypto.key.P521PublicKey;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.Secp256k1PublicKey;
import id.signet.crypto.key.Sm2PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code did:weid:<network>:0x<40 lower-case hex>} (docs/adr/0010-did-weid.md).
 *
 * @param network the deployment's name
 * @param address {@code 0x} and 40 lower-case hex digits
 */
public record WeidIdentifier(String network, String address) {

    public static final String METHOD = "weid";

    private static final int ADDRESS_BYTES = 20;
    private static final Pattern FORM = Pattern.compile("([a-z0-9][a-z0-9-]{0,31}):(0x[0-9a-f]{40})");

    /** The identifier that a key has as the first update key. */
    public static WeidIdentifier of(String network, PublicKey updateKey) {
        byte[] hash = hash(updateKey);
        return new WeidIdentifier(network,
                "0x" + HexFormat.of().formatHex(Arrays.copyOfRange(hash, hash.length - ADDRESS_BYTES, hash.length)));
    }

    /** Empty if this is no did:weid. */
    public static Optional<WeidIdentifier> of(Did did) {
        Matcher matcher = FORM.matcher(did.specificId());
        return did.method().equals(METHOD) && matcher.matches()
                ? Optional.of(new WeidIdentifier(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    public Did did() {
        return new Did(METHOD, network + ":" + address);
    }

    private static byte[] hash(PublicKey key) {
        return switch (key) {
            case Sm2PublicKey sm2 -> Hashes.sm3(sm2.uncompressedPoint().toArray());
            case Secp256k1PublicKey point -> Hashes.keccak256(point.uncompressedPoint().toArray());
            case Ed25519PublicKey _,P256PublicKey _,P384PublicKey _,P521PublicKey _,Bls12381G2PublicKey _,MlDsa44PublicKey _ ->
                Hashes.keccak256(multikey(key));
        };
    }

    private static byte[] multikey(PublicKey key) {
        byte[] header = key.type().multicodecHeader().toArray();
        byte[] encoded = key.encoded().toArray();
        byte[] both = Arrays.copyOf(header, header.length + encoded.length);
        System.arraycopy(encoded, 0, both, header.length, encoded.length);
        return both;
    }
}
