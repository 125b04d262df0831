package id.signet.credential.format.weidentity;

import id.signet.credential.MalformedCredential;
import id.signet.credential.UnverifiedCredential.Stamp;
import id.signet.crypto.MalformedInput;
import id.signet.ledger.note.TlogProofCodec;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The time in a credential of CPT 108 that a log vouches for: its authority is the log, and the authority's signature the
 * receipt of the credential itself (C2SP tlog-proof). The issuer's signature does not cover it; the receipt does.
 */
public final class LogStamp {

    /** The authority's name is this and the origin of its log. */
    private static final String AUTHORITY = "signet-log:";

    private LogStamp() {}

    /**
     * The time of a credential of CPT 108.
     *
     * @throws MalformedCredential if it has none
     */
    static Optional<Stamp> of(CredentialPojo pojo) {
        if (pojo.cptId() != CredentialPojo.TIMESTAMP) {
            return Optional.empty();
        }
        ObjectNode claim = pojo.claim();
        String authority = PojoReader.text(claim, "timestampAuthority");
        if (!authority.startsWith(AUTHORITY)) {
            return Optional.of(new Stamp.Foreign(authority));
        }
        if (!claim.path("timestamp").isIntegralNumber() || !claim.get("timestamp").canConvertToLong()
                || !claim.path("authoritySignature").isString()) {
            throw CredentialPojo.malformed("pojo-timestamp",
                    "A time that a log vouches for is a number of milliseconds and a receipt.");
        }
        String receipt = claim.get("authoritySignature").stringValue();
        return Optional.of(authority.equals(AUTHORITY + origin(receipt))
                ? new Stamp.Logged(Instant.ofEpochMilli(claim.get("timestamp").longValue()), receipt)
                : new Stamp.Foreign(authority));
    }

    /** The log that the receipt is of, as it says. */
    private static String origin(String receipt) {
        try {
            return TlogProofCodec.decode(receipt).checkpoint().lines().findFirst().orElse("");
        } catch (MalformedInput e) {
            throw CredentialPojo.malformed("pojo-timestamp", "The receipt of a time is not well formed: "
                    + e.getMessage());
        }
    }

    /**
     * Adds the time to a credential of CPT 108.
     *
     * @param receipt a C2SP tlog-proof with its opening
     */
    public static void put(ObjectNode credential, String origin, Instant time, String receipt) {
        ObjectNode claim = credential.withObject("/claim");
        claim.put("timestampAuthority", AUTHORITY + origin);
        claim.put("timestamp", time.toEpochMilli());
        claim.put("authoritySignature", receipt);
        ObjectNode salts = credential.withObject("/proof").withObject("/salt");
        salts.put("timestampAuthority", "").put("timestamp", "").put("authoritySignature", "");
    }
}
