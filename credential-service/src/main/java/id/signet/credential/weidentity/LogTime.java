package id.signet.credential.weidentity;

import id.signet.credential.format.weidentity.LogStamp;
import id.signet.credential.issue.IssueOutcome.Issued;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.ledger.receipt.CommitmentOpening;
import tools.jackson.databind.node.ObjectNode;

/** The log vouches: the time is that at which it took the credential, and the receipt proves it. */
public final class LogTime implements TimestampAuthority {

    private final String origin;

    /** @param origin the log's name */
    public LogTime(String origin) {
        this.origin = origin;
    }

    @Override
    public Issued stamp(Issued credential) {
        ObjectNode stamped = (ObjectNode) credential.credential().deepCopy();
        LogStamp.put(stamped, origin, CommitmentOpening.of(credential.receipt()).loggedAt(),
                TlogProofCodec.encode(credential.receipt()));
        return new Issued(credential.id(), stamped, credential.receipt(), credential.leaf());
    }
}
