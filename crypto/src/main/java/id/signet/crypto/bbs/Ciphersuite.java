package id.signet.crypto.bbs;

import static org.bouncycastle.util.Arrays.concatenate;

import id.signet.crypto.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.crypto.hash2curve.HashToField;
import org.bouncycastle.crypto.hash2curve.MessageExpansion;
import org.bouncycastle.crypto.hash2curve.impl.BLS12_381G1CurveProcessor;
import org.bouncycastle.crypto.hash2curve.impl.BLS12_381G1MapToCurve;
import org.bouncycastle.crypto.hash2curve.impl.XmdMessageExpansion;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.Pack;

/**
 * The two ciphersuites of draft-irtf-cfrg-bbs-signatures §7.2 with the interface {@code H2G_HM2S_} of §3.5. They differ
 * in how bytes are expanded before they become scalars and points.
 */
final class Ciphersuite {

    private static final int SECURITY_BITS = 128;
    /** RFC 9380 §8.8.1: bytes behind an element of the field. */
    private static final int FIELD_EXPANSION = 64;
    /** {@code expand_len}: bytes behind a scalar. */
    static final int SCALAR_EXPANSION = 48;

    static final Ciphersuite SHA_256 = new Ciphersuite("BBS_BLS12381G1_XMD:SHA-256_SSWU_RO_",
            () -> new XmdMessageExpansion(SHA256Digest.newInstance(), SECURITY_BITS));
    static final Ciphersuite SHAKE_256 = new Ciphersuite("BBS_BLS12381G1_XOF:SHAKE-256_SSWU_RO_",
            () -> Ciphersuite::expandByShake256);

    private final String id;
    private final String api;
    /** A fresh one for each use: its digest has a state. */
    private final Supplier<MessageExpansion> expansion;
    private final byte[] scalarTag;
    private final byte[] messageTag;
    private final Generators generators;

    private Ciphersuite(String id, Supplier<MessageExpansion> expansion) {
        this.id = id;
        this.api = id + "H2G_HM2S_";
        this.expansion = expansion;
        this.scalarTag = ascii(api + "H2S_");
        this.messageTag = ascii(api + "MAP_MSG_TO_SCALAR_AS_HASH_");
        this.generators = new Generators(this);
    }

    /** The {@code ciphersuite_id}. */
    String id() {
        return id;
    }

    /** The {@code api_id}, §3.5. */
    String api() {
        return api;
    }

    Generators generators() {
        return generators;
    }

    /** {@code hash_to_scalar} with the tag of the core operations, §4.2.2. */
    BigInteger scalar(byte[] input) {
        return scalar(input, scalarTag);
    }

    BigInteger scalar(byte[] input, byte[] tag) {
        return new BigInteger(1, expand(input, tag, SCALAR_EXPANSION)).mod(G1.ORDER);
    }

    /** {@code messages_to_scalars}, §4.1.2. */
    List<BigInteger> scalars(Iterable<Bytes> messages) {
        List<BigInteger> scalars = new ArrayList<>();
        for (Bytes message : messages) {
            scalars.add(scalar(message.toArray(), messageTag));
        }
        return scalars;
    }

    byte[] expand(byte[] input, byte[] tag, int length) {
        return expansion.get().expandMessage(input, tag, length);
    }

    /** {@code hash_to_curve_g1}, RFC 9380 §3. */
    ECPoint point(byte[] input, byte[] tag) {
        BigInteger[][] elements = new HashToField(tag, G1.CURVE, expansion.get(), FIELD_EXPANSION).process(input, 2);
        BLS12_381G1MapToCurve map = new BLS12_381G1MapToCurve(G1.CURVE);
        BLS12_381G1CurveProcessor group = new BLS12_381G1CurveProcessor();
        return group.clearCofactor(group.add(map.process(elements[0][0]), map.process(elements[1][0]))).normalize();
    }

    /** {@code expand_message_xof}, RFC 9380 §5.3.2; the tag has at most 255 bytes. */
    private static byte[] expandByShake256(byte[] input, byte[] tag, int length) {
        SHAKEDigest shake = new SHAKEDigest(256);
        byte[] prefixed = concatenate(input, Pack.shortToBigEndian((short) length), tag, new byte[]{(byte) tag.length});
        shake.update(prefixed, 0, prefixed.length);
        byte[] expanded = new byte[length];
        shake.doFinal(expanded, 0, length);
        return expanded;
    }

    @Override
    public String toString() {
        return id;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
