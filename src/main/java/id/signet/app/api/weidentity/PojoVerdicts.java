package id.signet.app.api.weidentity;

import id.signet.app.api.credential.TrustedAuthorities;
import id.signet.credential.format.weidentity.CredentialPojo;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckRow;
import id.signet.credential.verify.Mode;
import id.signet.credential.verify.VerificationPolicy;
import id.signet.credential.verify.VerificationReport;
import id.signet.credential.verify.VerificationRequest;
import id.signet.credential.verify.VerifyCredential;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Verdicts in WeIdentity's codes: the first check that stands in the way gives the code. */
@Component
final class PojoVerdicts {

    private final VerifyCredential verify;
    private final TrustedAuthorities authorities;

    PojoVerdicts(VerifyCredential verify, TrustedAuthorities authorities) {
        this.verify = verify;
        this.authorities = authorities;
    }

    /**
     * A credential that its issuer signed as its own word, for which nobody accredits anybody.
     *
     * @throws WeidRefused unless it verifies
     */
    VerificationReport ownWord(JsonNode credential) {
        return verified(credential, VerificationPolicy.standard(Set.of()).with(CheckName.ISSUER_TRUST, Mode.ADVISORY));
    }

    /**
     * A credential of an issuer whom an authority recognizes.
     *
     * @throws WeidRefused unless it verifies by every check
     */
    VerificationReport recognized(ObjectNode credential) {
        if (!CredentialPojo.recognises(credential)) {
            throw WeidCode.CREDENTIAL_ERROR.refusal();
        }
        return verified(credential, policy());
    }

    /** What a service of WeIdentity's shall ask for: every check, and the authorities that are trusted here. */
    VerificationPolicy policy() {
        return VerificationPolicy.standard(authorities.trusted());
    }

    private VerificationReport verified(JsonNode credential, VerificationPolicy policy) {
        VerificationReport report = verify.verify(new VerificationRequest(credential, List.of(), policy));
        report.checks().stream().filter(CheckRow::blocks).findFirst().ifPresent(row -> {
            throw PojoCodes.code(row).refusal(row.outcome().message());
        });
        return report;
    }

    /** Why a presentation does not verify: the holder's own signature has another code than those of the issuers. */
    static WeidRefused refused(VerificationReport report) {
        CheckRow row = report.checks().stream().filter(CheckRow::blocks).findFirst().orElseThrow();
        WeidCode code = PojoCodes.code(row);
        boolean issuersFail = row.name() != CheckName.HOLDER_BINDING
                && report.credentials().stream().anyMatch(one -> one.check(row.name()).blocks());
        return (code == WeidCode.VERIFY_FAIL && !issuersFail ? WeidCode.PRESENTATION_SIGNATURE : code)
                .refusal(row.outcome().message());
    }
}
