package id.signet.credential.status;

import id.signet.ledger.LeafIndex;
import id.signet.ledger.Receipt;
import id.signet.ledger.Refusal;

/** What became of a wish to change a credential's status. */
public sealed interface StatusOutcome {

    /**
     * The served list shows it.
     *
     * @param changed false if it stood so already
     * @param list the URL of the list
     * @param sequence the list's version that shows it
     * @param leaf the log entry of that version
     */
    record Published(StatusPurpose purpose, boolean value, boolean changed, String list, int index, long sequence,
            LeafIndex leaf, Receipt receipt) implements StatusOutcome {}

    /** Nothing was changed. */
    record Refused(StatusRefusal refusal) implements StatusOutcome {}

    /** Why a status was not changed. */
    enum StatusRefusal implements Refusal {

        UNKNOWN_CREDENTIAL("unknown-credential", "This tenant issued no credential with this id."),
        PURPOSE_NOT_CARRIED("status-not-carried", "The credential was issued without a status for this purpose."),
        NO_SUCH_MESSAGE("no-such-message", "The credential was issued with fewer messages."),
        REVOCATION_IS_FINAL("revocation-is-final", "The credential is revoked, which is final."),
        IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", "This Idempotency-Key was used with another request."),
        ISSUER_DEACTIVATED("issuer-deactivated",
                "The issuer is deactivated: its last lists are signed and cannot change any more.");

        private final String code;
        private final String message;

        StatusRefusal(String code, String message) {
            this.code = code;
            this.message = message;
        }

        @Override
        public String code() {
            return code;
        }

        @Override
        public String message() {
            return message;
        }
    }
}
