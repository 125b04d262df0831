package id.signet.credential.presentation;

import id.signet.credential.UnverifiedCredential;
import id.signet.credential.Validity;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a holder handed in, parsed once. */
public sealed interface UnverifiedPresentation {

    /** The holder's proofs, perhaps none. */
    List<HolderProof> proofs();

    /** An SD-JWT VC with the disclosures the holder chose, and usually a key binding. */
    record SdJwtPresentation(UnverifiedCredential credential, List<HolderProof> proofs)
            implements
                UnverifiedPresentation {

        public SdJwtPresentation {
            proofs = List.copyOf(proofs);
        }
    }

    /**
     * A {@code VerifiablePresentation} of VC Data Model 2.0.
     *
     * @param document without proof
     * @param credentials as they stand in it, each to be parsed by itself
     * @param tokenValidity {@code nbf} and {@code exp} of a presentation in a token
     */
    record VcPresentation(
            ObjectNode document,
            Optional<String> holder,
            List<JsonNode> credentials,
            List<HolderProof> proofs,
            Validity tokenValidity)
            implements
                UnverifiedPresentation {

        public VcPresentation {
            credentials = List.copyOf(credentials);
            proofs = List.copyOf(proofs);
        }
    }
}
