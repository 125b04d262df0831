package id.signet.credential.presentation;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.Validity;
import id.signet.credential.format.Envelopes;
import id.signet.credential.format.JoseSignature;
import id.signet.credential.format.RegisteredClaims;
import id.signet.credential.format.Submission;
import id.signet.credential.format.VcDocument;
import id.signet.credential.format.dataintegrity.DataIntegrityFormat;
import id.signet.credential.format.dataintegrity.DataIntegritySignature;
import id.signet.credential.format.sdjwt.DigestAlgorithm;
import id.signet.credential.format.sdjwt.SdJwt;
import id.signet.credential.format.sdjwt.SdJwtVcFormat;
import id.signet.credential.presentation.UnverifiedPresentation.SdJwtPresentation;
import id.signet.credential.presentation.UnverifiedPresentation.VcPresentation;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.proof.ProofRefused;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Parses what holders hand in: an SD-JWT with key binding, a presentation with proof, a {@code vp+jwt}. */
public final class Presentations {

    private static final String TYPE = "VerifiablePresentation";
    private static final String TOKEN_TYPE = "vp+jwt";
    private static final String CONTENT_TYPE = "vp";
    private static final String PURPOSE = "authentication";
    private static final int MAXIMUM_CREDENTIALS = 32;

    /** Claims of the token, no terms of the presentation. */
    private static final Set<String> TOKEN_CLAIMS = Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf",
            "nonce");

    private final SdJwtVcFormat sdJwt;
    private final DataIntegrityFormat dataIntegrity;

    public Presentations(SdJwtVcFormat sdJwt, DataIntegrityFormat dataIntegrity) {
        this.sdJwt = sdJwt;
        this.dataIntegrity = dataIntegrity;
    }

    /**
     * @param submitted an object, or a token as a JSON string
     * @throws MalformedInput when it is no well-formed presentation; a bad proof of the holder is not that
     */
    public UnverifiedPresentation parse(JsonNode submitted) {
        return switch (Envelopes.open(submitted)) {
            case Submission.Document(var document) -> withProof(document);
            case Submission.Token(var text) when text.indexOf('~') >= 0 -> sdJwt(text);
            case Submission.Token(var text) -> token(text);
        };
    }

    private SdJwtPresentation sdJwt(String text) {
        var presented = SdJwt.parse(text);
        var credential = sdJwt.parse(presented);
        if (presented.keyBinding().isEmpty()) {
            return new SdJwtPresentation(credential, List.of());
        }
        var algorithm = DigestAlgorithm.in(CompactToken.parse(presented.issuerJwt()).claims());
        return new SdJwtPresentation(
                credential, List.of(KeyBindings.parse(presented.keyBinding().get(), presented, algorithm)));
    }

    private VcPresentation withProof(ObjectNode document) {
        if (!document.has("proof")) {
            return presentation(document, List.of(), Validity.ALWAYS);
        }
        var unsecured = document.deepCopy();
        unsecured.remove("proof");
        try {
            var secured = dataIntegrity.secured(document);
            var proofs = new ArrayList<HolderProof>();
            for (var signature : DataIntegritySignature.of(secured)) {
                var proof = signature.proof();
                proofs.add(new HolderProof.PresentationProof(
                        signature, proof.challenge(), new LinkedHashSet<>(proof.domain()), proof.created()));
            }
            return presentation(DataIntegrityFormat.verifiedDocument(secured), proofs, Validity.ALWAYS);
        } catch (ProofRefused e) {
            return presentation(unsecured, List.of(malformed(e)), Validity.ALWAYS);
        } catch (MalformedCredential e) {
            if (e.problem() != Problem.PROOF_VERIFICATION) {
                throw e;
            }
            return presentation(unsecured, List.of(malformed(e)), Validity.ALWAYS);
        }
    }

    /** VC-JOSE-COSE §3.1.2: the payload of the JWS is the presentation itself. */
    private static VcPresentation token(String text) {
        var token = CompactToken.parse(text);
        JoseSignature.requireType(token, TOKEN_TYPE);
        JoseSignature.requireContentType(token, CONTENT_TYPE);
        var payload = token.claims();
        if (payload.has("vp") || payload.has("vc") || payload.has("proof")) {
            throw malformed("legacy-claim", "The payload is the presentation itself and has no vp, vc or proof.");
        }
        var claims = RegisteredClaims.parse(payload);
        var document = payload.deepCopy();
        document.remove(TOKEN_CLAIMS);
        var holder = holder(document).or(claims::issuer);
        if (claims.issuer().isPresent() && !claims.issuer().equals(holder)) {
            throw malformed("claim-conflict", "The token's iss is another than the presentation's holder.");
        }
        var signature = JoseSignature.of(token, holder, PURPOSE, claims.issuedAt());
        var proof = new HolderProof.PresentationProof(
                signature, text(payload, "nonce"), audience(payload), claims.issuedAt());
        var presentation = presentation(document, List.of(proof), claims.validity());
        return new VcPresentation(
                presentation.document(),
                holder,
                presentation.credentials(),
                presentation.proofs(),
                presentation.tokenValidity());
    }

    private static VcPresentation presentation(ObjectNode document, List<HolderProof> proofs, Validity validity) {
        VcDocument.requireContext(document);
        if (!VcDocument.types(document).contains(TYPE)) {
            throw malformed("type-missing", "The type of a presentation contains VerifiablePresentation.");
        }
        VcDocument.url(document, "id");
        var credentials = VcDocument.items(document, "verifiableCredential");
        if (credentials.size() > MAXIMUM_CREDENTIALS) {
            throw new MalformedInput.TooLarge("A presentation has at most " + MAXIMUM_CREDENTIALS + " credentials.");
        }
        for (var credential : credentials) {
            // VC Data Model 2.0 §4.13: a token stands in an envelope, never by itself.
            if (!(credential instanceof ObjectNode)) {
                throw malformed("credential-malformed", "A verifiableCredential is an object.");
            }
        }
        return new VcPresentation(document, holder(document), credentials, proofs, validity);
    }

    private static Optional<String> holder(ObjectNode document) {
        return VcDocument.identifierOf(document, "holder");
    }

    private static Optional<String> text(ObjectNode payload, String member) {
        var value = payload.path(member);
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    private static Set<String> audience(ObjectNode payload) {
        var audience = new LinkedHashSet<String>();
        if (payload.get("aud") instanceof ArrayNode several) {
            several.forEach(item -> audience.add(item.asString("")));
        } else {
            text(payload, "aud").ifPresent(audience::add);
        }
        return audience;
    }

    private static HolderProof malformed(MalformedInput e) {
        return new HolderProof.Malformed(
                "presentation-proof-malformed", "The presentation's proof is not well formed: " + e.getMessage());
    }

    private static MalformedCredential malformed(String code, String message) {
        return new MalformedCredential(Problem.MALFORMED_VALUE, code, message);
    }
}
