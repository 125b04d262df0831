package id.signet.credential.verify;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.Hash;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.ledger.receipt.Commitment;
import id.signet.ledger.receipt.CommitmentOpening;
import id.signet.ledger.receipt.ReceiptResult;
import id.signet.ledger.receipt.ReceiptVerifier;
import java.util.List;

/** Anchors by receipt, checked offline with the log's public key, and else by what this node itself issued. */
public final class LedgerAnchors implements Anchors {

    private final ReceiptVerifier receipts;
    private final IssuedIndex issued;

    public LedgerAnchors(ReceiptVerifier receipts, IssuedIndex issued) {
        this.receipts = receipts;
        this.issued = issued;
    }

    @Override
    public Answer find(Subject subject, List<String> texts) {
        var reason = "";
        for (var text : texts) {
            switch (judge(subject, text)) {
                case Answer.Anchored anchored -> {
                    return anchored;
                }
                case Answer.Refused refused -> reason = refused.reason();
                case Answer.NotAnchored none -> {
                }
            }
        }
        var known = issued.find(subject);
        if (known.isPresent()) {
            return new Answer.Anchored(
                    known.get().leaf(),
                    known.get().loggedAt(),
                    known.get().versionId(),
                    "issued-here",
                    "this node issued it, and its log alone vouches for the time");
        }
        return texts.isEmpty() ? new Answer.NotAnchored() : new Answer.Refused(reason);
    }

    private Answer judge(Subject subject, String text) {
        try {
            var receipt = TlogProofCodec.decode(text);
            var opening = CommitmentOpening.of(receipt);
            var commitment = Commitment.ofCredential(
                    opening.salt(),
                    subject.issuer(),
                    opening.versionId(),
                    subject.verificationMethod(),
                    Hash.of(subject.signedInputHash().toArray()));
            return switch (receipts.verifyCommitment(commitment, receipt)) {
                case ReceiptResult.Verified verified ->
                    new Answer.Anchored(
                            verified.index(),
                            verified.loggedAt(),
                            opening.versionId(),
                            Answer.Anchored.BY_RECEIPT,
                            verified.witnesses().isEmpty()
                                    ? "the log alone vouches for the time"
                                    : "the log and " + verified.witnesses().size() + " of the " + receipts.witnesses()
                                            + " witnesses known here vouch for the time");
                case ReceiptResult.NotVerified(var reason) ->
                    new Answer.Refused("The receipt does not prove this credential: " + reason);
            };
        } catch (MalformedInput e) {
            return new Answer.Refused("The receipt is not well formed: " + e.getMessage());
        }
    }
}
