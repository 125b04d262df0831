package id.signet.credential.presentation;

import static id.signet.credential.presentation.PresentationDocument.malformed;

import id.signet.credential.format.RegisteredClaims;
import id.signet.credential.format.VcDocument;
import id.signet.credential.format.VcDocument11;
import id.signet.credential.presentation.UnverifiedPresentation.VcPresentation;
import id.signet.crypto.jose.CompactToken;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code jwt_vp_json}: a presentation of VC Data Model 1.1 in the {@code vp} claim of a JWT (§6.3.1 there). Its
 * credentials may be tokens that stand as text in it.
 */
final class JwtVpJson {

    private static final String CLAIM = "vp";
    private static final String TYPE = "JWT";

    private JwtVpJson() {}

    static boolean is(CompactToken token) {
        return token.type().orElse(TYPE).equals(TYPE) && token.claims().has(CLAIM);
    }

    static VcPresentation read(CompactToken token) {
        var payload = token.claims();
        if (payload.has("vc") || !(payload.get(CLAIM) instanceof ObjectNode vp) || vp.has("proof")) {
            throw malformed("vp-claim-malformed",
                    "The vp claim is one presentation without a proof, and there is no vc beside it.");
        }
        var claims = RegisteredClaims.parse(payload);
        var document = vp.deepCopy();
        VcDocument11.requireContext(document);
        claims.id().ifPresent(jti -> {
            if (document.has("id") && !document.path("id").asString("").equals(jti)) {
                throw malformed("claim-conflict", "The token's jti is another than the presentation's id.");
            }
            document.put("id", jti);
        });
        var holder = PresentationDocument.holder(document).or(claims::issuer);
        if (claims.issuer().isPresent() && !claims.issuer().equals(holder)) {
            throw malformed("claim-conflict", "The token's iss is another than the presentation's holder.");
        }
        var credentials = VcDocument.items(document, "verifiableCredential");
        for (var credential : credentials) {
            if (!credential.isString() && !credential.isObject()) {
                throw malformed("credential-malformed", "A verifiableCredential is an object or a token.");
            }
        }
        return PresentationDocument.read(document, holder, credentials,
                List.of(TokenProof.of(token, payload, claims, holder)), claims.validity());
    }
}
