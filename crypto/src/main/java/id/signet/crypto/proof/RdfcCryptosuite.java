package id.signet.crypto.proof;

import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.rdf.RdfReader;
import id.signet.crypto.rdf.Rdfc10;

/** What the suites that canonicalize the statements with RDFC-1.0 have in common. */
abstract class RdfcCryptosuite extends HashingCryptosuite {

    private final RdfReader reader;

    RdfcCryptosuite(RdfReader reader) {
        this.reader = reader;
    }

    @Override
    public final boolean storesContext() {
        return false;
    }

    @Override
    final String canonicalization() {
        return "RDFC-1.0";
    }

    @Override
    final Bytes proofHash(ObjectNode document, ObjectNode proofOptions, KeyType keyType) {
        return hash(RdfProofs.configuration(document, proofOptions), keyType);
    }

    @Override
    final Bytes documentHash(ObjectNode document, KeyType keyType) {
        return hash(document, keyType);
    }

    @Override
    public final ObjectNode signedDocument(ObjectNode document, ObjectNode proofOptions) {
        return RdfProofs.signedDocument(document, proofOptions);
    }

    /** "Transformation" and "Hashing"; for P-384 the hash of the suite is also that of the canonicalization. */
    private Bytes hash(ObjectNode json, KeyType keyType) {
        return switch (keyType) {
            case ED25519, P256, P521, SECP256K1, SM2, BLS12381_G2, ML_DSA_44 ->
                Bytes.of(Hashes.sha256(Rdfc10.canonicalize(reader.read(json), Hashes::sha256).bytes()));
            case P384 -> Bytes.of(Hashes.sha384(Rdfc10.canonicalize(reader.read(json), Hashes::sha384).bytes()));
        };
    }
}
