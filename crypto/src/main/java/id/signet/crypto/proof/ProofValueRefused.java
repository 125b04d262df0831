package id.signet.crypto.proof;

/** A {@code proofValue} that its cryptosuite cannot have made. */
public final class ProofValueRefused extends ProofRefused {

    private static final long serialVersionUID = 1L;

    public ProofValueRefused(String message) {
        super(message);
    }
}
