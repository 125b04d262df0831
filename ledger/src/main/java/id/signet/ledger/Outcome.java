package id.signet.ledger;

/** What became of a submitted {@link LedgerCommand}. */
public sealed interface Outcome {

    /** The entry is on disk, and the receipt proves it under a signed head of its batch. */
    record Appended(LedgerEntry entry, Receipt receipt) implements Outcome {}

    record Refused(Refusal refusal) implements Outcome {}
}
