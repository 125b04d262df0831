package id.signet.credential.presentation;

import id.signet.credential.Validity;
import id.signet.credential.format.weidentity.CredentialPojo;
import id.signet.credential.format.weidentity.PojoParsing;
import id.signet.credential.format.weidentity.PojoPresentation;
import id.signet.credential.presentation.UnverifiedPresentation.VcPresentation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A presentation of WeIdentity's papers. Its holder is whose method the proof names. */
final class VpWeIdentity {

    private final PojoParsing parsing;

    VpWeIdentity(PojoParsing parsing) {
        this.parsing = parsing;
    }

    VcPresentation read(ObjectNode document) {
        PojoPresentation presentation = PojoPresentation.parse(document);
        String method = parsing.here(presentation.verificationMethod());
        HolderProof proof = presentation.credentials().stream().anyMatch(CredentialPojo::hidesSubject)
                ? new HolderProof.Malformed("subject-withheld",
                        "A credential hides who it is about, so nobody can tell that its subject presents it.")
                : new HolderProof.PresentationProof(presentation.holderSignature(method),
                        Optional.of(presentation.nonce()), Set.of(), Optional.of(presentation.created()));
        return new VcPresentation(presentation.withoutProof(), Optional.of(method.split("#", 2)[0]),
                presentation.credentials().stream().map(credential -> (JsonNode) credential.json()).toList(),
                List.of(proof), Validity.ALWAYS);
    }
}
