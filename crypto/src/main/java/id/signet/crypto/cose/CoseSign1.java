package id.signet.crypto.cose;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.cbor.Cbor;
import id.signet.crypto.cbor.StrictCbor;
import id.signet.crypto.jose.TokenKeyId;
import id.signet.crypto.jose.TokenRefused;
import id.signet.crypto.key.KeyType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one door for signed COSE messages from outside: a tagged COSE_Sign1 (RFC 9052 section 4.2), read but not yet
 * believed. It is to COSE what {@link id.signet.crypto.jose.CompactToken} is to JOSE, and refuses with
 * {@link MalformedInput}, and with {@link TokenRefused} where the form is good but the securing is never accepted:
 *
 * <ul>
 * <li>anything but tag 18 around an array of four in {@linkplain StrictCbor strict CBOR}; the order of the labels in a
 * header is free. So other COSE messages, several signatures, detached payloads and empty signatures;
 * <li>an algorithm outside the allow-list. There is no MAC in it, and never will be;
 * <li>{@code crit} (label 2) at all;
 * <li>{@code alg}, {@code crit}, {@code content type}, {@code kid}, claims and {@code typ} in the unprotected header: nothing
 * that decides anything is taken from where anybody can change it. Its other labels are ignored;
 * <li>a {@code kid} whose bytes are not the characters of a URI; a content type or {@code typ} that is not text.
 * </ul>
 *
 * <p>Keys and certificates in headers are never a source of the verification key: {@link Cose} takes a key that the
 * caller found elsewhere.
 */
public final class CoseSign1 {

    /** Of the whole message, in bytes. */
    public static final int MAX_LENGTH = 64 * 1024;

    /** Of the protected header, in bytes. */
    public static final int MAX_HEADER = 8 * 1024;

    static final long TAG = 18;

    static final long ALGORITHM = 1;
    static final long CRITICAL = 2;
    static final long CONTENT_TYPE = 3;
    static final long KEY_ID = 4;
    static final long CLAIMS = 15;
    static final long TYPE = 16;

    private static final List<Long> PROTECTED_ONLY = List.of(ALGORITHM, CRITICAL, CONTENT_TYPE, KEY_ID, CLAIMS, TYPE);

    private static final StrictCbor.Limits MESSAGE = StrictCbor.Limits.DEFAULT.withBytes(MAX_LENGTH)
            .withDepth(8)
            .withItems(256)
            .withTags(TAG)
            .withAnyOrder();
    private static final StrictCbor.Limits HEADER = StrictCbor.Limits.DEFAULT.withBytes(MAX_HEADER)
            .withDepth(8)
            .withItems(256)
            .withAnyOrder();

    private final Bytes protectedHeader;
    private final Cbor.Dictionary header;
    private final CoseAlgorithm algorithm;
    private final Optional<String> keyId;
    private final Bytes payload;
    private final Bytes signature;

    private CoseSign1(Bytes protectedHeader, Cbor.Dictionary header, CoseAlgorithm algorithm, Optional<String> keyId,
            Bytes payload, Bytes signature) {
        this.protectedHeader = protectedHeader;
        this.header = header;
        this.algorithm = algorithm;
        this.keyId = keyId;
        this.payload = payload;
        this.signature = signature;
    }

    /** @param message the tagged message in bytes */
    public static CoseSign1 parse(byte[] message) {
        return parse(message, MESSAGE, PROTECTED_ONLY);
    }

    /**
     * The same for a message in which a {@code kid} outside the signature does no harm, because only the keys of one party
     * are asked for it, such as a Status List Token, which is longer too.
     *
     * @param longest of the message in bytes
     */
    public static CoseSign1 parseWithOpenKeyId(byte[] message, int longest) {
        return parse(message, MESSAGE.withBytes(longest),
                PROTECTED_ONLY.stream().filter(label -> label != KEY_ID).toList());
    }

