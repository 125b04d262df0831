package id.signet.credential.presentation;

import id.signet.credential.MalformedCredential;
import id.signet.credential.format.VcDocument;
import id.signet.credential.format.dataintegrity.DataIntegrityFormat;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.JsonPointer;
import id.signet.crypto.proof.ProofReading;
import id.signet.crypto.proof.ProofRefused;
import id.signet.crypto.proof.SecuredDocument;
import id.signet.crypto.rdf.NotSelectable;
import id.signet.crypto.rdf.PointerRefused;
import id.signet.ledger.Refusal;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Derives, for the holder of a credential with a base proof, one that shows parts of it (the selective cryptosuites of Data
 * Integrity). It needs nothing but the credential, and keeps nothing.
 */
public final class DeriveCredential {

    private final DataIntegrityFormat format;

    public DeriveCredential(DataIntegrityFormat format) {
        this.format = format;
    }

    /**
     * What a holder wants to show.
     *
     * @param credential with its base proof
     * @param selectivePointers to what is shown besides what is mandatory
     * @param presentationHeader bound into a proof of {@code bbs-2023}: a verifier's nonce, for example
     */
    public record Wish(ObjectNode credential, List<JsonPointer> selectivePointers, Bytes presentationHeader) {

        public Wish {
            selectivePointers = List.copyOf(selectivePointers);
        }
    }

    /** What became of it. */
    public sealed interface Outcome {

        record Derived(ObjectNode credential) implements Outcome {}

        record Refused(String code, String message) implements Outcome, Refusal {}
    }

    /** @throws MalformedInput when it is no document with a well-formed proof */
    public Outcome derive(Wish wish) {
        try {
            var secured = format.secured(wish.credential());
            if (secured.proofs().size() != 1 || !(base(secured) instanceof ProofReading.Base base)) {
                return new Outcome.Refused("not-a-base-proof",
                        "The credential has not one base proof of a selective cryptosuite, from which alone others are derived.");
            }
            var derived = base.derive(wish.selectivePointers(), wish.presentationHeader());
            return shown(derived);
        } catch (PointerRefused e) {
            return new Outcome.Refused("pointer-unknown", e.getMessage());
        } catch (NotSelectable e) {
            return new Outcome.Refused("not-selectable", e.getMessage());
        } catch (ProofRefused e) {
            return new Outcome.Refused("proof-mismatch", e.getMessage());
        }
    }

    /** Both data models ask for a subject with a claim; without one nobody takes it for a credential. */
    private static Outcome shown(ObjectNode derived) {
        try {
            VcDocument.parseAny(derived);
            return new Outcome.Derived(derived);
        } catch (MalformedCredential e) {
            return new Outcome.Refused("disclosure-incomplete",
                    "What the pointers name is not a credential by itself: " + e.getMessage());
        }
    }

    private static ProofReading base(SecuredDocument secured) {
        return secured.read(secured.proofs().getFirst());
    }
}
