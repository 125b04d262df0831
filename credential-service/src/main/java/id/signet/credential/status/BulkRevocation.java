package id.signet.credential.status;

import id.signet.credential.status.StatusOutcome.StatusRefusal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What became of a wish to revoke many credentials. */
public sealed interface BulkRevocation {

    /** The served lists show it; in the order asked for. */
    record Done(Map<UUID, Each> credentials) implements BulkRevocation {

        public Done {
            credentials = Collections.unmodifiableMap(new LinkedHashMap<>(credentials));
        }
    }

    /** Nothing was changed. */
    record Refused(StatusRefusal refusal) implements BulkRevocation {}

    /** What became of one of them. */
    enum Each {
        REVOKED_NOW,
        REVOKED_BEFORE,
        /** It was issued without a status that could be revoked. */
        WITHOUT_STATUS
    }
}
