package id.signet.crypto.proof;

import java.util.List;

import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.JsonPointer;
import id.signet.crypto.key.PublicKey;

/** A proof that is well formed, and nothing more. */
public sealed interface ProofReading {

    SigningInput input();

    /** A proof for everybody. */
    non-sealed interface Verifiable extends ProofReading {

        /** Whether statements of the document may have been withheld. */
        boolean partial();

        /** About what {@link #verify} costs, in signatures of an ordinary suite. */
        default int work() {
            return 1;
        }

        /** Whether this key made the proof. A key of another type is an answer too. */
        boolean verify(PublicKey key);
    }

    /**
     * A base proof of a selective suite. It tells its holder what verifiers must not know (which labels hide which nodes),
     * so it is never shown, and never verifies: its holder derives proofs from it.
     */
    non-sealed interface Base extends ProofReading {

        /**
         * The document's mandatory parts and those that the pointers name, with a proof of them.
         *
         * @param presentationHeader bound into the proof by {@code bbs-2023}; the others have no place for one
         * @throws id.signet.crypto.rdf.PointerRefused if a pointer names nothing
         * @throws ProofRefused if the proof does not belong to the document, or the suite takes no presentation header
         */
        ObjectNode derive(List<JsonPointer> selective, Bytes presentationHeader);
    }
}
