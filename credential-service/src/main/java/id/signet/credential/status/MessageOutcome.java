package id.signet.credential.status;

import id.signet.credential.status.StatusOutcome.StatusRefusal;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.Receipt;

/** What became of a wish to let a credential's status show a message. */
public sealed interface MessageOutcome {

    /**
     * The served list shows it.
     *
     * @param value which of the credential's messages, counted from 0
     * @param changed false if it stood so already
     * @param list the URL of the list
     * @param leaf the log entry of the list's version that shows it
     */
    record Shown(int value, boolean changed, String list, int index, LeafIndex leaf, Receipt receipt)
            implements
                MessageOutcome {}

    /** Nothing was changed. */
    record Refused(StatusRefusal refusal) implements MessageOutcome {}
}
