package id.signet.ledger.merkle;

/** What {@link ProofVerifier} found. */
public sealed interface ProofResult {

    /** The proof shows what it claims. */
    record Proven() implements ProofResult {}

    /**
     * It does not.
     *
     * @param reason the step that failed, as one plain sentence
     */
    record NotProven(String reason) implements ProofResult {}
}
