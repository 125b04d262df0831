package id.signet.registry.evidence;

import id.signet.ledger.Receipt;
import id.signet.registry.RegistryRefusal;
import java.util.List;

/** What became of a wish to say something about evidence. */
public sealed interface EvidenceOutcome {

    /** Each statement is committed to and on disk; in the order of the wishes. */
    record Done(List<Proven> statements) implements EvidenceOutcome {

        public Done {
            statements = List.copyOf(statements);
        }
    }

    /** A published fact is in the log. */
    record Published(Receipt receipt) implements EvidenceOutcome {}

    record Refused(RegistryRefusal refusal) implements EvidenceOutcome {}

    /**
     * A statement with its receipt.
     *
     * @param sequence of the statement about the evidence
     * @param receipt with its opening
     */
    record Proven(EvidenceId evidence, long sequence, Receipt receipt) {}
}
