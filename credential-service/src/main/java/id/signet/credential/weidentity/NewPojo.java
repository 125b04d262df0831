package id.signet.credential.weidentity;

import id.signet.credential.format.weidentity.LiteFormat;
import id.signet.credential.format.weidentity.OriginalFormat;
import id.signet.credential.status.StatusPurpose;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * A wish for a CredentialPojo.
 *
 * @param issuer a DID
 * @param claim whose {@code id}, where it has one, is the DID of the subject
 * @param issuanceDate absent: now
 * @param verificationMethod the DID URL of the method to sign with; absent: the newest that fits
 * @param status what can be said of it later; empty: nothing, also not its revocation
 */
public record NewPojo(Kind kind, long cptId, String issuer, ObjectNode claim, Optional<Instant> issuanceDate,
        Instant expirationDate, Optional<String> verificationMethod, Set<StatusPurpose> status) {

    /** The types that are issued. */
    public enum Kind {
        ORIGINAL(OriginalFormat.NAME),
        LITE1(LiteFormat.NAME);

        private final String format;

        Kind(String format) {
            this.format = format;
        }

        /** The name of the format in the REST door and in reports. */
        public String format() {
            return format;
        }
    }

    public NewPojo {
        status = Set.copyOf(status);
    }
}
