package id.signet.credential.format;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.Validity;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.key.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The claims of RFC 7519 §4.1 and RFC 7800 that a credential token may carry.
 *
 * @param holderKey the {@code jwk} of {@code cnf}
 */
public record RegisteredClaims(
        Optional<String> issuer,
        Optional<String> subject,
        Optional<String> id,
        Optional<Instant> issuedAt,
        Validity validity,
        Optional<PublicKey> holderKey) {

    /** @throws MalformedInput when one of them has the wrong type, or a key that was never meant to be shown */
    public static RegisteredClaims parse(ObjectNode claims) {
        return new RegisteredClaims(
                text(claims, "iss"),
                text(claims, "sub"),
                text(claims, "jti"),
                NumericDate.read(claims, "iat"),
                new Validity(NumericDate.read(claims, "nbf"), NumericDate.read(claims, "exp")),
                holderKey(claims));
    }

    /**
     * A credential and the token around it say the same of what both of them name: issuer, subject and id.
     *
     * @throws MalformedCredential when they do not
     */
    public void requireAgreement(VcDocument credential) {
        requireSame("iss", issuer, Optional.of(credential.issuer()));
        requireSame("jti", id, credential.id());
        if (subject.isPresent() && !credential.subjects().equals(List.of(subject.get()))) {
            throw conflict("sub");
        }
    }

    private static void requireSame(String claim, Optional<String> token, Optional<String> credential) {
        if (token.isPresent() && !token.equals(credential)) {
            throw conflict(claim);
        }
    }

    /** A claim of a token that says something else than the credential in it. */
    public static MalformedCredential conflict(String claim) {
        return new MalformedCredential(
                Problem.CRYPTOGRAPHIC_SECURITY,
                "claim-conflict",
                "The token's " + claim + " says something else than the credential in it.");
    }

    private static Optional<String> text(ObjectNode claims, String member) {
        if (!claims.has(member)) {
            return Optional.empty();
        }
        if (!claims.get(member).isString() || claims.get(member).stringValue().isBlank()) {
            throw new MalformedCredential(Problem.MALFORMED_VALUE, "claim-malformed", member + " is a string.");
        }
        return Optional.of(claims.get(member).stringValue());
    }

    private static Optional<PublicKey> holderKey(ObjectNode claims) {
        if (!claims.has("cnf")) {
            return Optional.empty();
        }
        if (!(claims.get("cnf") instanceof ObjectNode confirmation) || !confirmation.has("jwk")) {
            throw new MalformedCredential(
                    Problem.MALFORMED_VALUE, "holder-key-malformed", "cnf names the holder's key as a jwk.");
        }
        return Optional.of(Jwk.parse(confirmation.get("jwk")));
    }
}
