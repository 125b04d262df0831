package id.signet.credential;

/** The classes of problem that W3C specifications name; a report row carries one beside its own, finer code. */
public enum Problem {
    PARSING("https://www.w3.org/TR/vc-data-model#PARSING_ERROR", "Parsing error"),
    MALFORMED_VALUE(
            "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR", "Malformed value"),
    RANGE(
            "https://www.w3.org/TR/vc-data-model#RANGE_ERROR", "Value out of range"),
    CRYPTOGRAPHIC_SECURITY(
            "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR",
            "Cryptographic security error"),
    PROOF_VERIFICATION(
            "https://w3id.org/security#PROOF_VERIFICATION_ERROR",
            "Proof verification error"),
    PROOF_TRANSFORMATION(
            "https://w3id.org/security#PROOF_TRANSFORMATION_ERROR",
            "Proof transformation error"),
    INVALID_DOMAIN(
            "https://w3id.org/security#INVALID_DOMAIN_ERROR",
            "Invalid domain"),
    INVALID_CHALLENGE(
            "https://w3id.org/security#INVALID_CHALLENGE_ERROR",
            "Invalid challenge"),
    DATA_LOSS(
            "https://w3id.org/security#DATA_LOSS_DETECTION_ERROR",
            "Data loss detected"),
    STATUS_RETRIEVAL(
            "https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR",
            "Status retrieval error"),
    STATUS_VERIFICATION(
            "https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR",
            "Status verification error"),
    STATUS_LIST_LENGTH(
            "https://www.w3.org/ns/credentials/status-list#STATUS_LIST_LENGTH_ERROR",
            "Status list length error");

    private final String type;
    private final String title;

    Problem(String type, String title) {
        this.type = type;
        this.title = title;
    }

    /** The problem's type URI (RFC 9457 {@code type}). */
    public String type() {
        return type;
    }

    /** The problem's short name (RFC 9457 {@code title}). */
    public String title() {
        return title;
    }
}
