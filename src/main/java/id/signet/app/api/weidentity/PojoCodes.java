package id.signet.app.api.weidentity;

import id.signet.app.api.problem.Refusals;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.format.weidentity.DisclosureFault;
import id.signet.credential.issue.IssuanceRefusal;
import id.signet.credential.issue.IssueOutcome;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckRow;
import id.signet.credential.weidentity.PojoPresentations;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What becomes of credentials and presentations, in WeIdentity's codes. */
final class PojoCodes {

    /** Of checks, where the check alone would say too little. */
    private static final Map<String, WeidCode> CHECKS = Map.ofEntries(
            Map.entry("salt-mismatch", WeidCode.SALT_MISMATCH),
            Map.entry("hidden-leaf-malformed", WeidCode.DISCLOSURE_VALUE),
            Map.entry("pojo-signature", WeidCode.SIGNATURE_BROKEN),
            Map.entry("authorization-malformed", WeidCode.CLAIM_ILLEGAL),
            Map.entry("not-yet-valid", WeidCode.ISSUANCE_DATE),
            Map.entry("issuer-mismatch", WeidCode.CREDENTIAL_ISSUER_MISMATCH),
            Map.entry("issuer-deactivated", WeidCode.DEACTIVATED),
            Map.entry("key-not-found", WeidCode.ISSUER_ABSENT),
            Map.entry("key-revoked", WeidCode.VERIFY_FAIL),
            Map.entry("key-retired", WeidCode.VERIFY_FAIL),
            Map.entry("key-compromised", WeidCode.VERIFY_FAIL),
            Map.entry("key-not-in-force", WeidCode.VERIFY_FAIL),
            Map.entry("schema-missing", WeidCode.CPT_UNKNOWN),
            Map.entry("issuer-not-accredited", WeidCode.ISSUER_INVALID),
            Map.entry("nonce-mismatch", WeidCode.CHALLENGE_NONCE),
            Map.entry("presentation-replayed", WeidCode.CHALLENGE_NONCE));

    private static final Map<String, WeidCode> ISSUANCE = Map.ofEntries(
            Map.entry("unknown-issuer", WeidCode.ISSUER_ABSENT),
            Map.entry("issuer-forbidden", WeidCode.SIGNING_KEY_ABSENT),
            Map.entry("no-fitting-key", WeidCode.SIGNING_KEY_ABSENT),
            Map.entry("issuer-deactivated", WeidCode.DEACTIVATED),
            Map.entry("issuer-changing", WeidCode.NOT_EXECUTED),
            Map.entry("issuer-not-accredited", WeidCode.ISSUER_INVALID),
            Map.entry("type-not-registered", WeidCode.CPT_UNKNOWN),
            Map.entry("claims-invalid", WeidCode.CLAIM_ILLEGAL),
            Map.entry("authorization-malformed", WeidCode.CLAIM_ILLEGAL),
            Map.entry("valid-until-missing", WeidCode.EXPIRATION_DATE),
            Map.entry("members-missing", WeidCode.CLAIM_ABSENT),
            Map.entry("member-selective", WeidCode.STAMP_SELECTIVE),
            Map.entry("member-not-verified", WeidCode.VERIFY_FAIL),
            Map.entry("salt-mismatch", WeidCode.SALT_MISMATCH),
            Map.entry("idempotency-key-reused", WeidCode.REPEATED),
            Map.entry("issuance-voided", WeidCode.REPEATED));

    private PojoCodes() {}

    /** The credential that was issued. */
    static JsonNode issued(IssueOutcome outcome) {
        return switch (outcome) {
            case IssueOutcome.Issued issued -> issued.credential();
            case IssueOutcome.Refused(IssuanceRefusal refusal) ->
                throw ISSUANCE.getOrDefault(refusal.code(), WeidCode.CREDENTIAL_ERROR)
                        .refusal(Refusals.sentence(refusal.inWords()));
        };
    }

    static WeidRefused code(UnsuitableInput unsuitable) {
        return ISSUANCE.getOrDefault(unsuitable.code(), WeidCode.CREDENTIAL_ERROR)
                .refusal(Refusals.sentence(String.valueOf(unsuitable.getMessage())));
    }

    /** Of a row that stands in the way. */
    static WeidCode code(CheckRow row) {
        String code = switch (row.outcome()) {
            case CheckOutcome.Failed failed -> failed.code();
            case CheckOutcome.Unknown unknown -> unknown.code();
            case CheckOutcome.Passed _,CheckOutcome.Skipped _ -> "";
        };
        return Optional.ofNullable(CHECKS.get(code)).orElseGet(() -> code(row.name()));
    }

    private static WeidCode code(CheckName check) {
        return switch (check) {
            case STRUCTURE -> WeidCode.CREDENTIAL_ERROR;
            case ISSUER_KEY -> WeidCode.ISSUER_ABSENT;
            case VALIDITY_PERIOD -> WeidCode.CREDENTIAL_EXPIRED;
            case SCHEMA -> WeidCode.CLAIM_ILLEGAL;
            // WeIdentity has no code for what is revoked or suspended.
            case PROOF, STATUS, ANCHOR, HOLDER_BINDING -> WeidCode.VERIFY_FAIL;
            case ISSUER_TRUST -> WeidCode.ISSUER_INVALID;
        };
    }

    static WeidCode code(DisclosureFault fault) {
        return switch (fault) {
            case CREDENTIAL -> WeidCode.NOT_SELECTIVE;
            case SALT_MISMATCH -> WeidCode.SALT_MISMATCH;
            case RE_DISCLOSED -> WeidCode.RE_DISCLOSED;
            case POLICY_SHAPE -> WeidCode.POLICY_SHAPE;
            case POLICY_VALUE, PREDICATE -> WeidCode.DISCLOSURE_VALUE;
            case NOT_ANSWERED -> WeidCode.PRESENTED_OTHERS;
        };
    }

    static WeidCode code(PojoPresentations.Fault fault, Optional<DisclosureFault> disclosure) {
        return switch (fault) {
            case MALFORMED -> WeidCode.CREDENTIAL_ERROR;
            case HOLDER -> WeidCode.CHALLENGE_HOLDER;
            case HOLDER_KEYS -> WeidCode.INVOKER;
            case NO_KEY -> WeidCode.SIGNING_KEY_ABSENT;
            case CPT -> WeidCode.PRESENTED_OTHERS;
            case DISCLOSURE -> disclosure.map(PojoCodes::code).orElse(WeidCode.PRESENTED_OTHERS);
            case REPORT -> WeidCode.VERIFY_FAIL;
        };
    }
}
