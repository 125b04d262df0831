package id.signet.credential.status;

import java.util.List;

/** How a list can be represented. */
public enum StatusFace {

    /** A Bitstring list credential with a Data Integrity proof. */
    DATA_INTEGRITY("application/vc"),

    /** The same credential as a JWT. */
    JWT("application/vc+jwt"),

    /** A Token Status List in its JWT form. */
    TOKEN("application/statuslist+jwt"),

    /** The same in its CWT form. */
    TOKEN_CWT("application/statuslist+cwt");

    private final String mediaType;

    StatusFace(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The faces a list of this kind can have, the one served without a wish first. */
    public static List<StatusFace> of(StatusKind kind) {
        return switch (kind) {
            case BITSTRING_REVOCATION, BITSTRING_SUSPENSION, MESSAGE_1, MESSAGE_2, MESSAGE_4, MESSAGE_8 ->
                List.of(DATA_INTEGRITY, JWT);
            case TOKEN -> List.of(TOKEN, TOKEN_CWT);
        };
    }
}
