package id.signet.credential.issue;

import id.signet.credential.format.CredentialFormat;
import id.signet.credential.format.DocumentTerms;
import id.signet.credential.format.dataintegrity.DataIntegrityFormat;
import id.signet.credential.format.sdjwt.SdJwtVcFormat;
import id.signet.credential.StatusMessages;
import id.signet.credential.status.StatusPurpose;
import id.signet.crypto.key.PublicKey;
import id.signet.registry.schema.RegisteredSchema;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * A credential to issue, whichever door it was asked for at; its parts fit each other. What is left to judge needs the
 * issuer.
 *
 * @param type the registered type; absent only where an instance may issue others, which need no accreditation
 * @param credentialName by which the caller will speak of the credential, besides the id that its issuance answers
 * @param terms judge what the document's words mean
 * @param cpt for the papers of WeIdentity: their claim type
 * @param origin the paper it is made from
 * @param document makes the document, without its status, for the credential with this id
 */
record Order(String issuer, CredentialFormat format, Optional<String> cryptosuite,
        Optional<List<String>> mandatoryPointers, Optional<String> verificationMethod,
        Optional<RegisteredSchema> type, Set<StatusPurpose> status, Optional<StatusMessages> messages,
        Optional<List<String>> disclosable,
        Optional<PublicKey> holderKey, Optional<UUID> replaces, Optional<CredentialName> credentialName,
        DocumentTerms terms, Optional<Long> cpt,
        Optional<Origin> origin, Function<UUID, ObjectNode> document) {

    Order {
        mandatoryPointers = mandatoryPointers.map(List::copyOf);
        status = Set.copyOf(status);
        disclosable = disclosable.map(List::copyOf);
    }

    boolean isDataIntegrity() {
        return format.name().equals(DataIntegrityFormat.NAME);
    }

    /** Whether anything can be said of the credential later. */
    boolean hasStatus() {
        return !status.isEmpty() || messages.isPresent();
    }

    /** Whether the paper names its status itself; that of others stands in their record. */
    boolean namesStatus() {
        return cpt.isEmpty();
    }

    boolean isSdJwt() {
        return format.name().equals(SdJwtVcFormat.NAME);
    }
}
