package id.signet.crypto.proof;

import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Bytes;
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
     * What a proof with these options speaks about: the document, with the context that was signed.
     *
     * @param document without the proof at hand; its {@code proof} member holds the earlier proofs that this one covers
     * @param proofOptions the proof without {@code proofValue}
     * @throws ProofRefused if the proof has an {@code @context} that does not go with the document's
     */
    ObjectNode signedDocument(ObjectNode document, ObjectNode proofOptions);

    /**
     * @param document as {@link #signedDocument} answered it
     * @throws id.signet.crypto.MalformedInput if the suite cannot canonicalize the options
     * @throws IllegalArgumentException if the suite does not accept the type of key
     */
    Bytes proofHash(ObjectNode document, ObjectNode proofOptions, KeyType keyType);

    /**
     * @param document as {@link #signedDocument} answered it
     * @throws id.signet.crypto.MalformedInput if the suite cannot canonicalize the document
     * @throws IllegalArgumentException if the suite does not accept the type of key
     */
    Bytes documentHash(ObjectNode document, KeyType keyType);
}
