package id.signet.registry.operation;

import id.signet.crypto.Bytes;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.json.Jcs;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.EntryDraft;

/**
 * An operation whose signature is good under {@link #signer()}. Whether that key may sign it, the rows tell. Made by
 * {@link SignedOperation#verify} alone.
 */
public final class VerifiedOperation {

    /** An entry is its body and a short envelope. */
    private static final int MAX_BYTES = EntryCodec.LARGEST_ENTRY - 256;

    private final SignedOperation signed;
    private final PublicKey signer;

    VerifiedOperation(SignedOperation signed, PublicKey signer) {
        this.signed = signed;
        this.signer = signer;
    }

    public SignedOperation signed() {
        return signed;
    }

    public Operation operation() {
        return signed.operation();
    }

    public PublicKey signer() {
        return signer;
    }

    public Bytes hash() {
        return signed.hash();
    }

    /** Whether the log would refuse the entry for its size. */
    public boolean isTooLarge() {
        return Jcs.canonicalize(signed.toJson()).length > MAX_BYTES;
    }

    public EntryDraft draft() {
        return new EntryDraft(signed.operation().type(), signed.toJson());
    }
}
