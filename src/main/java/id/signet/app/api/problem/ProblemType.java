package id.signet.app.api.problem;

/**
 * The problems this service answers with. The slug is the stable end of the problem's {@code type},
 * {@code urn:signet:problem:<slug>}; callers may branch on it.
 */
public enum ProblemType {
    MALFORMED("malformed", 400, "The request is malformed", "Compare the request with the API description."),
    UNKNOWN_MEMBER(
            "unknown-member",
            400,
            "The request has a member this operation does not know",
            "Nothing that is sent is silently ignored: remove the member or correct its name."),
    UNAUTHENTICATED(
            "unauthenticated",
            401,
            "The request carries no valid API key",
            "Send an API key as 'Authorization: Bearer <key>', never in the address."),
    FORBIDDEN("forbidden", 403, "The caller may not do this", "Use an API key whose roles cover the operation."),
    NOT_FOUND("not-found", 404, "There is nothing at this address",
            "Check the identifier and the tenant of the API key."),
    METHOD_NOT_ALLOWED(
            "method-not-allowed", 405, "The method does not apply here", "The Allow header lists the methods that do."),
    NOT_ACCEPTABLE(
            "not-acceptable", 406, "No form of the answer fits the Accept header", "Ask for application/json or */*."),
    TOO_SLOW("too-slow", 408, "The request body came too slowly", "A body is sent within 20 seconds."),
    IN_PROGRESS(
            "in-progress",
            409,
            "A request with this Idempotency-Key is still running",
            "Wait a moment and send the same request again."),
    DEACTIVATED("deactivated", 409, "The DID is deactivated", "A deactivated DID stays so; create another."),
    CONFLICT("conflict", 409, "The request does not fit the present state", "Read the present state and decide again."),
    GONE("gone", 410, "This is no longer available", ""),
    PRECONDITION_FAILED(
            "precondition",
            412,
            "The resource has changed since the version named in If-Match",
            "Read the newest version, decide again, and name it in If-Match."),
    TOO_LARGE("too-large", 413, "The request is too large", "A request body is at most 1 MiB, a token at most 64 KiB."),
    URI_TOO_LONG("uri-too-long", 414, "The address is too long", "An address is at most 8 KiB."),
    UNSUPPORTED_MEDIA(
            "unsupported-media",
            415,
            "The body is not plain application/json",
            "Send exactly one Content-Type, application/json, and no Content-Encoding."),
    ONLY_AT_ORIGIN(
            "only-at-origin",
            421,
            "Only the service that writes the log does this",
            "Send the request to the public address of that service."),
    IDEMPOTENCY_MISMATCH(
            "idempotency-mismatch",
            422,
            "This Idempotency-Key was used with another request body",
            "Use a fresh key for a new request."),
    REFUSED("refused", 422, "The request is understood and refused", ""),
    TOO_MANY_REQUESTS(
            "too-many-requests",
            429,
            "Too many requests from this address",
            "Wait as long as Retry-After says, or send an API key."),
    HEADERS_TOO_LARGE("headers-too-large", 431, "The request headers are too large", "At most 100 headers and 16 KiB."),
    INTERNAL(
            "internal",
            500,
            "An unexpected fault",
            "The fault is logged under the instance of this problem; nothing more is told here."),
    NOT_IMPLEMENTED("not-implemented", 501, "This service does not offer that", ""),
    SOURCE_UNREACHABLE(
            "source-unreachable",
            502,
            "A document that lives elsewhere cannot be read there",
            "Nothing is said about the document. Try again later, or ask its publisher."),
    UNAVAILABLE(
            "unavailable",
            503,
            "The service takes no such requests now",
            "Send the same request again later, a POST under the same Idempotency-Key."),
    STORAGE_FULL(
            "storage-full",
            507,
            "There is no room on disk for another write",
            "Reading and verification go on. Send the same request again later, under the same Idempotency-Key.");

    private final String slug;
    private final int status;
    private final String title;
    private final String hint;

    ProblemType(String slug, int status, String title, String hint) {
        this.slug = slug;
        this.status = status;
        this.title = title;
        this.hint = hint;
    }

    public String slug() {
        return slug;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** What the caller can do about it, or nothing. */
    public String hint() {
        return hint;
    }
}
