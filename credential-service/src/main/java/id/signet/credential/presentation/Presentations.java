package id.signet.credential.presentation;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.format.Envelopes;
import id.signet.credential.format.Submission;
import id.signet.credential.format.dataintegrity.DataIntegrityFormat;
import id.signet.credential.format.dataintegrity.DataIntegritySignature;
import id.signet.credential.format.sdjwt.DigestAlgorithm;
import id.signet.credential.format.sdjwt.SdJwt;
import id.signet.credential.format.sdjwt.SdJwtFormat;
import id.signet.credential.presentation.UnverifiedPresentation.SdJwtPresentation;
import id.signet.credential.presentation.UnverifiedPresentation.VcPresentation;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.proof.ProofRefused;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import id.signet.credential.format.weidentity.PojoParsing;
import id.signet.credential.format.weidentity.PojoPresentation;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Parses what holders hand in: an SD-JWT with key binding, a presentation with proof or in a token. */
public final class Presentations {

    private final List<SdJwtFormat> sdJwts;
    private final DataIntegrityFormat dataIntegrity;
    private final Optional<VpWeIdentity> weIdentity;

    /** Without the papers of WeIdentity. */
    public Presentations(List<SdJwtFormat> sdJwts, DataIntegrityFormat dataIntegrity) {
        this(sdJwts, dataIntegrity, Optional.empty());
    }

    /**
     * @param sdJwts whose credentials are shown with a key binding; the first that recognises one reads it
     * @param pojos reads the papers of WeIdentity
     */
    public Presentations(List<SdJwtFormat> sdJwts, DataIntegrityFormat dataIntegrity, PojoParsing pojos) {
        this(sdJwts, dataIntegrity, Optional.of(new VpWeIdentity(pojos)));
    }

    private Presentations(List<SdJwtFormat> sdJwts, DataIntegrityFormat dataIntegrity,
            Optional<VpWeIdentity> weIdentity) {
        this.sdJwts = List.copyOf(sdJwts);
        this.dataIntegrity = dataIntegrity;
        this.weIdentity = weIdentity;
    }

    /**
     * @param submitted an object, or a token as a JSON string
     * @throws MalformedInput when it is no well-formed presentation; a bad proof of the holder is not that
     */
    public UnverifiedPresentation parse(JsonNode submitted) {
        return switch (Envelopes.open(submitted)) {
            case Submission.Document(var document) when PojoPresentation.recognises(document)
                    && weIdentity.isPresent() ->
                weIdentity.get().read(document);
            case Submission.Document(var document) -> withProof(document);
            case Submission.Message(var bytes, var _) -> VpCose.read(bytes);
            case Submission.Token token when token.text().indexOf('~') >= 0 -> selective(token);
            case Submission.Token token -> token(token);
        };
    }

    private UnverifiedPresentation selective(Submission.Token submitted) {
        var presented = SdJwt.parse(submitted.text());
        if (submitted.mayBe(VpSdJwt.MEDIA_TYPE) && VpSdJwt.is(presented)) {
            return VpSdJwt.read(presented);
        }
        if (submitted.mediaType().isPresent()) {
            throw new MalformedInput("The envelope does not hold the presentation that it says");
        }
        var credential = sdJwts.stream()
                .filter(format -> format.recognises(presented))
                .findFirst()
                .orElseThrow(() -> new MalformedInput("This is no SD-JWT that this service knows"))
                .parse(presented);
        if (presented.keyBinding().isEmpty()) {
            return new SdJwtPresentation(credential, List.of());
        }
        var algorithm = DigestAlgorithm.in(CompactToken.parse(presented.issuerJwt()).claims());
        return new SdJwtPresentation(
                credential, List.of(KeyBindings.parse(presented.keyBinding().get(), presented, algorithm)));
    }

    private VcPresentation withProof(ObjectNode document) {
        if (!document.has("proof")) {
            return PresentationDocument.read(document, List.of());
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
            return PresentationDocument.read(DataIntegrityFormat.verifiedDocument(secured), proofs);
        } catch (ProofRefused e) {
            return PresentationDocument.read(unsecured, List.of(malformed(e)));
        } catch (MalformedCredential e) {
            if (e.problem() != Problem.PROOF_VERIFICATION) {
                throw e;
            }
            return PresentationDocument.read(unsecured, List.of(malformed(e)));
        }
    }

    private static VcPresentation token(Submission.Token submitted) {
        var token = CompactToken.parse(submitted.text());
        return submitted.mediaType().isEmpty() && JwtVpJson.is(token) ? JwtVpJson.read(token) : VpJwt.read(token);
    }

    private static HolderProof malformed(MalformedInput e) {
        return new HolderProof.Malformed(
                "presentation-proof-malformed", "The presentation's proof is not well formed: " + e.getMessage());
    }
}
