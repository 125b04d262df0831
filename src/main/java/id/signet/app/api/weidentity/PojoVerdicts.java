package id.signet.app.api.weidentity;

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

/** Verdicts in WeIdentity's codes: the first check that stands in the way gives the code. */
@Component
final class PojoVerdicts {

    private final VerifyCredential verify;

    PojoVerdicts(VerifyCredential verify) {
        this.verify = verify;
    }

    /**
     * A credential that its issuer signed as its own word, for which nobody accredits anybody.
     *
     * @throws WeidRefused unless it verifies
     */
    VerificationReport ownWord(JsonNode credential) {
        VerificationReport report = verify.verify(new VerificationRequest(credential, List.of(),
                VerificationPolicy.standard(Set.of()).with(CheckName.ISSUER_TRUST, Mode.ADVISORY)));
        report.checks().stream().filter(CheckRow::blocks).findFirst().ifPresent(row -> {
            throw code(row.name()).refusal(row.outcome().message());
        });
        return report;
    }

    static WeidCode code(CheckName check) {
        return switch (check) {
            case STRUCTURE -> WeidCode.CREDENTIAL_ERROR;
            case ISSUER_KEY -> WeidCode.ISSUER_ABSENT;
            case VALIDITY_PERIOD -> WeidCode.CREDENTIAL_EXPIRED;
            case SCHEMA -> WeidCode.CLAIM_ILLEGAL;
            case PROOF, STATUS, ISSUER_TRUST, ANCHOR, HOLDER_BINDING -> WeidCode.VERIFY_FAIL;
        };
    }
}
