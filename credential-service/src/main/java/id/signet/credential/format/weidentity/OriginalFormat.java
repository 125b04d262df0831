package id.signet.credential.format.weidentity;

import id.signet.credential.SecuredCredential;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.format.CredentialFormat;
import id.signet.credential.format.SigningRequest;
import id.signet.credential.format.Submission;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import java.util.function.Supplier;

/** {@code weidentity-original}: a CredentialPojo with salted leaves, or of CPT 107 or 108 with others in it. */
public final class OriginalFormat implements CredentialFormat {

    public static final String NAME = "weidentity-original";

    private final PojoParsing parsing;
    private final PojoDraft draft;

    public OriginalFormat(PojoParsing parsing, Supplier<String> salts) {
        this.parsing = parsing;
        this.draft = new PojoDraft(salts);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Submission submission) {
        return PojoParsing.document(submission)
                .filter(json -> !PojoParsing.isLite(json) && !PojoParsing.isLegacy(json))
                .isPresent();
    }

    @Override
    public UnverifiedCredential parse(Submission submission) {
        return parsing.read(NAME, submission);
    }

    @Override
    public boolean accepts(KeyType type) {
        return PojoSignature.accepts(type);
    }

    @Override
    public SigningRequest prepare(UnsecuredCredential credential) {
        return PojoDraft.request(NAME, draft.original(credential));
    }

    @Override
    public byte[] sign(SigningRequest request, SigningKey key) {
        return key.signForChain(request.message().toArray());
    }

    @Override
    public SecuredCredential assemble(SigningRequest request, byte[] signature) {
        return PojoDraft.assemble(request, signature);
    }
}
