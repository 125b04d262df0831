package id.signet.credential.status;

import id.signet.credential.status.StatusOutcome.StatusRefusal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What became of a wish to change the status of many credentials. */
public sealed interface BulkChange {

    /**
     * The served lists show it.
     *
     * @param credentials in the order asked for
     * @param lists the URLs of the lists that were published, each once
     */
    record Done(Map<UUID, Each> credentials, List<String> lists) implements BulkChange {

        public Done {
            credentials = Collections.unmodifiableMap(new LinkedHashMap<>(credentials));
            lists = List.copyOf(lists);
        }
    }

    /** Nothing was changed. */
    record Refused(StatusRefusal refusal) implements BulkChange {}

    /** What became of one of them. */
    enum Each {
        CHANGED,
        /** It stood so before. */
        UNCHANGED,
        /** It is revoked, and so neither suspended nor resumed. */
        REVOKED,
        /** It was issued without a status for this purpose. */
        WITHOUT_STATUS
    }
}
