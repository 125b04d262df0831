package id.signet.credential.format.weidentity;

import id.signet.credential.SecuredCredential;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.format.CredentialFormat;
import id.signet.credential.format.SigningRequest;
import id.signet.credential.format.Submission;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;

/** A form of WeIdentity's credentials in which credentials are issued. */
abstract class PojoFormat implements CredentialFormat {

    private final String name;
    private final PojoParsing parsing;

    PojoFormat(String name, PojoParsing parsing) {
        this.name = name;
        this.parsing = parsing;
    }

    /** What is to be signed. */
    abstract CredentialPojo draft(UnsecuredCredential credential);

    @Override
    public String name() {
        return name;
    }

    @Override
    public UnverifiedCredential parse(Submission submission) {
        return parsing.read(name, submission);
    }

    @Override
    public boolean accepts(KeyType type) {
        return PojoSignature.accepts(type);
    }

    @Override
    public SigningRequest prepare(UnsecuredCredential credential) {
        return PojoDraft.request(name, draft(credential));
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
