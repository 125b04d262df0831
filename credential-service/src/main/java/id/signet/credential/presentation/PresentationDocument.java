package id.signet.credential.presentation;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.Validity;
import id.signet.credential.format.VcDocument;
import id.signet.credential.format.VcDocument11;
import id.signet.credential.presentation.UnverifiedPresentation.VcPresentation;
import id.signet.crypto.MalformedInput;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules of VC Data Model 2.0 §4.13 and of 1.1 §4.10 for a presentation's document. */
final class PresentationDocument {

    private static final String TYPE = "VerifiablePresentation";
    private static final int MAXIMUM_CREDENTIALS = 32;

    private PresentationDocument() {}

    /** A presentation of either data model that stands by itself, with its proofs beside it. */
    static VcPresentation read(ObjectNode document, List<HolderProof> proofs) {
        if (VcDocument11.is(document)) {
            VcDocument11.requireContext(document);
        } else {
            VcDocument.requireContext(document);
        }
        return read(document, holder(document), credentials(document), proofs, Validity.ALWAYS);
    }

    static VcPresentation read(ObjectNode document, Optional<String> holder, List<JsonNode> credentials,
            List<HolderProof> proofs, Validity tokenValidity) {
        if (!VcDocument.types(document).contains(TYPE)) {
            throw malformed("type-missing", "The type of a presentation contains VerifiablePresentation.");
        }
        VcDocument.url(document, "id");
        if (credentials.size() > MAXIMUM_CREDENTIALS) {
            throw new MalformedInput.TooLarge("A presentation has at most " + MAXIMUM_CREDENTIALS + " credentials.");
        }
        return new VcPresentation(document, holder, credentials, proofs, tokenValidity);
    }

    /** VC Data Model 2.0 §4.13: a token stands in an envelope, never by itself. */
    static List<JsonNode> credentials(ObjectNode document) {
        var credentials = VcDocument.items(document, "verifiableCredential");
        for (var credential : credentials) {
            if (!(credential instanceof ObjectNode)) {
                throw malformed("credential-malformed", "A verifiableCredential is an object.");
            }
        }
        return credentials;
    }

    static Optional<String> holder(ObjectNode document) {
        return VcDocument.identifierOf(document, "holder");
    }

    static MalformedCredential malformed(String code, String message) {
        return new MalformedCredential(Problem.MALFORMED_VALUE, code, message);
    }
}
