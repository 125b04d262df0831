package id.signet.credential.presentation;

import static id.signet.credential.presentation.PresentationDocument.malformed;

import id.signet.credential.format.CoseSignature;
import id.signet.credential.format.CwtClaims;
import id.signet.credential.format.Envelopes;
import id.signet.credential.format.VcDocument;
import id.signet.credential.presentation.HolderProof.PresentationProof;
import id.signet.credential.presentation.UnverifiedPresentation.VcPresentation;
import id.signet.crypto.Bytes;
import id.signet.crypto.cose.Cose;
import id.signet.crypto.cose.CoseSign1;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.SigningKey;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * {@code vp+cose}: the payload of a COSE_Sign1 is the presentation itself (VC-JOSE-COSE §3.3.2). The CWT claims of its
 * protected header answer the verifier: {@code aud}, and the nonce of RFC 9711.
 */
public final class VpCose implements PresentationFormat {

    public static final String NAME = "vp+cose";

    static final String MEDIA_TYPE = "application/vp+cose";
    static final String CONTENT_TYPE = "application/vp";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode secure(UnsecuredPresentation presentation, SigningKey key) {
        PresentationDocument.requireUnsecured(presentation);
        var claims = new CwtClaims().issuedAt(presentation.created());
        PresentationDocument.holder(presentation.document()).ifPresent(claims::issuer);
        presentation.challenge().ifPresent(claims::nonce);
        presentation.domain().ifPresent(claims::audience);
        var header = new Cose.Header(presentation.verificationMethod(), MEDIA_TYPE, CONTENT_TYPE, claims.all());
        var input = CoseSignature.signingInput(header, presentation.document(), key.publicKey().type());
        return Envelopes.presentation(MEDIA_TYPE, Bytes.of(Cose.message(input, key.sign(input.toArray()))));
    }

    static VcPresentation read(Bytes bytes) {
        var message = CoseSign1.parse(bytes.toArray());
        CoseSignature.requireTypes(message, MEDIA_TYPE, CONTENT_TYPE);
        var document = StrictJson.parseObject(message.payload().toArray());
        if (document.has("vp") || document.has("vc") || document.has("proof")) {
            throw malformed("legacy-claim", "The payload is the presentation itself and has no vp, vc or proof.");
        }
        VcDocument.requireContext(document);
        var claims = CwtClaims.parse(message.claims());
        var holder = PresentationDocument.holder(document, claims);
        var proof = new PresentationProof(
                CoseSignature.of(message, holder.orElse(""), TokenProof.PURPOSE, claims.issuedAt()),
                CwtClaims.nonce(message.claims()),
                CwtClaims.audience(message.claims()),
                claims.issuedAt());
        return PresentationDocument.read(document, holder, PresentationDocument.credentials(document), List.of(proof),
                claims.validity());
    }
}
