package id.signet.credential.format.cose;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.SecuredCredential;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.format.CoseSignature;
import id.signet.credential.format.CredentialFormat;
import id.signet.credential.format.CwtClaims;
import id.signet.credential.format.Envelopes;
import id.signet.credential.format.SigningRequest;
import id.signet.credential.format.Submission;
import id.signet.credential.format.VcDocument;
import id.signet.credential.format.VcDocuments;
import id.signet.crypto.Bytes;
import id.signet.crypto.cose.Cose;
import id.signet.crypto.cose.CoseSign1;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import java.util.List;

/**
 * {@code vc+cose}: the payload of a COSE_Sign1 is the credential itself (W3C VC-JOSE-COSE §3.3.1). In JSON it stands in
 * an envelope.
 */
public final class VcCoseFormat implements CredentialFormat {

    public static final String NAME = "vc+cose";
    public static final String MEDIA_TYPE = "application/vc+cose";

    private static final String CONTENT_TYPE = "application/vc";
    private static final String PURPOSE = "assertionMethod";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Submission submission) {
        return submission instanceof Submission.Message message && message.mediaType().equals(MEDIA_TYPE);
    }

    @Override
    public UnverifiedCredential parse(Submission submission) {
        if (!(submission instanceof Submission.Message(var bytes, var _))) {
            throw new IllegalArgumentException("a vc+cose is bytes");
        }
        var message = CoseSign1.parse(bytes.toArray());
        CoseSignature.requireTypes(message, MEDIA_TYPE, CONTENT_TYPE);
        var document = StrictJson.parseObject(message.payload().toArray());
        if (document.has("proof") || document.has("vc") || document.has("vp")) {
            throw new MalformedCredential(
                    Problem.MALFORMED_VALUE,
                    "legacy-claim",
                    "The payload is the credential itself and has no vc, vp or proof.");
        }
        var claims = CwtClaims.parse(message.claims());
        var credential = VcDocument.parse(document);
        claims.requireAgreement(credential);
        return new UnverifiedCredential(
                NAME,
                bytes,
                document,
                document,
                true,
                credential.id(),
                credential.issuer(),
                credential.types(),
                credential.validity(),
                claims.validity(),
                claims.issuedAt(),
                credential.status(),
                credential.schemas(),
                claims.holderKey(),
                List.of(CoseSignature.of(message, credential.issuer(), PURPOSE, claims.issuedAt())));
    }

    @Override
    public SigningRequest prepare(UnsecuredCredential credential) {
        if (credential.cryptosuite().isPresent()) {
            throw new UnsuitableInput("cryptosuite-not-supported", "Only data-integrity takes a cryptosuite.");
        }
        var document = VcDocuments.complete(credential);
        var claims = new CwtClaims().issuer(VcDocument.parse(document).issuer()).issuedAt(credential.created());
        credential.holderKey().ifPresent(claims::holderKey);
        var header = new Cose.Header(credential.verificationMethod(), MEDIA_TYPE, CONTENT_TYPE, claims.all());
        return new SigningRequest(
                NAME,
                CoseSignature.signingInput(header, document, credential.keyType()),
                Json.object());
    }

    @Override
    public SecuredCredential assemble(SigningRequest request, byte[] signature) {
        var message = Bytes.of(Cose.message(request.signedInput(), signature));
        return new SecuredCredential(NAME, MEDIA_TYPE, Envelopes.credential(MEDIA_TYPE, message));
    }
}
