package id.signet.credential.issue;

import id.signet.ledger.LeafIndex;
import id.signet.ledger.Receipt;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What became of a wish to issue. */
public sealed interface IssueOutcome {

    /**
     * @param id the name of the credential on this service
     * @param credential an object with its proof, or a token as a JSON string
     * @param receipt proves the credential's commitment, its opening included
     * @param leaf the commitment's place in the log
     */
    record Issued(UUID id, JsonNode credential, Receipt receipt, LeafIndex leaf) implements IssueOutcome {}

    record Refused(IssuanceRefusal refusal) implements IssueOutcome {}
}
