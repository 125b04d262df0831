package id.signet.credential.format.jose;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.SecuredCredential;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.format.CredentialFormat;
import id.signet.credential.format.JoseSignature;
import id.signet.credential.format.RegisteredClaims;
import id.signet.credential.format.SigningRequest;
import id.signet.credential.format.Submission;
import id.signet.credential.format.VcDocument;
import id.signet.credential.format.VcDocuments;
import id.signet.crypto.Bytes;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.jose.Jws;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import id.signet.crypto.json.Json;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code vc+jwt}: the payload of the JWS is the credential itself (W3C VC-JOSE-COSE §3.1.1). */
public final class VcJwtFormat implements CredentialFormat {

    public static final String NAME = "vc+jwt";
    public static final String MEDIA_TYPE = "application/vc+jwt";

    private static final String CONTENT_TYPE = "vc";
    private static final String PURPOSE = "assertionMethod";

    /** Claims of the token, no terms of the credential. */
    private static final Set<String> TOKEN_CLAIMS = Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Submission submission) {
        return submission instanceof Submission.Token token && token.mayBe(MEDIA_TYPE) && token.text().indexOf('~') < 0;
    }

    @Override
    public UnverifiedCredential parse(Submission submission) {
        if (!(submission instanceof Submission.Token(var text, var _))) {
            throw new IllegalArgumentException("a vc+jwt is text");
        }
        var token = CompactToken.parse(text);
        JoseSignature.requireType(token, NAME);
        JoseSignature.requireContentType(token, CONTENT_TYPE);
        var payload = token.claims();
        var document = credentialOf(payload);
        var claims = RegisteredClaims.parse(payload);
        var credential = VcDocument.parse(document);
        requireNoConflict(claims, credential);
        var issuer = claims.issuer();
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
                List.of(JoseSignature.of(token, issuer, PURPOSE, claims.issuedAt())));
    }

    @Override
    public SigningRequest prepare(UnsecuredCredential credential) {
        if (credential.cryptosuite().isPresent()) {
            throw new UnsuitableInput("cryptosuite-not-supported", "Only data-integrity takes a cryptosuite.");
        }
        var header = Json.object();
        header.put("kid", credential.verificationMethod());
        header.put("typ", NAME);
        header.put("cty", CONTENT_TYPE);
        var payload = VcDocuments.complete(credential);
        payload.put("iss", VcDocument.parse(payload).issuer());
        payload.put("iat", credential.created().getEpochSecond());
        credential.holderKey().ifPresent(key -> payload.putObject("cnf").set("jwk", Jwk.toJson(key)));
        return new SigningRequest(
                NAME,
                JoseSignature.signingInput(header, payload, credential.keyType()),
                Json.object());
    }

    @Override
    public SecuredCredential assemble(SigningRequest request, byte[] signature) {
        var token = Jws.compact(request.signedInput(), signature);
        return new SecuredCredential(NAME, MEDIA_TYPE, JsonNodeFactory.instance.stringNode(token));
    }

    /** The payload without the token's own claims. */
    private static ObjectNode credentialOf(ObjectNode payload) {
        // VC-JOSE-COSE §1.1.2.1: the claims of the first data model's JWT form are not used.
        if (payload.has("vc") || payload.has("vp")) {
            throw new MalformedCredential(
                    Problem.MALFORMED_VALUE,
                    "legacy-claim",
                    "The payload is the credential itself and has no vc or vp claim.");
        }
        if (payload.has("proof")) {
            throw new MalformedCredential(
                    Problem.MALFORMED_VALUE, "proof-embedded", "A credential in a token has no embedded proof.");
        }
        var document = payload.deepCopy();
        document.remove(TOKEN_CLAIMS);
        return document;
    }

    private static void requireNoConflict(RegisteredClaims claims, VcDocument credential) {
        requireSame("iss", claims.issuer(), Optional.of(credential.issuer()));
        if (claims.id().isPresent()) {
            requireSame("jti", claims.id(), credential.id());
        }
        if (claims.subject().isPresent()
                && !credential.subjects().equals(List.of(claims.subject().get()))) {
            throw conflict("sub");
        }
    }

    private static void requireSame(String claim, Optional<String> token, Optional<String> credential) {
        if (token.isPresent() && !token.equals(credential)) {
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
