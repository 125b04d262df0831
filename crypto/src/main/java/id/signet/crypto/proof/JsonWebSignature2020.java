package id.signet.crypto.proof;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.Signatures;
import id.signet.crypto.rdf.RdfReader;
import id.signet.crypto.rdf.Rdfc10;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Web Signature 2020 (W3C CCG report, 2022), an older type of proof that others still show: a detached JWS with an
 * unencoded payload (RFC 7797) over two SHA-256 hashes of canonical statements, in the member {@code jws}. It is only
 * verified, so no key here makes proofs of it.
 */
public final class JsonWebSignature2020 implements Cryptosuite {

    public static final String NAME = "JsonWebSignature2020";
    public static final String CONTEXT = "https://w3id.org/security/suites/jws-2020/v1";

    /** In place of {@code proofValue}. */
    static final String MEMBER = "jws";

    private static final StrictJson.Limits HEADER_LIMITS = StrictJson.Limits.DEFAULT.withBytes(256).withDepth(2);
    private static final Map<String, KeyType> ALGORITHMS = Map.of("EdDSA", KeyType.ED25519, "ES256", KeyType.P256,
            "ES384", KeyType.P384, "ES256K", KeyType.SECP256K1);

    private final RdfReader reader;

    public JsonWebSignature2020(RdfReader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, String> identifiers() {
        return Map.of("type", NAME);
    }

    @Override
    public List<String> contexts() {
        return List.of(CONTEXT);
    }

    @Override
    public boolean accepts(KeyType type) {
        return false;
    }

    @Override
    public boolean storesContext() {
        return false;
    }

    @Override
    public boolean selective() {
        return false;
    }

    @Override
    public ObjectNode signedDocument(ObjectNode document, ObjectNode proofOptions) {
        return RdfProofs.signedDocument(document, proofOptions);
    }

    @Override
    public UnsignedProof prepare(ObjectNode document, ProofOptions options, PublicKey key) {
        throw new IllegalArgumentException(NAME + " is only verified");
    }

    @Override
    public String proofValue(ObjectNode parts, byte[] signature) {
        throw new IllegalArgumentException(NAME + " is only verified");
    }

    @Override
    public ProofReading read(CoveredDocument document, DataIntegrityProof proof) {
        String jws = proof.proofValue();
        int dots = jws.indexOf("..");
        if (dots < 1) {
            throw new ProofValueRefused("the jws of a proof is no token without its payload");
        }
        ObjectNode header;
        byte[] signature;
        try {
            header = StrictJson.parseObject(Base64Url.decode(jws, 0, dots), HEADER_LIMITS);
            signature = Base64Url.decode(jws, dots + 2, jws.length());
        } catch (MalformedInput e) {
            throw new ProofValueRefused("the jws of a proof is no token without its payload");
        }
        KeyType keyType = keyType(header);
        Bytes documentHash = document.form("RDFC-1.0 " + NAME, Bytes.class,
                json -> Bytes.of(Hashes.sha256(Rdfc10.canonicalize(reader.read(json), Hashes::sha256).bytes())));
        SigningInput input = new SigningInput(RdfProofs.hash(reader, document.json(), proof.options()), documentHash);
        return new Signed(input, jws.substring(0, dots), keyType, Bytes.of(signature));
    }

    /** The header has the algorithm and says that the payload is not encoded, and nothing else. */
    private static KeyType keyType(ObjectNode header) {
        Optional<KeyType> type = Optional.ofNullable(ALGORITHMS.get(header.path("alg").asString("")));
        boolean unencoded = header.path("b64").isBoolean() && !header.path("b64").booleanValue()
                && header.path("crit").equals(Json.array(List.of("b64")));
        if (!unencoded || header.size() != 3) {
            throw new ProofValueRefused("the header of a jws is not made of alg, b64 and crit");
        }
        return type.orElseThrow(() -> new ProofValueRefused("the algorithm of a jws is not in the allow-list"));
    }

    private record Signed(SigningInput input, String header, KeyType keyType, Bytes signature)
            implements
                ProofReading.Verifiable {

        @Override
        public boolean partial() {
            return false;
        }

        @Override
        public boolean verify(PublicKey key) {
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            signed.writeBytes((header + ".").getBytes(StandardCharsets.US_ASCII));
            signed.writeBytes(input.bytes());
            return key.type() == keyType && Signatures.verify(key, signed.toByteArray(), signature.toArray());
        }
    }
}
