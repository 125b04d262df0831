package id.signet.credential.issue;

import id.signet.ledger.Refusal;
import id.signet.registry.schema.SchemaViolation;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a credential was not issued. Nothing was signed, and nothing logged unless it says so.
 *
 * @param violations what is wrong with the claims by the type's JSON Schema, if that is the reason
 */
public record IssuanceRefusal(String code, String message, List<SchemaViolation> violations) implements Refusal {

    private static final int TOLD = 5;

    public IssuanceRefusal {
        violations = List.copyOf(violations);
    }

    static IssuanceRefusal of(String code, String message) {
        return new IssuanceRefusal(code, message, List.of());
    }

    /** The issuer's DID does not resolve. */
    static IssuanceRefusal unknownIssuer(String message) {
        return of("unknown-issuer", message);
    }

    /** The message with the first places at which the claims are not valid, for those who read text alone. */
    public String inWords() {
        return message + violations.stream()
                .limit(TOLD)
                .map(violation -> " " + violation.place() + " " + violation.message())
                .collect(Collectors.joining(";"));
    }

    /** The issuer exists, and another holds its keys. */
    static IssuanceRefusal issuerNotTheTenants(String issuer) {
        return of("issuer-forbidden", "The keys of " + issuer + " do not belong to this tenant.");
    }

    static IssuanceRefusal issuerDeactivated(String issuer) {
        return of("issuer-deactivated", issuer + " is deactivated, which is final.");
    }

    /** The issuer's keys changed again and again while the credential was prepared; trying again may work. */
    static IssuanceRefusal issuerChanging(String issuer) {
        return of("issuer-changing", "The keys of " + issuer + " changed while the credential was prepared.");
    }

    static IssuanceRefusal notAccredited(String issuer, String credentialType) {
        return of("issuer-not-accredited", issuer + " is not accredited for " + credentialType + ".");
    }

    static IssuanceRefusal noFittingKey(String wanted, String purpose) {
        return of("no-fitting-key",
                "There is no active key to sign with: wanted is " + wanted + ", for " + purpose + ".");
    }

    static IssuanceRefusal typeNotRegistered(String message) {
        return of("type-not-registered", message);
    }

    static IssuanceRefusal claimsInvalid(List<SchemaViolation> violations) {
        return new IssuanceRefusal("claims-invalid", "The claims are not valid by the schema of the type.", violations);
    }

    static IssuanceRefusal idempotencyKeyReused() {
        return of("idempotency-key-reused", "This Idempotency-Key was used with another request.");
    }

    /** The first request was logged and can no longer be signed; its status is revoked. */
    static IssuanceRefusal voided() {
        return of("issuance-voided",
                "The first request with this Idempotency-Key was logged but could not be completed; it is void.");
    }
}
