package id.signet.crypto.proof;

import id.signet.crypto.MalformedInput;

/** A proof that breaks the rules of Data Integrity: PROOF_VERIFICATION_ERROR there, not a mere parsing error. */
public sealed class ProofRefused extends MalformedInput permits ProofValueRefused {

    private static final long serialVersionUID = 1L;

    public ProofRefused(String message) {
        super(message);
    }
}
