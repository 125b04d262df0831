package id.signet.crypto.cose;

import id.signet.crypto.Bytes;
import id.signet.crypto.cbor.Cbor;
import id.signet.crypto.cbor.StrictCbor;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.Signatures;
import id.signet.crypto.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signing and verifying of COSE_Sign1: RFC 9052 section 4.4. There is never external data. */
public final class Cose {

    private static final String CONTEXT = "Signature1";

    private Cose() {}

    /**
     * The protected header of a message to be signed; the algorithm comes from the key.
     *
     * @param type {@code typ}, RFC 9596
     * @param contentType of the payload, where the type does not tell it
     * @param claims CWT claims (RFC 9597), perhaps none
     */
    public record Header(String keyId, String type, Optional<String> contentType, Map<Cbor, Cbor> claims) {

        public Header(String keyId, String type, String contentType, Map<Cbor, Cbor> claims) {
            this(keyId, type, Optional.of(contentType), claims);
        }

        public Header {
            claims = Map.copyOf(claims);
        }
    }

    /** Whether COSE has an algorithm for keys of this type. */
    public static boolean signs(KeyType keyType) {
        return CoseAlgorithm.of(keyType).isPresent();
    }

    /** A tagged message with its signature. */
    public static byte[] sign(Header header, byte[] payload, SigningKey key) {
        Bytes signingInput = signingInput(header, payload, key.publicKey().type());
        return message(signingInput, key.sign(signingInput.toArray()));
    }

    /**
     * What a key of this type would sign, for those who need it before the signature is made.
     *
     * @throws IllegalArgumentException if COSE has no algorithm for the key
     */
    public static Bytes signingInput(Header header, byte[] payload, KeyType keyType) {
        CoseAlgorithm algorithm = CoseAlgorithm.of(keyType)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no message is signed with a key of type " + keyType.curve()));
        Map<Cbor, Cbor> labels = new HashMap<>();
        labels.put(Cbor.of(CoseSign1.ALGORITHM), Cbor.of(algorithm.number()));
        header.contentType().ifPresent(type -> labels.put(Cbor.of(CoseSign1.CONTENT_TYPE), Cbor.of(type)));
        labels.put(Cbor.of(CoseSign1.KEY_ID), Cbor.of(header.keyId().getBytes(StandardCharsets.UTF_8)));
        labels.put(Cbor.of(CoseSign1.TYPE), Cbor.of(header.type()));
        if (!header.claims().isEmpty()) {
            labels.put(Cbor.of(CoseSign1.CLAIMS), new Cbor.Dictionary(header.claims()));
        }
        return signingInput(Bytes.of(new Cbor.Dictionary(labels).encoded()), Bytes.of(payload));
    }

    /** The Sig_structure. */
    static Bytes signingInput(Bytes protectedHeader, Bytes payload) {
        return Bytes.of(Cbor.of(List.of(Cbor.of(CONTEXT), new Cbor.ByteString(protectedHeader),
                new Cbor.ByteString(Bytes.EMPTY), new Cbor.ByteString(payload))).encoded());
    }

    /** The tagged message: what was signed, its unprotected header empty, and the signature. */
    public static byte[] message(Bytes signingInput, byte[] signature) {
        if (!(StrictCbor.parse(signingInput.toArray()) instanceof Cbor.Array(var parts)) || parts.size() != 4) {
            throw new IllegalArgumentException("this is no Sig_structure");
        }
        return new Cbor.Tagged(CoseSign1.TAG, Cbor.of(List.of(parts.get(1), new Cbor.Dictionary(Map.of()),
                parts.get(3), Cbor.of(signature)))).encoded();
    }

    /** Whether this key made the message's signature, by the one algorithm that the key has. Nothing else is checked. */
    public static boolean verify(CoseSign1 message, PublicKey key) {
        return message.keyType() == key.type()
                && Signatures.verify(key, message.signingInput().toArray(), message.signature().toArray());
    }
}
