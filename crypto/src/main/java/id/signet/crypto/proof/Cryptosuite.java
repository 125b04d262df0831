package id.signet.crypto.proof;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;

/** How proofs are made and read. */
public interface Cryptosuite {

    /** The value of {@code cryptosuite} in a proof. */
    String name();

    /** The members of a proof that tell which suite made it, all of them and nothing else. */
    default Map<String, String> identifiers() {
        return Map.of("type", DataIntegrityProof.TYPE, "cryptosuite", name());
    }

    /** Whether the suite is older than Data Integrity 1.0 and has a type of proof of its own. */
    default boolean isOlder() {
        return !identifiers().containsKey("cryptosuite");
    }

    /**
     * The contexts that define the members of its proofs, any one of which will do; the first is for documents that have
     * none (Data Integrity 1.0, "Context Injection").
     */
    default List<String> contexts() {
        return List.of("https://w3id.org/security/data-integrity/v2", "https://www.w3.org/ns/credentials/v2",
                "https://w3id.org/security/data-integrity/v1");
    }

    /**
     * What a proof of this suite must have besides what every proof has: the older ones ask for {@code created}, which Data
     * Integrity 1.0 leaves open.
     *
     * @throws ProofRefused if it lacks it
     */
    default void require(DataIntegrityProof proof) {
        if (isOlder() && proof.created().isEmpty()) {
            throw new ProofRefused("a proof has no created");
        }
    }

    /** Whether keys of this type make proofs of this suite. */
    boolean accepts(KeyType type);

    /** Whether the proof stores the document's {@code @context} as its own member (the jcs suites do). */
    boolean storesContext();

    /** Whether its base proofs are for a holder, who derives proofs of parts of the document from them. */
    boolean selective();

    /**
     * What a proof with these options speaks about: the document, with the context that was signed.
     *
     * @param document without the proof at hand; its {@code proof} member holds the earlier proofs that this one covers
     * @param proofOptions the proof without {@code proofValue}
     * @throws ProofRefused if the proof has an {@code @context} that does not go with the document's
     */
    ObjectNode signedDocument(ObjectNode document, ObjectNode proofOptions);

    /**
     * A proof that lacks nothing but the signature.
     *
     * @param document as {@link #signedDocument} answered it
     * @param key that will sign
     * @throws id.signet.crypto.MalformedInput if the suite cannot canonicalize the document or the options
     * @throws IllegalArgumentException if the suite does not accept the type of key
     */
    UnsignedProof prepare(ObjectNode document, ProofOptions options, PublicKey key);

    /**
     * The {@code proofValue}.
     *
     * @param parts as {@link UnsignedProof#parts} gave them
     */
    String proofValue(ObjectNode parts, byte[] signature);

    /**
     * What a proof says, before anybody knows whether it is true.
     *
     * @param document what the proof covers, as {@link #signedDocument} answered it
     * @throws ProofRefused if the {@code proofValue} is none of this suite, or the proof does not fit the document
     * @throws id.signet.crypto.MalformedInput if the suite cannot canonicalize the document or the options
     */
    ProofReading read(CoveredDocument document, DataIntegrityProof proof);
}
