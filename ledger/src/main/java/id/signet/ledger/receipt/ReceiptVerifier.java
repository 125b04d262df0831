package id.signet.ledger.receipt;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Receipt;
import id.signet.ledger.TreeSize;
import id.signet.ledger.merkle.InclusionProof;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.ProofResult.NotProven;
import id.signet.ledger.merkle.ProofResult.Proven;
import id.signet.ledger.merkle.ProofVerifier;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.note.VerifiedCheckpoint;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.receipt.ReceiptResult.NotVerified;
import id.signet.ledger.receipt.ReceiptResult.Verified;
import java.util.Collection;
import java.util.List;

/** Checks receipts offline, with the public key of the log alone. Steps as in C2SP tlog-proof, "Verifying". */
public final class ReceiptVerifier {

    private final VerifierKey log;
    private final List<VerifierKey> witnesses;

    /** @param log the key of the log; its name is the only origin accepted */
    public ReceiptVerifier(VerifierKey log) {
        this(log, List.of());
    }

    /** @param witnesses whose cosignatures are reported; how many are enough is the caller's policy */
    public ReceiptVerifier(VerifierKey log, Collection<VerifierKey> witnesses) {
        this.log = log;
        this.witnesses = List.copyOf(witnesses);
    }

    /** How many witnesses are known. */
    public int witnesses() {
        return witnesses.size();
    }

    /** Whether exactly these bytes are an entry of the log. */
    public ReceiptResult verify(Bytes entry, Receipt receipt) {
        try {
            return verify(EntryCodec.decode(receipt.index(), entry), receipt);
        } catch (MalformedInput e) {
            return new NotVerified(e.getMessage());
        }
    }

    /** Whether the commitment, or a batch it is in, is an entry of the log; the opening is the receipt's. */
    public ReceiptResult verifyCommitment(Commitment commitment, Receipt receipt) {
        try {
            CommitmentOpening opening = CommitmentOpening.of(receipt);
            BatchPath batch = opening.batch();
            return verify(
                    EntryCodec.encode(
                            receipt.index(),
                            CommitmentBatch.draft(batch, commitment),
                            opening.loggedAt()),
                    receipt);
        } catch (MalformedInput e) {
            return new NotVerified(e.getMessage());
        }
    }

    private ReceiptResult verify(LedgerEntry entry, Receipt receipt) {
        // 2. The origin line is acceptable, and the checkpoint is signed by a log public key configured for it.
        // 3. Verify all cosignatures for witnesses known to the verifier.
        VerifiedCheckpoint verified = SignedCheckpoint.parse(receipt.checkpoint()).verify(log, witnesses);
        TreeSize size = verified.checkpoint().size();
        // 1. Compute the leaf hash. 4. The inclusion proof binds it to the root of the signed checkpoint.
        return switch (ProofVerifier.inclusion(
                MerkleTree.leafHash(entry.bytes().toArray()),
                new InclusionProof(receipt.index(), size, receipt.path()),
                verified.checkpoint().root())) {
            case Proven _ -> new Verified(
                    receipt.index(), entry.loggedAt(), verified.checkpoint(), verified.witnesses());
            case NotProven(String reason) -> new NotVerified(reason);
        };
    }
}
