package id.signet.credential.format.weidentity;

import id.signet.credential.UnsecuredCredential;
import id.signet.credential.format.Submission;

/** {@code weidentity-lite1}: the claim in clear and signed as it is, in the portable form. */
public final class LiteFormat extends PojoFormat {

    public static final String NAME = "weidentity-lite1";

    public LiteFormat(PojoParsing parsing) {
        super(NAME, parsing);
    }

    @Override
    public boolean recognises(Submission submission) {
        return PojoParsing.document(submission)
                .filter(PojoParsing::isLite)
                .isPresent();
    }

    @Override
    CredentialPojo draft(UnsecuredCredential credential) {
        return PojoDraft.lite(credential);
    }
}
