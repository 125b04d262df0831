package id.signet.credential.issue;

import id.signet.ledger.Refusal;
import java.util.List;

/** Why a credential was not issued. Nothing was logged and nothing signed. */
public sealed interface IssuanceRefusal extends Refusal {

    /** The issuer's DID does not resolve. */
    record UnknownIssuer(String message) implements IssuanceRefusal {
        @Override
        public String code() {
            return "unknown-issuer";
        }
    }

    /** The issuer exists, and another holds its keys. */
    record IssuerNotTheTenants(String issuer) implements IssuanceRefusal {
        @Override
        public String code() {
            return "issuer-forbidden";
        }

        @Override
        public String message() {
            return "The keys of " + issuer + " do not belong to this tenant.";
        }
    }

    record IssuerDeactivated(String issuer) implements IssuanceRefusal {
        @Override
        public String code() {
            return "issuer-deactivated";
        }

        @Override
        public String message() {
            return issuer + " is deactivated, which is final.";
        }
    }

    /** None of the issuer's active keys can sign what is asked for; the message names what is missing. */
    record NoFittingKey(String message) implements IssuanceRefusal {
        @Override
        public String code() {
            return "no-fitting-key";
        }
    }

    record TypeNotRegistered(String message) implements IssuanceRefusal {
        @Override
        public String code() {
            return "type-not-registered";
        }
    }

    /** The document is not valid by the type's JSON Schema. */
    record ClaimsInvalid(List<Violation> violations) implements IssuanceRefusal {

        public ClaimsInvalid {
            violations = List.copyOf(violations);
        }

        @Override
        public String code() {
            return "claims-invalid";
        }

        @Override
        public String message() {
            return "The claims are not valid by the schema of the type.";
        }
    }

    /**
     * @param path where in the credential document, as a JSON pointer
     * @param message what is wrong there, without the value
     */
    record Violation(String path, String message) {}

    /** The document breaks a rule of the data model, or holds a term that no context defines. */
    record DocumentUnfit(String code, String message) implements IssuanceRefusal {}

    record NotAccredited(String issuer, String credentialType) implements IssuanceRefusal {
        @Override
        public String code() {
            return "issuer-not-accredited";
        }

        @Override
        public String message() {
            return issuer + " is not accredited for " + credentialType + ".";
        }
    }

    /** Options that do not go together, such as a cryptosuite with vc+jwt. */
    record OptionsUnfit(String code, String message) implements IssuanceRefusal {}

    /** The issuer's keys changed again and again while the credential was prepared; trying again may work. */
    record IssuerChanging(String issuer) implements IssuanceRefusal {
        @Override
        public String code() {
            return "issuer-changing";
        }

        @Override
        public String message() {
            return "The keys of " + issuer + " changed while the credential was prepared.";
        }
    }

    /** The idempotency key was used with another request. */
    record IdempotencyKeyReused() implements IssuanceRefusal {
        @Override
        public String code() {
            return "idempotency-key-reused";
        }

        @Override
        public String message() {
            return "This Idempotency-Key was used with another request.";
        }
    }

    /** The first request with this idempotency key was logged and can no longer be signed; its status is revoked. */
    record Voided() implements IssuanceRefusal {
        @Override
        public String code() {
            return "issuance-voided";
        }

        @Override
        public String message() {
            return "The first request with this Idempotency-Key was logged but could not be completed; it is void.";
        }
    }
}
