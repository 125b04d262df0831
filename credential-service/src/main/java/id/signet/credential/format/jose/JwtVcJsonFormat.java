package id.signet.credential.format.jose;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.format.CredentialReader;
import id.signet.credential.format.JoseSignature;
import id.signet.credential.format.RegisteredClaims;
import id.signet.credential.format.Submission;
import id.signet.credential.format.VcDocument11;
import id.signet.crypto.Bytes;
import id.signet.crypto.DateTimeStamps;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.CompactToken;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code jwt_vc_json}: a credential of VC Data Model 1.1 in the {@code vc} claim of a JWT (§6.3.1 there); it is read and
 * not issued. The claims {@code iss}, {@code sub}, {@code jti}, {@code nbf} and {@code exp} stand for members of the
 * credential. One that is in both places must say the same in both.
 */
public final class JwtVcJsonFormat implements CredentialReader {

    public static final String NAME = "jwt_vc_json";

    private static final String CLAIM = "vc";
    private static final String TYPE = "JWT";
    private static final String PURPOSE = "assertionMethod";

    @Override
    public String name() {
        return NAME;
    }

    /** By its {@code typ}, which is {@code JWT} or absent, and by its {@code vc}: an ordinary JWT is no credential. */
    @Override
    public boolean recognises(Submission submission) {
        if (!(submission instanceof Submission.Token submitted) || submitted.mediaType().isPresent()
                || submitted.text().indexOf('~') >= 0) {
            return false;
        }
        try {
            var token = CompactToken.parse(submitted.text());
            return token.type().orElse(TYPE).equals(TYPE) && token.claims().has(CLAIM);
        } catch (MalformedInput nothingAtAll) {
            return false;
        }
    }

    @Override
    public UnverifiedCredential parse(Submission submission) {
        if (!(submission instanceof Submission.Token(var text, var _))) {
            throw new IllegalArgumentException("a JWT is text");
        }
        var token = CompactToken.parse(text);
        var payload = token.claims();
        if (payload.has("vp") || !(payload.get(CLAIM) instanceof ObjectNode vc) || vc.has("proof")) {
            throw new MalformedCredential(Problem.MALFORMED_VALUE, "vc-claim-malformed",
                    "The vc claim is one credential without a proof, and there is no vp beside it.");
        }
        var claims = RegisteredClaims.parse(payload);
        var document = joined(vc, claims);
        var credential = VcDocument11.parse(document);
        return new UnverifiedCredential(
                NAME,
                Bytes.utf8(text),
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
                List.of(JoseSignature.of(token, Optional.of(credential.issuer()), PURPOSE, claims.issuedAt())));
    }

    /** §6.3.1, "JWT Decoding": the claims take their places in the credential. */
    private static ObjectNode joined(ObjectNode vc, RegisteredClaims claims) {
        var document = vc.deepCopy();
        claims.issuer()
                .ifPresent(iss -> put(document.get("issuer") instanceof ObjectNode issuer ? issuer : document,
                        document.get("issuer") instanceof ObjectNode ? "id" : "issuer", iss, "iss"));
        claims.id().ifPresent(jti -> put(document, "id", jti, "jti"));
        claims.subject().ifPresent(sub -> {
            if (!(document.get("credentialSubject") instanceof ObjectNode subject)) {
                throw conflict("sub");
            }
            put(subject, "id", sub, "sub");
        });
        claims.validity().from().ifPresent(nbf -> put(document, "issuanceDate", nbf, "nbf"));
        claims.validity().until().ifPresent(exp -> put(document, "expirationDate", exp, "exp"));
        return document;
    }

    private static void put(ObjectNode object, String member, String value, String claim) {
        if (object.has(member) && !object.path(member).asString("").equals(value)) {
            throw conflict(claim);
        }
        object.put(member, value);
    }

    /** A date in the credential may be finer than a claim, which counts whole seconds. */
    private static void put(ObjectNode object, String member, Instant value, String claim) {
        if (!object.has(member)) {
            object.put(member, DateTimeStamps.format(value));
        } else if (DateTimeStamps.parse(object.path(member).asString(""))
                .filter(time -> !time.truncatedTo(ChronoUnit.SECONDS).equals(value))
                .isPresent()) {
            throw conflict(claim);
        }
    }

    private static MalformedCredential conflict(String claim) {
        return new MalformedCredential(
                Problem.CRYPTOGRAPHIC_SECURITY,
                "claim-conflict",
                "The token's " + claim + " says something else than the credential in it.");
    }
}