    private static CoseSign1 parse(byte[] message, StrictCbor.Limits limits, List<Long> protectedOnly) {
        if (!(StrictCbor.parse(message, limits) instanceof Cbor.Tagged(long tag, Cbor.Array(var parts)))
                || tag != TAG
                || parts.size() != 4) {
            throw new MalformedInput("a COSE_Sign1 is an array of four with the tag 18");
        }
        if (parts.get(2) == Cbor.Simple.NULL) {
            throw new MalformedInput("a COSE_Sign1 has no payload; a detached one is not supported");
        }
        if (!(parts.get(0) instanceof Cbor.ByteString(var protectedHeader))
                || !(parts.get(1) instanceof Cbor.Dictionary unprotected)
                || !(parts.get(2) instanceof Cbor.ByteString(var payload))
                || !(parts.get(3) instanceof Cbor.ByteString(var signature))) {
            throw new MalformedInput("the parts of a COSE_Sign1 are bytes, a map, bytes and bytes");
        }
        if (protectedHeader.size() == 0) {
            throw new MalformedInput("a COSE_Sign1 has an empty protected header");
        }
        if (signature.size() == 0) {
            throw new MalformedInput("the signature of a COSE_Sign1 is empty");
        }
        for (long label : protectedOnly) {
            if (unprotected.get(label).isPresent()) {
                throw new TokenRefused("the label " + label + " of a COSE_Sign1 is not protected");
            }
        }
        if (!(StrictCbor.parse(protectedHeader.toArray(), HEADER) instanceof Cbor.Dictionary header)) {
            throw new MalformedInput("the protected header of a COSE_Sign1 is not a map");
        }
        if (header.get(CRITICAL).isPresent()) {
            throw new TokenRefused("a COSE_Sign1 has the header parameter crit, which is not supported");
        }
        requireTexts(header, CONTENT_TYPE, TYPE);
        CoseAlgorithm algorithm = algorithm(header);
        Optional<String> keyId = keyId(header);
        return new CoseSign1(protectedHeader, header, algorithm, keyId.isPresent() ? keyId : keyId(unprotected),
                payload, signature);
    }

    private static void requireTexts(Cbor.Dictionary header, long... labels) {
        for (long label : labels) {
            if (header.get(label).filter(value -> !(value instanceof Cbor.Text)).isPresent()) {
                throw new MalformedInput("the label " + label + " of a COSE_Sign1 is not a text");
            }
        }
    }

    private static CoseAlgorithm algorithm(Cbor.Dictionary header) {
        Cbor value = header.get(ALGORITHM)
                .orElseThrow(() -> new MalformedInput("a COSE_Sign1 names no algorithm"));
        return Optional.of(value)
                .filter(Cbor.Int.class::isInstance)
                .flatMap(number -> CoseAlgorithm.of(((Cbor.Int) number).value()))
                .orElseThrow(() -> new TokenRefused("the algorithm of a COSE_Sign1 is not in the allow-list"));
    }

    private static Optional<String> keyId(Cbor.Dictionary header) {
        Optional<Cbor> value = header.get(KEY_ID);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!(value.get() instanceof Cbor.ByteString(var bytes))) {
            throw new MalformedInput("the kid of a COSE_Sign1 is not a byte string");
        }
        String kid = new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
        TokenKeyId.require(kid);
        return Optional.of(kid);
    }

    /** The COSE name of the algorithm, one of the allow-list. */
    public String algorithm() {
        return algorithm.algorithm();
    }

    /** The only type of key that can verify this message. */
    public KeyType keyType() {
        return algorithm.keyType();
    }

    public Optional<String> keyId() {
        return keyId;
    }

    /** {@code typ}, RFC 9596. */
    public Optional<String> type() {
        return text(TYPE);
    }

    public Optional<String> contentType() {
        return text(CONTENT_TYPE);
    }

    /** CWT claims in the header (RFC 9597); empty if there are none. */
    public Cbor.Dictionary claims() {
        return header.get(CLAIMS)
                .map(claims -> {
                    if (!(claims instanceof Cbor.Dictionary dictionary)) {
                        throw new MalformedInput("the claims of a COSE_Sign1 are not a map");
                    }
                    return dictionary;
                })
                .orElseGet(() -> new Cbor.Dictionary(Map.of()));
    }

    public Bytes payload() {
        return payload;
    }

    public Bytes signature() {
        return signature;
    }

    /** The Sig_structure of RFC 9052 section 4.4: what the signature covers. */
    public Bytes signingInput() {
        return Cose.signingInput(protectedHeader, payload);
    }

    private Optional<String> text(long label) {
        return header.get(label).map(value -> ((Cbor.Text) value).value());
    }
}
