package id.signet.credential.format.dataintegrity;

import id.signet.credential.CredentialSignature;
import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multibase;
import id.signet.crypto.proof.DataIntegrityProof;
import id.signet.crypto.proof.SecuredDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One proof of a document.
 *
 * @param signedInputHash of the two Data Integrity hashes, one after the other
 */
public record DataIntegritySignature(SecuredDocument document, DataIntegrityProof proof, Bytes signedInputHash)
        implements
            CredentialSignature {

    /** @throws MalformedInput when a proof is of an unknown suite, or its value cannot be a signature of the suite */
    public static List<DataIntegritySignature> of(SecuredDocument document) {
        return document.proofs()
                .stream()
                .map(proof -> new DataIntegritySignature(document, proof, hash(document, proof)))
                .toList();
    }

    @Override
    public String verificationMethod() {
        return proof.verificationMethod();
    }

    @Override
    public Optional<String> keyId() {
        return Optional.empty();
    }

    @Override
    public String algorithm() {
        return proof.cryptosuite();
    }

    @Override
    public String purpose() {
        return proof.proofPurpose();
    }

    @Override
    public Problem problem() {
        return Problem.PROOF_VERIFICATION;
    }

    @Override
    public Optional<Instant> created() {
        return proof.created();
    }

    @Override
    public Optional<Instant> expires() {
        return proof.expires();
    }

    @Override
    public boolean verify(PublicKey key) {
        return document.verify(proof, key);
    }

    private static Bytes hash(SecuredDocument document, DataIntegrityProof proof) {
        return Bytes.of(Hashes.sha256(document.signingInput(proof, keyType(document, proof)).bytes()));
    }

    /** The type of key that can have made the proof: the suite says which, and where it leaves two, the length. */
    private static KeyType keyType(SecuredDocument document, DataIntegrityProof proof) {
        var suite = document.suite(proof)
                .orElseThrow(() -> refused("cryptosuite-unsupported", "The proof's cryptosuite is not supported."));
        var length = signature(proof).length;
        for (var type : KeyType.values()) {
            if (suite.accepts(type) && type.signatureLength() == length) {
                return type;
            }
        }
        throw refused("proof-value-malformed", "The proofValue is not as long as a signature of its suite.");
    }

    private static byte[] signature(DataIntegrityProof proof) {
        if (!proof.proofValue().startsWith("z")) {
            throw refused("proof-value-malformed", "The proofValue is base58btc with the multibase letter z.");
        }
        try {
            return Multibase.decode(proof.proofValue());
        } catch (MalformedInput e) {
            throw refused("proof-value-malformed", "The proofValue is base58btc with the multibase letter z.");
        }
    }

    private static MalformedCredential refused(String code, String message) {
        return new MalformedCredential(Problem.PROOF_VERIFICATION, code, message);
    }
}
