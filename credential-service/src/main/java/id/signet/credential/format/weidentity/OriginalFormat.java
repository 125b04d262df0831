package id.signet.credential.format.weidentity;

import id.signet.credential.UnsecuredCredential;
import id.signet.credential.format.Submission;
import java.util.function.Supplier;

/** {@code weidentity-original}: a CredentialPojo with salted leaves, or of CPT 107 or 108 with others in it. */
public final class OriginalFormat extends PojoFormat {

    public static final String NAME = "weidentity-original";

    private final PojoDraft drafts;

    public OriginalFormat(PojoParsing parsing, Supplier<String> salts) {
        super(NAME, parsing);
        this.drafts = new PojoDraft(salts);
    }

    @Override
    public boolean recognises(Submission submission) {
        return PojoParsing.document(submission)
                .filter(json -> !PojoParsing.isLite(json) && !PojoParsing.isLegacy(json))
                .isPresent();
    }

    @Override
    CredentialPojo draft(UnsecuredCredential credential) {
        return drafts.original(credential);
    }
}
