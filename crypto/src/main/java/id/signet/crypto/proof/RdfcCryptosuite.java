package id.signet.crypto.proof;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.rdf.RdfReader;
import id.signet.crypto.rdf.Rdfc10;

/** What the suites that canonicalize the statements with RDFC-1.0 have in common. */
abstract class RdfcCryptosuite implements Cryptosuite {

    private final RdfReader reader;

    RdfcCryptosuite(RdfReader reader) {
        this.reader = reader;
    }

    @Override
    public final boolean storesContext() {
        return false;
    }

    /** "Proof Configuration": the options have the document's context while they are canonicalized. */
    @Override
    public final Bytes proofHash(ObjectNode document, ObjectNode proofOptions, KeyType keyType) {
        return hash(proofConfiguration(document, proofOptions), keyType);
    }

    @Override
    public final Bytes documentHash(ObjectNode document, KeyType keyType) {
        return hash(document, keyType);
    }

    /** A context of the proof's own would not be signed, so it may only repeat the document's. */
    @Override
    public final ObjectNode signedDocument(ObjectNode document, ObjectNode proofOptions) {
        JsonNode own = proofOptions.get("@context");
        if (own != null && !own.equals(document.get("@context"))) {
            throw new ProofRefused("the @context of the proof is not the document's");
        }
        return document;
    }

    static ObjectNode proofConfiguration(ObjectNode document, ObjectNode proofOptions) {
        ObjectNode configuration = proofOptions.deepCopy();
        JsonNode context = document.get("@context");
        if (context != null) {
            configuration.set("@context", context);
        }
        return configuration;
    }

    /** "Transformation" and "Hashing"; for P-384 the hash of the suite is also that of the canonicalization. */
    private Bytes hash(ObjectNode json, KeyType keyType) {
        if (!accepts(keyType)) {
            throw new IllegalArgumentException(name() + " does not sign with " + keyType.curve());
        }
        return switch (keyType) {
            case ED25519, P256, SECP256K1, SM2, BLS12381_G2 ->
                Bytes.of(Hashes.sha256(Rdfc10.canonicalize(reader.read(json), Hashes::sha256).bytes()));
            case P384 -> Bytes.of(Hashes.sha384(Rdfc10.canonicalize(reader.read(json), Hashes::sha384).bytes()));
        };
    }
}
