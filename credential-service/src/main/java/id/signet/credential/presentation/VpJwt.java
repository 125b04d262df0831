package id.signet.credential.presentation;

import static id.signet.credential.presentation.PresentationDocument.malformed;

import id.signet.credential.format.JoseSignature;
import id.signet.credential.format.RegisteredClaims;
import id.signet.credential.format.VcDocument;
import id.signet.credential.presentation.UnverifiedPresentation.VcPresentation;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.SigningKey;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code vp+jwt}: the payload of the JWS is the presentation itself (VC-JOSE-COSE §3.1.2). */
public final class VpJwt implements PresentationFormat {

    public static final String TYPE = "vp+jwt";
    static final String CONTENT_TYPE = "vp";

    /** Claims of the token, no terms of the presentation. */
    private static final Set<String> TOKEN_CLAIMS = Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf",
            "nonce");

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public JsonNode secure(UnsecuredPresentation presentation, SigningKey key) {
        PresentationDocument.requireUnsecured(presentation);
        var payload = presentation.document().deepCopy();
        PresentationDocument.holder(payload).ifPresent(holder -> payload.put("iss", holder));
        payload.put("iat", presentation.created().getEpochSecond());
        presentation.challenge().ifPresent(nonce -> payload.put("nonce", nonce));
        presentation.domain().ifPresent(audience -> payload.put("aud", audience));
        var header = Json.object()
                .put("kid", presentation.verificationMethod())
                .put("typ", TYPE)
                .put("cty", CONTENT_TYPE);
        var input = JoseSignature.signingInput(header, payload, key.publicKey().type());
        return JsonNodeFactory.instance.stringNode(Jws.compact(input, key.sign(input.toArray())));
    }

    static VcPresentation read(CompactToken token) {
        JoseSignature.requireType(token, TYPE);
        return read(token, token.claims());
    }

    /** @param payload of the token, disclosures processed where it can have some */
    static VcPresentation read(CompactToken token, ObjectNode payload) {
        JoseSignature.requireContentType(token, CONTENT_TYPE);
        if (payload.has("vp") || payload.has("vc") || payload.has("proof")) {
            throw malformed("legacy-claim", "The payload is the presentation itself and has no vp, vc or proof.");
        }
        var claims = RegisteredClaims.parse(payload);
        var document = payload.deepCopy();
        document.remove(TOKEN_CLAIMS);
        VcDocument.requireContext(document);
        var holder = PresentationDocument.holder(document, claims);
        return PresentationDocument.read(document, holder, PresentationDocument.credentials(document),
                List.of(TokenProof.of(token, payload, claims, holder)), claims.validity());
    }
}
