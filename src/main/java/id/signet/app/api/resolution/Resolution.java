package id.signet.app.api.resolution;

import id.signet.registry.did.DidDocument;
import id.signet.registry.did.resolution.DocumentMetadata;

/** What became of a request to resolve, in the terms of DID Resolution 1.0 and its HTTP status. */
sealed interface Resolution {

    int status();

    record Done(DidDocument document, DocumentMetadata metadata) implements Resolution {

        @Override
        public int status() {
            return 200;
        }
    }

    /** The DID is deactivated; its last document is not shown as if it still held. */
    record Ended(DocumentMetadata metadata) implements Resolution {

        @Override
        public int status() {
            return 410;
        }
    }

    /**
     * @param name of the error, such as {@code INVALID_DID}
     */
    record Failed(String name, String detail) implements Resolution {

        /** DID Resolution 1.0, "HTTP(S) Binding". */
        @Override
        public int status() {
            return switch (name) {
                case "INVALID_DID", "INVALID_DID_URL", "INVALID_OPTIONS" -> 400;
                case "NOT_FOUND" -> 404;
                case "REPRESENTATION_NOT_SUPPORTED" -> 406;
                case "METHOD_NOT_SUPPORTED", "FEATURE_NOT_SUPPORTED" -> 501;
                default -> 500;
            };
        }
    }
}
