package id.signet.credential.presentation;

import static id.signet.credential.presentation.PresentationDocument.malformed;

import id.signet.credential.format.JoseSignature;
import id.signet.credential.format.RegisteredClaims;
import id.signet.credential.format.VcDocument;
import id.signet.credential.presentation.UnverifiedPresentation.VcPresentation;
import id.signet.crypto.jose.CompactToken;
import java.util.List;
import java.util.Set;

/** {@code vp+jwt}: the payload of the JWS is the presentation itself (VC-JOSE-COSE §3.1.2). */
final class VpJwt {

    static final String TYPE = "vp+jwt";

    private static final String CONTENT_TYPE = "vp";

    /** Claims of the token, no terms of the presentation. */
    private static final Set<String> TOKEN_CLAIMS = Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf",
            "nonce");

    private VpJwt() {}

    static VcPresentation read(CompactToken token) {
        JoseSignature.requireType(token, TYPE);
        JoseSignature.requireContentType(token, CONTENT_TYPE);
        var payload = token.claims();
        if (payload.has("vp") || payload.has("vc") || payload.has("proof")) {
            throw malformed("legacy-claim", "The payload is the presentation itself and has no vp, vc or proof.");
        }
        var claims = RegisteredClaims.parse(payload);
        var document = payload.deepCopy();
        document.remove(TOKEN_CLAIMS);
        VcDocument.requireContext(document);
        var holder = PresentationDocument.holder(document).or(claims::issuer);
        if (claims.issuer().isPresent() && !claims.issuer().equals(holder)) {
            throw malformed("claim-conflict", "The token's iss is another than the presentation's holder.");
        }
        return PresentationDocument.read(document, holder, PresentationDocument.credentials(document),
                List.of(TokenProof.of(token, payload, claims, holder)), claims.validity());
    }
}
