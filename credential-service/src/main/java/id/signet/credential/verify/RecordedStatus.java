package id.signet.credential.verify;

import id.signet.credential.StatusEntry;
import id.signet.crypto.Bytes;
import java.util.List;

/** Where the status of credentials stands whose format has no member for it: the papers of WeIdentity. */
@FunctionalInterface
public interface RecordedStatus {

    /** Another node has the records. */
    RecordedStatus ELSEWHERE = (issuer, signedInputHash) -> new Answer.Elsewhere();

    Answer find(String issuer, Bytes signedInputHash);

    /** What the records here say. */
    sealed interface Answer {

        /** @param places in status lists; none if it was issued without a status */
        record Issued(List<StatusEntry> places) implements Answer {

            public Issued {
                places = List.copyOf(places);
            }
        }

        /** It was logged and given up: whoever shows it did not have it from here. */
        record NeverSigned() implements Answer {}

        /** This node issues for its log, and has no record of it. */
        record NotIssued() implements Answer {}

        /** This node has no such records. */
        record Elsewhere() implements Answer {}
    }
}
