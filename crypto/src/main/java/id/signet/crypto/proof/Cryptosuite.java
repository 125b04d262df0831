package id.signet.crypto.proof;

import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.key.KeyType;

/** How a document and its proof options become the bytes that are signed. */
public interface Cryptosuite {

    /** The value of {@code cryptosuite} in a proof. */
    String name();

    /** Whether keys of this type make proofs of this suite. */
    boolean accepts(KeyType type);

    /** Whether the proof stores the document's {@code @context} as its own member (the jcs suites do). */
    boolean storesContext();

    /**
     * @param document without the proof at hand; its {@code proof} member holds the earlier proofs that this one covers
     * @param proofOptions the proof without {@code proofValue}
     * @throws ProofRefused if the proof's {@code @context} is not the beginning of the document's
     * @throws IllegalArgumentException if the suite does not accept the type of key
     */
    SigningInput signingInput(ObjectNode document, ObjectNode proofOptions, KeyType keyType);
}
