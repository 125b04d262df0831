package id.signet.credential.presentation;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.format.sdjwt.DisclosedClaims;
import id.signet.credential.format.sdjwt.SdJwt;
import id.signet.credential.presentation.UnverifiedPresentation.VcPresentation;
import id.signet.crypto.jose.CompactToken;
import java.util.Set;

/**
 * {@code vp+sd-jwt}: a presentation of which its holder may later withhold parts (VC-JOSE-COSE §3.2.2). He signed it
 * himself, so there is no key binding.
 */
final class VpSdJwt {

    static final String MEDIA_TYPE = "application/vp+sd-jwt";

    private static final String TYPE = "vp+sd-jwt";

    /** What says whom the presentation is by and for. Without its context and type it is none, so these may be. */
    private static final Set<String> NEVER_DISCLOSED = Set.of("iss", "aud", "nonce", "nbf", "exp", "cnf", "jti");

    private VpSdJwt() {}

    static boolean is(SdJwt sdJwt) {
        return sdJwt.type().filter(TYPE::equals).isPresent();
    }

    static VcPresentation read(SdJwt sdJwt) {
        if (sdJwt.keyBinding().isPresent()) {
            throw new MalformedCredential(Problem.PARSING, "key-binding-unexpected",
                    "The holder signs a vp+sd-jwt himself; it has no key binding.");
        }
        var token = CompactToken.parse(sdJwt.issuerJwt());
        var processed = DisclosedClaims.process(token.claims(), sdJwt.disclosures());
        for (var name : processed.disclosed()) {
            if (NEVER_DISCLOSED.contains(name)) {
                throw new MalformedCredential(
                        Problem.CRYPTOGRAPHIC_SECURITY, "never-disclosable", name + " is never a disclosure.");
            }
        }
        return VpJwt.read(token, processed.claims());
    }
}
