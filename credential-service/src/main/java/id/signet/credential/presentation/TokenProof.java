package id.signet.credential.presentation;

import id.signet.credential.format.JoseSignature;
import id.signet.credential.format.RegisteredClaims;
import id.signet.credential.presentation.HolderProof.PresentationProof;
import id.signet.crypto.jose.CompactToken;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The signature of a presentation in a JWT as its holder's proof: {@code nonce} is the challenge, {@code aud} the domain. */
final class TokenProof {

    static final String PURPOSE = "authentication";

    private TokenProof() {}

    static PresentationProof of(CompactToken token, ObjectNode payload, RegisteredClaims claims,
            Optional<String> holder) {
        return new PresentationProof(JoseSignature.of(token, holder, PURPOSE, claims.issuedAt()), challenge(payload),
                audience(payload), claims.issuedAt());
    }

    static Optional<String> challenge(ObjectNode payload) {
        var value = payload.path("nonce");
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    static Set<String> audience(ObjectNode payload) {
        var audience = new LinkedHashSet<String>();
        if (payload.get("aud") instanceof ArrayNode several) {
            several.forEach(item -> audience.add(item.asString("")));
        } else if (payload.path("aud").isString()) {
            audience.add(payload.path("aud").stringValue());
        }
        return audience;
    }
}
