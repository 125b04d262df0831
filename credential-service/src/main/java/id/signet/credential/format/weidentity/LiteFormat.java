package id.signet.credential.format.weidentity;

import id.signet.credential.SecuredCredential;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.format.CredentialFormat;
import id.signet.credential.format.SigningRequest;
import id.signet.credential.format.Submission;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;

/** {@code weidentity-lite1}: the claim in clear and signed as it is, in the portable form. */
public final class LiteFormat implements CredentialFormat {

    public static final String NAME = "weidentity-lite1";

    private final PojoParsing parsing;

    public LiteFormat(PojoParsing parsing) {
        this.parsing = parsing;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Submission submission) {
        return PojoParsing.document(submission)
                .filter(PojoParsing::isLite)
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
        return PojoDraft.request(NAME, PojoDraft.lite(credential));
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
