package id.signet.credential.issue;

import id.signet.credential.format.VcDocument;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.JsonPointer;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A wish that an instance secures a document its caller wrote, by VC Data Model 2.0 or 1.1. What was written stays; the
 * instance adds what it owes: an id, a status, and to a registered type its schema.
 *
 * @param document names the instance's issuer
 * @param name by which the caller will speak of the credential; absent: by the document's {@code id}
 * @param mandatoryPointers for a selective cryptosuite: JSON pointers to what every disclosure shows
 */
public record IssueDocumentCommand(IssuerInstance instance, ObjectNode document, Optional<String> name,
        Optional<List<String>> mandatoryPointers) {

    private static final int MAXIMUM_TEXT = 2048;
    /** Less than a reader's limit: a presentation puts its own levels around a credential. */
    private static final int MAXIMUM_DEPTH = 25;

    /** @throws MalformedInput when the document breaks a rule of its data model, or is another issuer's */
    public IssueDocumentCommand {
        document = document.deepCopy();
        mandatoryPointers = mandatoryPointers.map(List::copyOf);
        mandatoryPointers.ifPresent(pointers -> pointers.forEach(JsonPointer::parse));
        // Data Integrity allows either form; who signs writes one.
        for (String member : new String[]{"@context", "type"}) {
            if (!(document.get(member) instanceof ArrayNode)) {
                throw new MalformedInput("The " + member + " of a credential to be issued is an array.");
            }
        }
        if (document.has("proof")) {
            throw new MalformedInput("A credential to be issued has no proof yet.");
        }
        if (depth(document) > MAXIMUM_DEPTH) {
            throw new MalformedInput("A credential is nested in at most " + MAXIMUM_DEPTH + " levels.");
        }
        if (!VcDocument.parseAny(document).issuer().equals(instance.issuer())) {
            throw new MalformedInput("The issuer of this instance is " + instance.issuer() + ".");
        }
        if (name.filter(text -> text.isBlank() || text.length() > MAXIMUM_TEXT).isPresent()) {
            throw new MalformedInput("A credentialId has 1 to " + MAXIMUM_TEXT + " characters.");
        }
    }

    /** Those besides {@code VerifiableCredential}. */
    List<String> types() {
        return VcDocument.types(document).stream().filter(type -> !type.equals(VcDocument.TYPE)).toList();
    }

    /** The contexts that are named by their URL. */
    List<String> contexts() {
        return VcDocument.items(document, "@context")
                .stream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
    }

    /** Whether a status entry that the caller wrote names a list below this address. */
    boolean statusOf(String address) {
        return VcDocument.items(document, "credentialStatus")
                .stream()
                .anyMatch(entry -> entry.path("statusListCredential").asString("").startsWith(address));
    }

    Optional<CredentialName> credentialName() {
        return name.or(() -> VcDocument.url(document, "id"))
                .map(text -> CredentialName.of(instance.tenant(), instance.issuer(), text));
    }

    private static int depth(JsonNode node) {
        return node.isContainer() ? 1 + node.valueStream().mapToInt(IssueDocumentCommand::depth).max().orElse(0) : 0;
    }
}
