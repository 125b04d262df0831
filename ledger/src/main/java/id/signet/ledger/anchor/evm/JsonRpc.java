package id.signet.ledger.anchor.evm;

import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** Questions to a node of a chain (JSON-RPC 2.0). */
@FunctionalInterface
public interface JsonRpc {

    /**
     * @return the result; a JSON null is one
     * @throws Refused when the node answers with an error
     * @throws IOException when it cannot be reached or understood
     */
    JsonNode call(String method, JsonNode... parameters) throws IOException, InterruptedException;

    /** The node's own error. */
    final class Refused extends IOException {

        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message);
        }
    }
}
