package id.signet.credential.verify;

import id.signet.crypto.Bytes;
import id.signet.ledger.LeafIndex;
import java.time.Instant;
import java.util.List;

/** Finds a credential's place in the log, from receipts that came with it or from what this node issued. */
@FunctionalInterface
public interface Anchors {

    /** @param receipts texts as received */
    Answer find(Subject subject, List<String> receipts);

    /** What a commitment is made over, besides the salt and the version that its opening tells. */
    record Subject(String issuer, String verificationMethod, Bytes signedInputHash) {}

    /** What was found. */
    sealed interface Answer {

        /**
         * @param versionId the version of the issuer's DID document that the commitment names
         * @param source {@code receipt} or {@code issued-here}
         * @param vouchedBy whose word the time is, half a sentence
         */
        record Anchored(LeafIndex leaf, Instant loggedAt, String versionId, String source, String vouchedBy)
                implements
                    Answer {

            static final String BY_RECEIPT = "receipt";

            /** Whether a receipt proved it, and not this node's memory alone. */
            public boolean isByReceipt() {
                return source.equals(BY_RECEIPT);
            }
        }

        /** Nothing was given, and this node did not issue it. */
        record NotAnchored() implements Answer {}

        /** Receipts were given, and none is a good receipt of this credential; the reason is a plain sentence. */
        record Refused(String reason) implements Answer {}
    }
}
