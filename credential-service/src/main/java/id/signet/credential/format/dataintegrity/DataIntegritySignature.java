package id.signet.credential.format.dataintegrity;

import id.signet.credential.CredentialSignature;
import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.proof.DataIntegrityProof;
import id.signet.crypto.proof.ProofReading;
import id.signet.crypto.proof.ProofValueRefused;
import id.signet.crypto.proof.SecuredDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One proof of a document. */
public record DataIntegritySignature(SecuredDocument document, DataIntegrityProof proof, ProofReading reading)
        implements
            CredentialSignature {

    private static final Objection BASE_PROOF = new Objection(
            "base-proof",
            "This is a base proof, which is for its holder alone; a verifier is shown a proof that was derived from it.");

    /** @throws MalformedInput when a proof is of an unknown suite, or its value cannot be one of the suite */
    public static List<DataIntegritySignature> of(SecuredDocument document) {
        return document.proofs()
                .stream()
                .map(proof -> new DataIntegritySignature(document, proof, read(document, proof)))
                .toList();
    }

    private static ProofReading read(SecuredDocument document, DataIntegrityProof proof) {
        if (document.suite(proof).isEmpty()) {
            throw refused("cryptosuite-unsupported", "The proof's cryptosuite is not supported.");
        }
        try {
            return document.read(proof);
        } catch (ProofValueRefused e) {
            throw refused("proof-value-malformed", e.getMessage());
        }
    }

    /** Whether it is made over a part of what its issuer signed. */
    boolean partial() {
        return reading instanceof ProofReading.Verifiable verifiable && verifiable.partial();
    }

    /** SHA-256 of what every form of the proof reveals of the signed bytes. */
    @Override
    public Bytes signedInputHash() {
        return Bytes.of(Hashes.sha256(reading.input().bytes()));
    }

    @Override
    public Optional<Objection> objection() {
        return reading instanceof ProofReading.Base ? Optional.of(BASE_PROOF) : Optional.empty();
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
    public int work() {
        return reading instanceof ProofReading.Verifiable verifiable ? verifiable.work() : 1;
    }

    @Override
    public boolean verify(PublicKey key) {
        return document.verify(proof, key);
    }

    private static MalformedCredential refused(String code, String message) {
        return new MalformedCredential(Problem.PROOF_VERIFICATION, code, message);
    }
}
