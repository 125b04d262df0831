package id.signet.credential.format.weidentity;

import id.signet.credential.UnverifiedCredential;
import id.signet.credential.format.CredentialReader;
import id.signet.credential.format.Submission;

/** {@code weidentity-legacy}: WeIdentity's {@code Credential}, the predecessor of the CredentialPojo. Read and never issued. */
public final class LegacyReader implements CredentialReader {

    public static final String NAME = "weidentity-legacy";

    private final PojoParsing parsing;

    public LegacyReader(PojoParsing parsing) {
        this.parsing = parsing;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Submission submission) {
        return PojoParsing.document(submission).filter(PojoParsing::isLegacy).isPresent();
    }

    @Override
    public UnverifiedCredential parse(Submission submission) {
        return parsing.read(NAME, submission);
    }
}
