package id.signet.credential.linkage;

import id.signet.registry.did.Did;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** What origins say of DIDs. */
@FunctionalInterface
public interface DidConfigurations {

    /** @param did of which the answer must hold every entry; it may hold others */
    Answer at(WebOrigin origin, Did did);

    sealed interface Answer {

        /** @param retrieved when it was read at its origin */
        record Found(ObjectNode resource, Instant retrieved) implements Answer {}

        /** The origin answers, and publishes none. */
        record Absent() implements Answer {}

        /** @param message a plain sentence */
        record Malformed(String message, Instant retrieved) implements Answer {}

        /**
         * It could not be read now.
         *
         * @param message a plain sentence
         */
        record Unreachable(String code, String message) implements Answer {}
    }
}
