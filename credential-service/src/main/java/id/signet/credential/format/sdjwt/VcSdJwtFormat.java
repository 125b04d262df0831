package id.signet.credential.format.sdjwt;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.SecuredCredential;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.format.JoseSignature;
import id.signet.credential.format.RegisteredClaims;
import id.signet.credential.format.SigningRequest;
import id.signet.credential.format.Submission;
import id.signet.credential.format.VcDocument;
import id.signet.credential.format.VcDocuments;
import id.signet.crypto.Bytes;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.JsonPointer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code vc+sd-jwt}: a credential document of VC Data Model 2.0 whose claims can be withheld (W3C VC-JOSE-COSE §3.2.1).
 * What the holder shows must be a credential by itself.
 */
public final class VcSdJwtFormat implements SdJwtFormat {

    public static final String NAME = "vc+sd-jwt";
    public static final String MEDIA_TYPE = "application/vc+sd-jwt";

    private static final String CONTENT_TYPE = "vc";
    private static final String PURPOSE = "assertionMethod";
    private static final String SUBJECT = "/credentialSubject";

    /** Claims of the token, no terms of the credential. */
    private static final Set<String> TOKEN_CLAIMS = Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf");

    /** §3.2.1 and, of the token's claims, SD-JWT VC §2.2.2.2: what decides whether a credential counts. */
    private static final Set<String> NEVER_DISCLOSED = Set.of("@context", "id", "type", "issuer", "validFrom",
            "validUntil", "credentialStatus", "credentialSchema", "relatedResource", "termsOfUse", "iss", "nbf", "exp",
            "cnf", "jti");

    private final Salts salts;

    public VcSdJwtFormat(Salts salts) {
        this.salts = salts;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Submission submission) {
        return submission instanceof Submission.Token token
                && token.mayBe(MEDIA_TYPE)
                && token.text().indexOf('~') >= 0
                && (token.mediaType().isPresent()
                        || CompactToken.typeOf(token.text()).filter(NAME::equals).isPresent());
    }

    @Override
    public boolean recognises(SdJwt sdJwt) {
        return sdJwt.type().filter(NAME::equals).isPresent();
    }

    @Override
    public UnverifiedCredential parse(Submission submission) {
        if (!(submission instanceof Submission.Token(var text, var _))) {
            throw new IllegalArgumentException("an SD-JWT is text");
        }
        return parse(SdJwt.parseIssued(text));
    }

    @Override
    public UnverifiedCredential parse(SdJwt sdJwt) {
        var token = CompactToken.parse(sdJwt.issuerJwt());
        JoseSignature.requireType(token, NAME);
        JoseSignature.requireContentType(token, CONTENT_TYPE);
        var processed = DisclosedClaims.process(token.claims(), sdJwt.disclosures());
        for (var name : processed.disclosed()) {
            if (NEVER_DISCLOSED.contains(name)) {
                throw new MalformedCredential(
                        Problem.CRYPTOGRAPHIC_SECURITY, "never-disclosable", name + " is never a disclosure.");
            }
        }
        var payload = processed.claims();
        if (payload.has("vc") || payload.has("vp") || payload.has("proof")) {
            throw new MalformedCredential(
                    Problem.MALFORMED_VALUE,
                    "legacy-claim",
                    "The payload is the credential itself and has no vc, vp or proof.");
        }
        var claims = RegisteredClaims.parse(payload);
        var document = payload.deepCopy();
        document.remove(TOKEN_CLAIMS);
        var credential = VcDocument.parse(document);
        claims.requireAgreement(credential);
        return new UnverifiedCredential(
                NAME,
                Bytes.utf8(sdJwt.hashed()),
                document,
                document,
                processed.complete(),
                credential.id(),
                credential.issuer(),
                credential.types(),
                credential.validity(),
                claims.validity(),
                claims.issuedAt(),
                credential.status(),
                credential.schemas(),
                claims.holderKey(),
                List.of(JoseSignature.of(token, claims.issuer(), PURPOSE, claims.issuedAt())));
    }

    @Override
    public SigningRequest prepare(UnsecuredCredential credential) {
        if (credential.cryptosuite().isPresent()) {
            throw new UnsuitableInput("cryptosuite-not-supported", "Only data-integrity takes a cryptosuite.");
        }
        if (credential.vct().isPresent()) {
            throw new UnsuitableInput("vct-unfit", "Only dc+sd-jwt has a vct.");
        }
        var payload = VcDocuments.withStatus(credential);
        var pointers = pointers(credential, payload);
        payload.put("iss", VcDocument.parse(payload).issuer());
        payload.put("iat", credential.created().getEpochSecond());
        credential.holderKey().ifPresent(key -> payload.putObject("cnf").set("jwk", Jwk.toJson(key)));
        var header = Json.object()
                .put("kid", credential.verificationMethod())
                .put("typ", NAME)
                .put("cty", CONTENT_TYPE);
        return SdJwtSigning.prepare(NAME, header, Concealment.conceal(payload, pointers, salts, true),
                credential.keyType());
    }

    /** Pointers relative to the subject, as they stand in the document; by default each of its claims but its id. */
    private static Set<String> pointers(UnsecuredCredential credential, ObjectNode document) {
        if (!(document.get("credentialSubject") instanceof ObjectNode subject)) {
            throw new UnsuitableInput("one-subject-only", "An SD-JWT has one subject.");
        }
        var pointers = new LinkedHashSet<String>();
        if (credential.disclosable().isEmpty()) {
            for (var claim : subject.properties()) {
                if (!claim.getKey().equals("id")) {
                    pointers.add(JsonPointer.below(SUBJECT, claim.getKey()));
                }
            }
            return pointers;
        }
        for (var pointer : credential.disclosable().get()) {
            if (!pointer.startsWith("/")) {
                throw new UnsuitableInput("pointer-malformed",
                        "A disclosable claim is named by a JSON pointer such as /name.");
            }
            pointers.add(SUBJECT + pointer);
        }
        return pointers;
    }

    @Override
    public SecuredCredential assemble(SigningRequest request, byte[] signature) {
        return SdJwtSigning.assemble(request, signature, MEDIA_TYPE);
    }
}
