package id.signet.crypto.proof;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.rdf.RdfReader;
import id.signet.crypto.rdf.Rdfc10;

/** How the suites that sign statements take the options of a proof. */
final class RdfProofs {

    private RdfProofs() {}

    /** A context of the proof's own would not be signed, so it may only repeat the document's. */
    static ObjectNode signedDocument(ObjectNode document, ObjectNode proofOptions) {
        JsonNode own = proofOptions.get("@context");
        if (own != null && !own.equals(document.get("@context"))) {
            throw new ProofRefused("the @context of the proof is not the document's");
        }
        return document;
    }

    /** "Proof Configuration": the options have the document's context while they are canonicalized. */
    static ObjectNode configuration(ObjectNode document, ObjectNode proofOptions) {
        ObjectNode configuration = proofOptions.deepCopy();
        JsonNode context = document.get("@context");
        if (context != null) {
            configuration.set("@context", context);
        }
        return configuration;
    }

    /** SHA-256 of the canonical options. */
    static Bytes hash(RdfReader reader, ObjectNode document, ObjectNode proofOptions) {
        return Bytes.of(Hashes.sha256(
                Rdfc10.canonicalize(reader.read(configuration(document, proofOptions)), Hashes::sha256).bytes()));
    }
}
