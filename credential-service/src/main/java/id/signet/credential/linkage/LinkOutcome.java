package id.signet.credential.linkage;

import id.signet.registry.RegistryRefusal;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What became of the wish to link a DID and an origin. */
public sealed interface LinkOutcome {

    /**
     * The DID document names the origin.
     *
     * @param versionId of the document
     * @param configuration what the origin has to publish to say the same
     */
    record Linked(WebOrigin origin, Optional<String> versionId, ObjectNode configuration) implements LinkOutcome {}

    record Refused(RegistryRefusal refusal) implements LinkOutcome {}
}
